#pragma once

/// Whose displays `show stimulus` draws.

#include "app/command/options.h"
#include "app/experiment/load_experiment.h"
#include "app/figure/field_figure.h"
#include "app/run/run_plan.h"

#include <cstddef>
#include <vector>

namespace ventral::app {

/// What is to be drawn.
struct StimulusSubject {
    LoadedExperiment loaded;
    RunPlan plan;
    std::vector<std::size_t> conditions;
    FieldFigure frame;             ///< title and layout, without panels
    std::vector<FieldMark> marks;  ///< of the recorded sites
    double samples_per_degree = 20;
    double field_deg = 0;  ///< side of what is shown about the display's origin; 0: all
};

/// The experiment, bound to its model, and the conditions that were asked for; all if none was.
/// A condition that it does not have is a base::ConfigError.
StimulusSubject read_stimulus_subject(const CommonOptions& common, const ShowOptions& options);

stimuli::DisplayInput make_input(const StimulusSubject& subject, std::size_t condition);

/// What is shown of a condition: the model's field, or a part about the display's origin.
base::Grid shown_field(const StimulusSubject& subject, std::size_t condition);

}  // namespace ventral::app
