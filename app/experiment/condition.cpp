#include "app/experiment/condition.h"

#include "app/experiment/element_path.h"
#include "app/experiment/experiment_spec.h"
#include "sim/base/text.h"
#include "sim/config/override.h"

#include <algorithm>

namespace ventral::app {

namespace {

using config::Node;

/// What a level may change: what is shown, where, and what is attended.
const std::vector<std::string> kChangeable{"display", "place_on", "attention"};

Node apply_level(Node root, const Level& level) {
    for (const auto& [path, value] : level.assignments) {
        const config::Place where = value.key_place();
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
        root = config::with_override(root, full, value, where, config::NewKeys::Any);
    }
    return root;
}

Condition make_condition(const Experiment& experiment,
                         const Node& root,
                         const std::vector<std::size_t>& levels) {
    Condition condition{"", levels, {}, {}, {}, root};
    for (std::size_t f = 0; f < levels.size(); ++f) {
        const Level& level = experiment.factors[f].levels[levels[f]];
        condition.label += (f == 0 ? "" : "/") + level.label;
        condition.root = apply_level(condition.root, level);
    }
    if (levels.empty()) {
        condition.label = "all";
    }
    condition.display = stimuli::read_display(condition.root.at("display"));
    if (const auto place_on = condition.root.find("place_on")) {
        condition.place_on = place_on_spec().read(*place_on);
    }
    if (const auto attention = condition.root.find("attention")) {
        condition.attention = attention_spec().read(*attention);
    }
    return condition;
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

}  // namespace

std::vector<Condition> expand_conditions(const Experiment& experiment, const Node& root) {
    std::vector<Condition> conditions;
    std::vector<std::size_t> levels(experiment.factors.size());
    do {
        conditions.push_back(make_condition(experiment, root, levels));
    } while (advance(experiment.factors, levels));
    return conditions;
}

std::vector<base::Axis> factor_axes(const Experiment& experiment,
                                    const std::vector<Condition>& conditions) {
    std::vector<base::Axis> axes;
    for (std::size_t f = 0; f < experiment.factors.size(); ++f) {
        const Factor& factor = experiment.factors[f];
        base::Axis axis{factor.name, factor.unit, "factor " + factor.name, {}, {}};
        for (const Condition& condition : conditions) {
            const std::size_t level = condition.levels[f];
            if (factor.values.empty()) {
                axis.labels.push_back(factor.levels[level].label);
            } else {
                axis.values.push_back(factor.values[level]);
            }
        }
        axes.push_back(std::move(axis));
    }
    return axes;
}

}  // namespace ventral::app
