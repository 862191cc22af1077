#include "stimuli/sequence_order.h"

#include "sim/base/random.h"
#include "sim/base/text.h"

#include <utility>

namespace ventral::stimuli {

std::vector<std::size_t> sequence_order(const Sequence& sequence,
                                        std::uint64_t seed,
                                        const std::string& name,
                                        int round) {
    std::vector<std::size_t> order(sequence.items.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    if (sequence.shuffled) {
        base::RandomStream stream(seed, base::str("sequence/", name),
                                  static_cast<std::uint64_t>(round));
        for (std::size_t i = order.size(); i > 1; --i) {
            std::swap(order[i - 1], order[stream.below(static_cast<std::uint32_t>(i))]);
        }
    }
    return order;
}

}  // namespace ventral::stimuli
