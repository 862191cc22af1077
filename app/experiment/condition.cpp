#include "app/experiment/condition.h"

#include "app/experiment/element_path.h"
#include "app/experiment/experiment_spec.h"
#include "app/experiment/level_axis.h"
#include "app/experiment/parts_spec.h"
#include "app/experiment/units.h"
#include "sim/base/text.h"
#include "sim/config/override.h"
#include "sim/config/write.h"

#include <algorithm>
#include <limits>

namespace ventral::app {

namespace {

using config::Node;

/// What a level may change: what is shown, where, what is attended, and what an encoder says.
const std::vector<std::string> kChangeable{"display", "place_on", "attention", "features"};

/// @param quantities what the steps measure; a value may be an expression that names it.
Node apply_level(Node root,
                 const Level& level,
                 const ExpressionScope& scope,
                 const std::vector<std::string>& quantities) {
    for (const auto& [path, written] : level.assignments) {
        const config::Place where = written.key_place();
        const std::string full = expand_path(root, path, where);
        const std::string first = full.substr(0, full.find('.'));
        if (std::find(kChangeable.begin(), kChangeable.end(), first) == kChangeable.end()) {
            throw base::ConfigError(
                {.what = "a factor cannot change '" + first + "'",
                 .file = where.file,
                 .line = where.line,
                 .column = where.column,
                 .key_path = where.key_path,
                 .got = path,
                 .allowed = "an element of the display, " + base::join(kChangeable),
                 .hint = ""});
        }
        if (const auto value = level_value(written, scope, quantities)) {
            root = config::with_override(root, full, *value, where, config::NewKeys::Any);
        }
    }
    return root;
}

/// What expressions may name: the unit, and the numbers of the condition's levels.
ExpressionScope make_scope(const Experiment& experiment,
                           const std::vector<std::size_t>& levels,
                           const Measurements* measured) {
    ExpressionScope scope{"", {}, measured};
    for (std::size_t f = 0; f < levels.size(); ++f) {
        const Factor& factor = experiment.factors[f];
        if (factor.name == kUnitFactor) {
            scope.unit = factor.levels[levels[f]].label;
        }
        for (const base::Axis& axis : factor.coordinates) {
            if (!axis.values.empty()) {
                scope.factors[axis.name] = levels[f] == kNoLevel
                                               ? std::numeric_limits<double>::quiet_NaN()
                                               : axis.values[levels[f]];
            }
        }
    }
    return scope;
}

/// The display without its elements.
Node without_elements(const Node& root) {
    return config::with_override(root, "display.elements", config::make_map({}),
                                 root.at("display").key_place(), config::NewKeys::Any);
}

/// @param catch_trial what a catch trial sets beside the levels; nullptr: none is meant.
Condition make_condition(const Experiment& experiment,
                         const Node& root,
                         const std::vector<std::size_t>& levels,
                         const Measurements* measured,
                         const Level* catch_trial = nullptr) {
    Condition condition{"", levels, {}, {}, {}, {}, {}, root};
    const ExpressionScope scope = make_scope(experiment, levels, measured);
    condition.root =
        apply_built_from(condition.root, experiment.built_from, scope, condition.built);
    std::vector<std::string> labels;
    for (std::size_t f = 0; f < levels.size(); ++f) {
        if (levels[f] != kNoLevel) {
            const Level& level = experiment.factors[f].levels[levels[f]];
            labels.push_back(level.label);
            condition.root = apply_level(condition.root, level, scope, experiment.quantities);
        }
    }
    if (catch_trial != nullptr) {
        labels.push_back(catch_trial->label);
        condition.root =
            catch_trial->assignments.empty()
                ? without_elements(condition.root)
                : apply_level(condition.root, *catch_trial, scope, experiment.quantities);
    }
    condition.label = labels.empty() ? "all" : base::join(labels, "/");
    condition.display = stimuli::read_display(condition.root.at("display"));
    if (const auto place_on = condition.root.find("place_on")) {
        condition.place_on = place_on_spec().read(*place_on);
    }
    if (const auto attention = condition.root.find("attention")) {
        condition.attention = attention_spec().read(*attention);
    }
    if (const auto features = condition.root.find("features")) {
        condition.features = features_codec().read(*features);
    }
    return condition;
}

/// Catch trials are shown to every unit, at no level of the other factors.
std::vector<Condition> make_catch_trials(const Experiment& experiment,
                                         const Node& root,
                                         const Measurements* measured) {
    std::vector<Condition> conditions;
    const bool has_units = !experiment.units.empty();
    const std::size_t num_units = has_units ? experiment.units.size() : 1;
    for (const Level& catch_trial : experiment.catch_trials) {
        for (std::size_t unit = 0; unit < num_units; ++unit) {
            std::vector<std::size_t> levels(experiment.factors.size(), kNoLevel);
            if (has_units) {
                levels.front() = unit;
            }
            conditions.push_back(make_condition(experiment, root, levels, measured, &catch_trial));
        }
    }
    return conditions;
}

/// Conditions of one experiment at most. Each is kept in memory and in the result.
constexpr std::size_t kMostConditions = 100'000;

void check_count(const Experiment& experiment, const config::Node& root) {
    std::size_t count = 1;
    for (const Factor& factor : experiment.factors) {
        if (factor.levels.size() > kMostConditions / count) {
            root.fail_at("factors", "the experiment has too many conditions",
                         base::str("at most ", kMostConditions, ", the product of all levels"),
                         "leave out levels, or make several experiments of it");
        }
        count *= factor.levels.size();
    }
}

/// Counts up like an odometer, the last factor fastest; false after the last combination.
bool advance(const std::vector<Factor>& factors, std::vector<std::size_t>& levels) {
    for (std::size_t f = factors.size(); f-- > 0;) {
        if (++levels[f] < factors[f].levels.size()) {
            return true;
        }
        levels[f] = 0;
    }
    return false;
}

/// An axis of the conditions from one of a factor's levels.
base::Axis spread_over_conditions(const base::Axis& of_levels,
                                  std::size_t factor,
                                  const std::vector<Condition>& conditions) {
    base::Axis axis{of_levels.name, of_levels.unit, of_levels.long_name, {}, {}};
    for (const Condition& condition : conditions) {
        const std::size_t level = condition.levels[factor];
        if (of_levels.values.empty()) {
            axis.labels.push_back(level == kNoLevel ? "" : of_levels.labels[level]);
        } else {
            axis.values.push_back(level == kNoLevel ? std::numeric_limits<double>::quiet_NaN()
                                                    : of_levels.values[level]);
        }
    }
    return axis;
}

}  // namespace

std::vector<Condition> expand_conditions(const Experiment& experiment,
                                         const config::Node& root,
                                         const Measurements* measured) {
    check_count(experiment, root);
    std::vector<Condition> conditions;
    std::vector<std::size_t> levels(experiment.factors.size());
    do {
        conditions.push_back(make_condition(experiment, root, levels, measured));
    } while (advance(experiment.factors, levels));
    std::vector<Condition> catch_trials = make_catch_trials(experiment, root, measured);
    conditions.insert(conditions.end(), catch_trials.begin(), catch_trials.end());
    return conditions;
}

std::vector<std::string> labels_of(const std::vector<Condition>& conditions) {
    std::vector<std::string> labels;
    for (const Condition& condition : conditions) {
        labels.push_back(condition.label);
    }
    return labels;
}

std::vector<base::Axis> factor_axes(const Experiment& experiment,
                                    const std::vector<Condition>& conditions) {
    std::vector<base::Axis> axes;
    for (std::size_t f = 0; f < experiment.factors.size(); ++f) {
        for (const base::Axis& axis : experiment.factors[f].coordinates) {
            axes.push_back(spread_over_conditions(axis, f, conditions));
        }
    }
    for (std::size_t b = 0; b < experiment.built_from.size(); ++b) {
        const std::string& path = experiment.built_from[b].first;
        std::string name = path;
        std::replace(name.begin(), name.end(), '.', '_');
        std::vector<std::string> texts(conditions.size(), "0");
        base::Axis axis = level_axis(name, path, texts);
        axis.long_name = path + ", built from measurements";
        for (std::size_t c = 0; c < conditions.size(); ++c) {
            axis.values[c] = conditions[c].built[b].value;
        }
        axes.push_back(std::move(axis));
    }
    return axes;
}

}  // namespace ventral::app
