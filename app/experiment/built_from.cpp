#include "app/experiment/built_from.h"

#include "app/experiment/element_path.h"
#include "app/experiment/expression.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
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
        base::str(place.file, ":", place.line, ":", place.column, ": ", name, " of the unit '",
                  unit, "' could not be measured: ", reason, "\n  at:      ", place.key_path,
                  "\n  got:     ", node.scalar_text(),
                  "\n  hint:    choose another unit, or levels that cover its tuning"));
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

}  // namespace

Node apply_built_from(Node root,
                      const BuiltFrom& entries,
                      const ExpressionScope& scope,
                      std::vector<BuiltValue>& built) {
    for (const auto& [path, node] : entries) {
        const Expression expression(node);
        const auto known = [&](const std::string& name) { return is_known(name, scope); };
        double value = std::numeric_limits<double>::quiet_NaN();
        if (std::all_of(expression.names().begin(), expression.names().end(), known)) {
            value = expression.evaluate(
                [&](const std::string& name) { return value_of(name, scope, node); });
            const config::Place where = node.key_place();
            root = config::with_override(root, expand_path(root, path, where),
                                         config::make_number(value), where, config::NewKeys::Any);
        }
        built.push_back({path, value});
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
    const Expression expression(node);
    for (const std::string& name : expression.names()) {
        if (!is_known(name, scope)) {
            return std::nullopt;
        }
    }
    return config::make_number(
        expression.evaluate([&](const std::string& name) { return value_of(name, scope, node); }));
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
        const Expression expression(node);
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
