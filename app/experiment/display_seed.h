#pragma once

/// Seeds of random displays.

#include "app/experiment/experiment.h"

#include <cstddef>
#include <cstdint>

namespace ventral::app {

/// How many displays a condition has: one for all trials, or one for each (`trial_displays: new`).
std::size_t num_displays(const Experiment& experiment);

/// The seed of what is shown in a trial; the first trial's is the experiment's. Trials that share
/// one display share its seed.
std::uint64_t display_seed(const Experiment& experiment, std::size_t trial);

}  // namespace ventral::app
