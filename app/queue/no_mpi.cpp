// The program without MPI: it is always alone.
#include "app/queue/ranks.h"

namespace ventral::app {

std::unique_ptr<Ranks> join_ranks() {
    return lone_rank();
}

}  // namespace ventral::app
