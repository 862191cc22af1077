#pragma once

/// A step as an experiment of its own.

#include "app/experiment/load_experiment.h"

#include <cstddef>

namespace ventral::app {

/// The step's display, factors and times with the experiment's model, seed and units; the first
/// variant only, no attention, and of recordings only the units. Title, notes and measures of the
/// experiment are left out: experiments whose steps do the same have equal keys for them.
/// @param measured what the steps before measured; nullptr: nothing, values built from it keep what
/// stands in the file.
LoadedExperiment make_step(const LoadedExperiment& loaded,
                           std::size_t step,
                           const Measurements* measured);

}  // namespace ventral::app
