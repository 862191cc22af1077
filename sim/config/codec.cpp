#include "sim/config/codec_class.h"

#include "sim/base/text.h"
#include "sim/config/content.h"
#include "sim/config/raise.h"
#include "sim/config/scalar.h"

#include <algorithm>
#include <utility>

namespace ventral::config {
namespace {

std::string label(const Node& node) {
    return node.name().empty() ? "the value" : "'" + node.name() + "'";
}

std::vector<std::string> name_list(const std::vector<NamedOutline>& names) {
    std::vector<std::string> list;
    for (const NamedOutline& named : names) {
        list.push_back(named.name);
    }
    return list;
}

/// Adds " in ms" to what a fault expects.
std::string with_unit(std::string what, const std::string& unit) {
    for (const char* noun : {"expected a number", "expected an integer"}) {
        if (!unit.empty() && what.starts_with(std::string(noun) + ",")) {
            what.insert(std::string(noun).size(), " in " + unit);
        }
    }
    return what;
}

void raise(const Node& node, const std::optional<ScalarFault>& fault, const ValueOutline& outline) {
    if (fault) {
        node.fail(with_unit(fault->what, unit_of(outline)), range_text(outline, node.name()),
                  fault->hint);
    }
}

template <class I>
void check_integer_range(const Node& node, I value, const ValueOutline& outline) {
    const Integer& rule = outline.integer;
    const bool has_max = rule.max != Integer{}.max;
    if (std::cmp_less(value, rule.min) || (has_max && std::cmp_greater(value, rule.max))) {
        node.fail(label(node) + " is out of range", range_text(outline, node.name()));
    }
}

/// @param owner the key that takes one of the names; @param place where the name was written.
std::size_t index_of(const Place& place,
                     const std::string& name,
                     const std::string& owner,
                     const std::vector<NamedOutline>& names) {
    const std::vector<std::string> list = name_list(names);
    const auto found = std::find(list.begin(), list.end(), name);
    if (found == list.end()) {
        raise_at(
            place,
            base::str("unknown name '", name, "'", owner.empty() ? "" : " for '" + owner + "'"),
            name, "one of: " + base::join(list), base::did_you_mean(name, list));
    }
    return static_cast<std::size_t>(found - list.begin());
}

/// A map without keys, written where the node is.
Node empty_map_at(const Node& node, const std::string& key) {
    auto map = std::make_shared<NodeContent>();
    map->kind = NodeKind::Map;
    map->mark = node.content()->mark;
    NodeContent parent;
    parent.kind = NodeKind::Map;
    parent.mark = map->mark;
    parent.entries.push_back({key, map->mark, std::move(map)});
    return node.with_content(std::make_shared<const NodeContent>(std::move(parent)));
}

}  // namespace

double read_number(const Node& node, const Number& rule) {
    const ValueOutline outline{.kind = ValueKind::Number, .number = rule};
    double value = 0;
    raise(node, parse_number(node, rule.allow_infinity, value), outline);
    const bool is_low = rule.exclusive_min ? value <= rule.min : value < rule.min;
    const bool is_high = rule.exclusive_max ? value >= rule.max : value > rule.max;
    if (is_low || is_high) {
        node.fail(label(node) + " is out of range", range_text(outline, node.name()));
    }
    return value;
}

std::int64_t read_integer(const Node& node, const Integer& rule) {
    const ValueOutline outline{.kind = ValueKind::Integer, .integer = rule};
    std::int64_t value = 0;
    raise(node, parse_integer(node, value), outline);
    check_integer_range(node, value, outline);
    return value;
}

std::uint64_t read_unsigned(const Node& node, const Integer& rule) {
    const ValueOutline outline{.kind = ValueKind::Integer, .integer = rule, .is_unsigned = true};
    std::uint64_t value = 0;
    raise(node, parse_unsigned(node, value), outline);
    check_integer_range(node, value, outline);
    return value;
}

std::string read_text(const Node& node, const Text& rule) {
    const ValueOutline outline{.kind = ValueKind::Text, .text = rule};
    std::string value;
    raise(node, parse_text(node, value), outline);
    if (value.empty() && !rule.allow_empty) {
        node.fail(label(node) + " must not be empty", "a text");
    }
    return value;
}

std::size_t read_choice(const Node& node, const std::vector<NamedOutline>& names) {
    std::string name;
    if (const auto fault = parse_text(node, name)) {
        node.fail(base::str("expected a name, got ", kind_text(node)),
                  "one of: " + base::join(name_list(names)));
    }
    return index_of(node.place(), name, node.name(), names);
}

void check_count(const Node& node, const Count& count) {
    if (node.size() < count.min || node.size() > count.max) {
        ValueOutline outline{.kind = node.is_map() ? ValueKind::Map : ValueKind::List};
        outline.item = std::make_shared<const ValueOutline>();
        outline.count = count;
        const char* noun = node.is_map() ? " key" : " element";
        node.fail(base::str(label(node), " has ", node.size(), noun, node.size() == 1 ? "" : "s"),
                  range_text(outline, node.name()));
    }
}

std::pair<std::size_t, Node> read_tag(const Node& node, const std::vector<NamedOutline>& names) {
    const std::string allowed = "one of: " + base::join(name_list(names));
    if (node.is_scalar()) {
        const std::size_t index = read_choice(node, names);
        const std::string& name = names[index].name;
        return {index, empty_map_at(node, name).at(name)};
    }
    if (!node.is_map()) {
        node.fail(base::str("expected a map with a single key, got ", kind_text(node)), allowed);
    }
    const auto entries = node.entries();
    if (entries.size() == 1) {
        const auto& [key, value] = entries.front();
        return {index_of(value.key_place(), key, node.name(), names), value};
    }
    std::string hint;
    if (entries.size() > 1 &&
        entries[0].second.key_place().file != entries[1].second.key_place().file) {
        hint = base::str("a derived file takes the key of its base away with '", entries[0].first,
                         ": null'");
    }
    node.fail(base::str("expected a map with a single key, got ", entries.size()), allowed, hint);
}

Node with_only(const Node& map, const std::vector<NamedOutline>& names) {
    const std::vector<std::string> list = name_list(names);
    NodeContent content = *map.content();
    std::erase_if(content.entries, [&](const MapEntry& entry) {
        return std::find(list.begin(), list.end(), entry.key) == list.end();
    });
    measure(content);
    return map.with_content(std::make_shared<const NodeContent>(std::move(content)));
}

Codec<double> number_codec(Number rule) {
    Codec<double> codec;
    codec.outline.kind = ValueKind::Number;
    codec.outline.number = rule;
    codec.read = [rule = std::move(rule)](const Node& node) { return read_number(node, rule); };
    codec.write = [](const double& value) { return make_number(value); };
    return codec;
}

Codec<bool> boolean_codec() {
    Codec<bool> codec;
    codec.outline.kind = ValueKind::Boolean;
    codec.read = [](const Node& node) { return node.boolean(); };
    codec.write = [](const bool& value) { return make_boolean(value); };
    return codec;
}

Codec<std::string> text_codec(Text rule) {
    Codec<std::string> codec;
    codec.outline.kind = ValueKind::Text;
    codec.outline.text = rule;
    codec.read = [rule = std::move(rule)](const Node& node) { return read_text(node, rule); };
    codec.write = [](const std::string& value) { return make_text(value); };
    return codec;
}

Codec<Node> any_codec(std::string type_name, std::string schema_text) {
    Codec<Node> codec;
    codec.outline.kind = ValueKind::Any;
    codec.outline.type_name = std::move(type_name);
    codec.outline.schema_text = std::move(schema_text);
    codec.read = [](const Node& node) { return node; };
    codec.write = [](const Node& node) { return node; };
    return codec;
}

}  // namespace ventral::config
