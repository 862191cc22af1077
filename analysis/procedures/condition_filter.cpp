#include "analysis/procedures/condition_filter.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ventral::analysis {

namespace {

using config::Node;

constexpr const char* kConditionAxis = "condition";

std::vector<std::string> read_levels(const Node& node) {
    std::vector<std::string> levels;
    for (const Node& level : node.is_sequence() ? node.elements() : std::vector<Node>{node}) {
        if (!level.is_scalar()) {
            level.fail("a name is expected", "a name or a number, or a list of them");
        }
        levels.push_back(level.scalar_text());
    }
    return levels;
}

bool same_level(const base::Axis& axis, std::size_t condition, const std::string& wanted) {
    if (axis.values.empty()) {
        return axis.labels[condition] == wanted;
    }
    const auto number = base::parse_number(wanted);
    const double value = axis.values[condition];
    return number && std::abs(value - *number) <= 1e-9 * std::max(1.0, std::abs(value));
}

/// The level that the unit itself prefers; none where it has no preference on this axis.
std::optional<std::string> own_level(const UnitResponses& responses, const std::string& factor) {
    for (const auto& [axis, level] : responses.preferred) {
        if (axis == factor) {
            return level;
        }
    }
    if (responses.is_part) {
        return std::nullopt;
    }
    throw base::ConfigError({.what = "the unit has no preference of its own on this axis",
                             .got = factor,
                             .allowed = "a level of the factor"});
}

bool passes(const UnitResponses& responses,
            const base::Axis& axis,
            std::size_t condition,
            const std::string& wanted) {
    const auto preference = read_preference(wanted, axis);
    if (!preference) {
        return same_level(axis, condition, wanted);
    }
    const auto own = own_level(responses, preference->axis);
    return own && !level_text(axis, condition).empty() &&
           same_level(axis, condition, *own) == preference->own;
}

void require_known(const base::Axis& axis, std::size_t count, const std::string& wanted) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < count; ++i) {
        if (same_level(axis, i, wanted)) {
            return;
        }
        const std::string level = level_text(axis, i);
        if (std::find(known.begin(), known.end(), level) == known.end()) {
            known.push_back(level);
        }
    }
    throw base::ConfigError({.what = "no condition has this level of " + axis.name,
                             .got = wanted,
                             .allowed = base::join(known),
                             .hint = base::did_you_mean(wanted, known)});
}

}  // namespace

base::Axis find_factor(const UnitResponses& responses, const std::string& name) {
    if (name == kConditionAxis) {
        return {name, "", "", {}, responses.conditions};
    }
    std::vector<std::string> names{kConditionAxis};
    for (const base::Axis& axis : responses.factors) {
        if (axis.name == name) {
            return axis;
        }
        names.push_back(axis.name);
    }
    throw base::ConfigError({.what = "no factor has this name",
                             .got = name,
                             .allowed = base::join(names),
                             .hint = base::did_you_mean(name, names)});
}

config::Codec<std::vector<std::string>> names_codec() {
    config::Codec<std::vector<std::string>> levels;
    levels.read = read_levels;
    levels.write = [](const std::vector<std::string>& texts) {
        std::vector<Node> nodes;
        std::transform(texts.begin(), texts.end(), std::back_inserter(nodes), config::make_text);
        return nodes.size() == 1 ? nodes.front() : config::make_sequence(nodes);
    };
    levels.outline = config::any_codec("a name or a list of names",
                                       R"({"type": ["string", "number", "array", "boolean"]})")
                         .outline;
    return levels;
}

config::Codec<ConditionFilter> condition_filter_codec() {
    return config::map_codec(names_codec());
}

std::optional<Preference> read_preference(const std::string& level, const base::Axis& factor) {
    if (std::find(factor.labels.begin(), factor.labels.end(), level) != factor.labels.end()) {
        return std::nullopt;
    }
    for (const char* word : {"own", "other"}) {
        const std::string prefix = std::string(word) + " ";
        if (level == word || level.starts_with(prefix)) {
            return Preference{prefix == "own ",
                              level == word ? factor.name : level.substr(prefix.size())};
        }
    }
    return std::nullopt;
}

std::string level_text(const base::Axis& axis, std::size_t condition) {
    if (axis.values.empty()) {
        return axis.labels[condition];
    }
    const double value = axis.values[condition];
    return std::isfinite(value) ? base::format_number(value) : "";
}

std::vector<std::size_t> conditions_matching(const UnitResponses& responses,
                                             const ConditionFilter& filter) {
    std::vector<std::size_t> matching;
    for (std::size_t i = 0; i < responses.rates.size(); ++i) {
        matching.push_back(i);
    }
    for (const auto& [factor, levels] : filter) {
        const base::Axis axis = find_factor(responses, factor);
        for (const std::string& wanted : levels) {
            if (!responses.is_part && !read_preference(wanted, axis)) {
                require_known(axis, responses.rates.size(), wanted);
            }
        }
        std::erase_if(matching, [&, &wanted = levels](std::size_t i) {
            return std::none_of(wanted.begin(), wanted.end(), [&](const std::string& level) {
                return passes(responses, axis, i, level);
            });
        });
    }
    return matching;
}

UnitResponses select_conditions(const UnitResponses& responses,
                                const std::vector<std::size_t>& conditions) {
    UnitResponses selected;
    selected.times_ms = responses.times_ms;
    selected.unit = responses.unit;
    selected.preferred = responses.preferred;
    selected.is_part = true;
    for (const base::Axis& axis : responses.factors) {
        base::Axis chosen{axis.name, axis.unit, axis.long_name, {}, {}};
        for (const std::size_t i : conditions) {
            if (axis.values.empty()) {
                chosen.labels.push_back(axis.labels[i]);
            } else {
                chosen.values.push_back(axis.values[i]);
            }
        }
        selected.factors.push_back(std::move(chosen));
    }
    for (const std::size_t i : conditions) {
        selected.rates.push_back(responses.rates[i]);
        if (!responses.conditions.empty()) {
            selected.conditions.push_back(responses.conditions[i]);
        }
        if (!responses.frames.empty()) {
            selected.frames.push_back(responses.frames[i]);
        }
    }
    return selected;
}

UnitResponses select_conditions(const UnitResponses& responses, const ConditionFilter& filter) {
    return filter.empty() ? responses
                          : select_conditions(responses, conditions_matching(responses, filter));
}

std::vector<double> mean_course(const UnitResponses& responses, const ConditionFilter& filter) {
    const std::vector<std::size_t> chosen = conditions_matching(responses, filter);
    std::vector<double> mean(responses.times_ms.size(), chosen.empty() ? kNoValue : 0);
    for (const std::size_t i : chosen) {
        for (std::size_t t = 0; t < mean.size(); ++t) {
            mean[t] += responses.rates[i][t] / static_cast<double>(chosen.size());
        }
    }
    return mean;
}

}  // namespace ventral::analysis
