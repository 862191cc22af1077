#include "app/experiment/built_from.h"

#include "app/experiment/element_path.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/config/expression.h"
#include "sim/config/override.h"
#include "sim/config/write.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ventral::app {

namespace {

using config::Node;

[[noreturn]] void fail_unmeasured(const std::string& name,
                                  const std::string& unit,
                                  const std::string& reason,
                                  const Node& node) {
    const config::Place place = node.place();
    throw base::Error(
        base::ExitCode::Numerics,
        base::message_of(
            {.what = base::str(name, " of the unit '", unit, "' could not be measured: ", reason),
             .file = place.file,
             .line = place.line,
             .column = place.column,
             .key_path = place.key_path,
             .got = node.scalar_text(),
             .hint = "choose another unit, or levels that cover its tuning"}));
}

double value_of(const std::string& name, const ExpressionScope& scope, const Node& node) {
    const auto factor = scope.factors.find(name);
    if (factor != scope.factors.end()) {
        return factor->second;
    }
    const analysis::Quantity& quantity = scope.measured->at(scope.unit).at(name);
    if (std::isnan(quantity.value)) {
        fail_unmeasured(name, scope.unit, quantity.reason, node);
    }
    return quantity.value;
}

bool is_known(const std::string& name, const ExpressionScope& scope) {
    if (const auto factor = scope.factors.find(name); factor != scope.factors.end()) {
        return !std::isnan(factor->second);
    }
    return scope.measured != nullptr && scope.measured->at(scope.unit).count(name) > 0;
}

/// The expression's value, or nothing while a name of it is not known.
std::optional<double> evaluate_known(const Node& node, const ExpressionScope& scope) {
    const config::Expression expression(node);
    const auto known = [&](const std::string& name) { return is_known(name, scope); };
    if (!std::all_of(expression.names().begin(), expression.names().end(), known)) {
        return std::nullopt;
    }
    return expression.evaluate(
        [&](const std::string& name) { return value_of(name, scope, node); });
}

}  // namespace

Node apply_built_from(Node root,
                      const BuiltFrom& entries,
                      const ExpressionScope& scope,
                      std::vector<BuiltValue>& built) {
    for (const auto& [path, node] : entries) {
        const std::optional<double> value = evaluate_known(node, scope);
        if (value) {
            const config::Place where = node.key_place();
            root = config::with_override(root, expand_path(root, path, where),
                                         config::make_number(*value), where, config::NewKeys::Any);
        }
        built.push_back({path, value.value_or(std::numeric_limits<double>::quiet_NaN())});
    }
    return root;
}

std::vector<std::string> measured_names(const std::vector<Step>& steps) {
    std::vector<std::string> names;
    for (const Step& step : steps) {
        for (const std::string& quantity : analysis::quantity_names(step.measure)) {
            names.push_back(step.name + "." + quantity);
        }
    }
    return names;
}

std::optional<Node> level_value(const Node& node,
                                const ExpressionScope& scope,
                                const std::vector<std::string>& quantities) {
    const auto is_named = [&](const std::string& name) {
        return node.is_scalar() && node.scalar_text().find(name) != std::string::npos;
    };
    if (std::none_of(quantities.begin(), quantities.end(), is_named)) {
        return node;
    }
    const std::optional<double> value = evaluate_known(node, scope);
    return value ? std::optional(config::make_number(*value)) : std::nullopt;
}

void check_built_from(const BuiltFrom& entries,
                      const std::vector<Factor>& factors,
                      const std::vector<Step>& steps) {
    std::vector<std::string> known;
    for (const Factor& factor : factors) {
        for (const base::Axis& axis : factor.coordinates) {
            if (!axis.values.empty()) {
                known.push_back(axis.name);
            }
        }
    }
    const std::vector<std::string> quantities = measured_names(steps);
    known.insert(known.end(), quantities.begin(), quantities.end());
    for (const auto& [path, node] : entries) {
        const config::Expression expression(node);
        for (const std::string& name : expression.names()) {
            if (std::find(known.begin(), known.end(), name) == known.end()) {
                node.fail(
                    "'" + name + "' is neither a numeric factor nor measured by a step before",
                    base::join(known), base::did_you_mean(name, known));
            }
        }
    }
}

}  // namespace ventral::app
