#pragma once

/// What a network is shown until the first change: runs that are shown the same begin alike.

#include "sim/engine/simulator.h"

#include <cstddef>
#include <vector>

namespace ventral::engine {

/// The inputs of one trial until the first change.
struct Opening {
    /// The bytes of every input population's field, with the factors of its channels where the
    /// field is not zero. Equal bytes drive every population equally.
    std::vector<std::byte> shown;
    /// The fields stand still until here. The run's begin: they change at once, or may;
    /// infinity: they stand still to the end.
    double until_ms = 0;
};

/// Samples the beginning of the fields as a run does.
Opening find_opening(const NetworkDescription& network,
                     const TrialInput& input,
                     const Schedule& schedule);

}  // namespace ventral::engine
