#include "app/experiment/display_seed.h"

namespace ventral::app {

std::size_t num_displays(const Experiment& experiment) {
    return experiment.trial_displays == TrialDisplays::New
               ? static_cast<std::size_t>(experiment.trials)
               : 1;
}

std::uint64_t display_seed(const Experiment& experiment, std::size_t trial) {
    constexpr std::uint64_t kStride = 0x9E3779B97F4A7C15ULL;  // odd: no two trials share a seed
    return experiment.seed + kStride * (num_displays(experiment) > 1 ? trial : 0);
}

}  // namespace ventral::app
