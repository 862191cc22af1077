#pragma once

/// Conditions: the product of an experiment's factors.

#include "app/experiment/experiment.h"
#include "sim/base/labelled_array.h"
#include "stimuli/display.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

/// What is shown in one cell of the design.
struct Condition {
    std::string label;                ///< "left/dark"; "all" if there are no factors
    std::vector<std::size_t> levels;  ///< one per factor
    stimuli::Display display;
    std::optional<PlaceOn> place_on;
    std::optional<AttentionSettings> attention;
    config::Node root;  ///< the file with the condition's levels applied
};

/// All conditions in file order, the first factor slowest. Each level's assignments are applied to
/// the file and the result is read strictly, so that a fault names the place in the level.
/// @param root the experiment file with the command line's overrides applied.
std::vector<Condition> expand_conditions(const Experiment& experiment, const config::Node& root);

/// One axis per factor with one value or label per condition, for the result file.
std::vector<base::Axis> factor_axes(const Experiment& experiment,
                                    const std::vector<Condition>& conditions);

}  // namespace ventral::app
