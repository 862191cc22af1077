#pragma once

/// What an experiment shows, as the table of its result file.

#include "app/experiment/load_experiment.h"
#include "app/run/run_plan.h"
#include "sim/io/result_layout.h"

namespace ventral::app {

/// One row for each element of each condition: stimulus_name, stimulus_index (its place in the
/// display), element, and orientation, direction, spatial_frequency, temporal_frequency, phase,
/// contrast, size, x_position, y_position, luminance and opacity, NaN where it has none. The order
/// of a shuffled sequence is that of the first trial.
io::PresentationTable make_presentations(const LoadedExperiment& loaded, const RunPlan& plan);

}  // namespace ventral::app
