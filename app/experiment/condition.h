#pragma once

/// Conditions: the product of an experiment's factors, and the catch trials beside it.

#include "app/experiment/built_from.h"
#include "app/experiment/experiment.h"
#include "sim/base/labelled_array.h"
#include "stimuli/display.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

/// A catch trial has no level of a factor.
inline constexpr std::size_t kNoLevel = static_cast<std::size_t>(-1);

/// What is shown in one cell of the design.
struct Condition {
    std::string label;                ///< "left/dark"; "all" if there are no factors
    std::vector<std::size_t> levels;  ///< one per factor, or kNoLevel
    std::vector<BuiltValue> built;    ///< one per entry of built_from
    stimuli::Display display;
    std::optional<PlaceOn> place_on;
    std::optional<AttentionSettings> attention;
    std::vector<FeatureSettings> features;
    config::Node root;  ///< the file with the condition's levels applied
};

/// All conditions in file order, the first factor slowest, then the catch trials. What is
/// built from measurements is set in the file first, then the assignments of the levels, then those
/// of the catch trial; the result is read strictly, so that a fault names the place in the level.
/// @param root the experiment file with the command line's overrides applied.
/// @param measured what the steps measured; nullptr: they have not run, and values that are built
/// from it keep what stands in the file.
std::vector<Condition> expand_conditions(const Experiment& experiment,
                                         const config::Node& root,
                                         const Measurements* measured = nullptr);

/// The conditions' labels, in their order.
std::vector<std::string> labels_of(const std::vector<Condition>& conditions);

/// One axis per coordinate of a factor and per built value, with one value or label per condition,
/// for the result file. Where a catch trial has no level: NaN, or an empty label.
std::vector<base::Axis> factor_axes(const Experiment& experiment,
                                    const std::vector<Condition>& conditions);

}  // namespace ventral::app
