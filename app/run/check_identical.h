#pragma once

/// Whether the conditions of which the experiment says so show the same pixels.

#include "app/experiment/load_experiment.h"
#include "app/run/run_plan.h"

namespace ventral::app {

/// Compares the displays under `identical:` over their regions at 40 samples per degree, in the
/// middle of every interval between changes, and every 10 ms where something moves. Throws
/// base::ConfigError with the two conditions, the place and the time of the largest difference.
void check_identical(const LoadedExperiment& loaded, const RunPlan& plan);

}  // namespace ventral::app
