#pragma once

/// Closed loop: runs the steps of an experiment, measures every unit, and builds the displays of
/// later steps and of the experiment itself from what was measured.

#include "app/experiment/load_experiment.h"
#include "app/run/runner.h"
#include "app/terminal/talk.h"

#include <string>

namespace ventral::app {

/// "dir/NAME.steps" of "dir/NAME.h5": one result file per step, and measured.csv.
std::string steps_folder(const std::string& output);

/// Runs the steps in their order and returns the experiment with its measurements and its
/// conditions built from them. A step whose result stands in the folder, or among the shared steps
/// of the settings, with the same key is not run again. A value that is needed and could not be
/// measured is a base::Error of numerics that names unit, step and reason.
LoadedExperiment run_steps(LoadedExperiment loaded,
                           const std::string& command,
                           const RunSettings& settings,
                           Talk& talk);

}  // namespace ventral::app
