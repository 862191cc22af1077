#include "app/experiment/level_axis.h"
#include "app/experiment/parts_spec.h"
#include "app/experiment/table_factor.h"
#include "sim/base/text.h"

#include <algorithm>

namespace ventral::app {

namespace {

using config::Node;
using Entries = std::vector<std::pair<std::string, Node>>;

/// Coordinates of a result file, which a factor may not be called.
const std::vector<std::string> kReserved{"variant", "condition", "trial", "time", "site",
                                         "x",       "y",         "label", "rate"};

/// The factor's own axis, once its levels are known. @param key tells the unit.
void add_own_axis(Factor& factor, const std::string& key) {
    std::vector<std::string> labels;
    for (const Level& level : factor.levels) {
        labels.push_back(level.label);
    }
    factor.coordinates = {level_axis(factor.name, key, labels)};
}

/// {left: {square.x_deg: -2}, right: {...}}
void read_levels(const Entries& entries, Factor& factor) {
    for (const auto& [label, assignments] : entries) {
        factor.levels.push_back({label, assignments.is_null() ? Entries{} : assignments.entries()});
    }
    add_own_axis(factor, factor.name);
}

/// {grating.diameter_deg: [1, 2, 4]}: one level for each element; several lists go in step.
void read_lists(const Node& node, const Entries& entries, Factor& factor) {
    const std::size_t count = entries.front().second.size();
    for (const auto& [path, list] : entries) {
        if (list.size() != count) {
            list.fail("lists of one factor must be of one length", base::str(count, " elements"));
        }
    }
    if (count == 0) {
        node.fail("a factor needs a level", "at least 1 element in each list");
    }
    for (std::size_t i = 0; i < count; ++i) {
        Level level{entries.front().second.element(i).summary(), {}};
        for (const auto& [path, list] : entries) {
            level.assignments.emplace_back(path, list.element(i));
        }
        const auto is_same = [&](const Level& other) { return other.label == level.label; };
        if (std::any_of(factor.levels.begin(), factor.levels.end(), is_same)) {
            entries.front().second.element(i).fail("a level stands twice", "different levels");
        }
        factor.levels.push_back(std::move(level));
    }
    add_own_axis(factor, entries.front().first);
}

Factor read_factor(const std::string& name, const Node& node) {
    if (std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end()) {
        node.fail("this name of a factor is taken by a coordinate of the result",
                  "any name but " + base::join(kReserved));
    }
    node.require_map();
    const Entries entries = node.entries();
    if (is_table_factor(node)) {
        return read_table_factor(name, node);
    }
    if (entries.empty()) {
        node.fail("a factor needs a level", "{level: {path: value}} or {path: [value, value]}");
    }
    const bool has_lists = entries.front().second.is_sequence();
    for (const auto& [key, value] : entries) {
        if (value.is_sequence() != has_lists || (value.is_scalar())) {
            value.fail("the levels of a factor must all be maps, or all be lists",
                       "{level: {path: value}} or {path: [value, value]}");
        }
    }
    Factor factor{name, {}, {}};
    if (has_lists) {
        read_lists(node, entries, factor);
    } else {
        read_levels(entries, factor);
    }
    return factor;
}

Node write_factors(const std::vector<Factor>& factors) {
    Entries maps;
    for (const Factor& factor : factors) {
        Entries levels;
        for (const Level& level : factor.levels) {
            levels.emplace_back(level.label, config::make_map(level.assignments));
        }
        maps.emplace_back(factor.name, config::make_map(levels));
    }
    return config::make_map(maps);
}

constexpr const char* kSchema = R"({
  "type": "object",
  "additionalProperties": {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"type": ["object", "array", "null", "string"]}
  }
})";

}  // namespace

config::Codec<std::vector<Factor>> factors_codec() {
    config::Codec<std::vector<Factor>> codec;
    codec.read = [](const Node& node) {
        std::vector<Factor> factors;
        for (const auto& [name, value] : node.entries()) {
            factors.push_back(read_factor(name, value));
        }
        return factors;
    };
    codec.write = write_factors;
    codec.outline = config::any_codec("a map of factors", kSchema).outline;
    return codec;
}

}  // namespace ventral::app
