#pragma once

/// Who is told how far a run is.

#include <cstddef>
#include <string>

namespace ventral::app {

struct RunState {
    std::size_t finished = 0;  ///< cells
    std::size_t total = 0;
    double share = 0;  ///< of the work, 0 .. 1
    std::string text;  ///< rate, remaining time, state of the network
};

/// Called from the threads of a run, one at a time; must return at once.
class RunWatcher {
public:
    virtual ~RunWatcher() = default;
    void tell(const RunState& state) { do_tell(state); }

private:
    virtual void do_tell(const RunState& state) = 0;
};

}  // namespace ventral::app
