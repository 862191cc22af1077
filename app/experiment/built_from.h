#pragma once

/// Values that are computed from what steps measured, and from numeric factors.

#include "analysis/procedures/procedure.h"
#include "app/experiment/experiment.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// What the steps measured of each unit: unit -> "STEP.QUANTITY" -> quantity.
using Measurements = std::map<std::string, std::map<std::string, analysis::Quantity>>;

/// A value that was set in a condition.
struct BuiltValue {
    std::string path;
    double value = 0;  ///< NaN: not measured yet
};

/// What expressions may name in one condition.
struct ExpressionScope {
    std::string unit;                        ///< whose measurements count
    std::map<std::string, double> factors;   ///< numeric ones; NaN where a condition has no level
    const Measurements* measured = nullptr;  ///< nullptr: nothing was measured yet
};

/// The condition's root with every value set whose names are all known; the others keep what stands
/// in the file. A number that could not be measured is a base::Error of numerics with
/// the reason.
config::Node apply_built_from(config::Node root,
                              const BuiltFrom& entries,
                              const ExpressionScope& scope,
                              std::vector<BuiltValue>& built);

/// Names of what the steps will measure: "STEP.QUANTITY".
std::vector<std::string> measured_names(const std::vector<Step>& steps);

/// The value that a level sets: the node itself, or the number of an expression that names what a
/// step measured ("low.srf_deg * 2"). Nothing while that is not measured yet.
/// @param quantities names of what steps measure.
std::optional<config::Node> level_value(const config::Node& node,
                                        const ExpressionScope& scope,
                                        const std::vector<std::string>& quantities);

/// Refuses expressions with names that are neither a numeric factor nor a quantity of a step.
/// @param steps those that run before.
void check_built_from(const BuiltFrom& entries,
                      const std::vector<Factor>& factors,
                      const std::vector<Step>& steps);

}  // namespace ventral::app
