#pragma once

/// Whether the seed of an experiment matters.

#include "app/experiment/load_experiment.h"

namespace ventral::app {

/// False if no condition shows anything random and the model has no noise: then every seed gives
/// the same numbers.
bool depends_on_seed(const LoadedExperiment& loaded);

}  // namespace ventral::app
