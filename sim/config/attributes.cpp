#include "sim/config/outline.h"
#include "sim/config/raise.h"

#include <algorithm>

namespace ventral::config {
namespace {

using Attributes = std::vector<Attribute>;

void add_record(const Outline& outline,
                const Node& map,
                const std::string& prefix,
                Attributes& attributes);

bool holds_scalars(const Node& node) {
    const std::vector<Node> elements = node.elements();
    return std::all_of(elements.begin(), elements.end(),
                       [](const Node& element) { return element.is_scalar(); });
}

/// A value without an outline, or with one that says nothing about its inside.
void add_plain(const Node& node,
               const std::string& key,
               const std::string& unit,
               Attributes& attributes) {
    if (node.is_map()) {
        for (const auto& [name, value] : node.entries()) {
            add_plain(value, join_path(key, name), unit, attributes);
        }
    } else if (node.is_sequence() && !holds_scalars(node)) {
        for (std::size_t i = 0; i < node.size(); ++i) {
            add_plain(node.element(i), join_path(key, std::to_string(i)), unit, attributes);
        }
    } else if (!node.is_null()) {
        attributes.push_back({key, node, unit});
    }
}

void add_value(const ValueOutline& value,
               const Node& node,
               const std::string& key,
               Attributes& attributes) {
    if (value.kind == ValueKind::Record) {
        add_record(*value.record, node, key, attributes);
    } else if (value.kind == ValueKind::OneOf && node.is_map()) {
        for (const auto& [name, record] : node.entries()) {
            const auto named =
                std::find_if(value.names.begin(), value.names.end(),
                             [&, &wanted = name](const auto& each) { return each.name == wanted; });
            add_record(*named->record, record, join_path(key, name), attributes);
        }
    } else if (value.kind == ValueKind::Map) {
        for (const auto& [name, item] : node.entries()) {
            add_value(*value.item, item, join_path(key, name), attributes);
        }
    } else if (value.kind == ValueKind::List && !holds_scalars(node)) {
        for (std::size_t i = 0; i < node.size(); ++i) {
            add_value(*value.item, node.element(i), join_path(key, std::to_string(i)), attributes);
        }
    } else {
        add_plain(node, key, unit_of(value), attributes);
    }
}

void add_record(const Outline& outline,
                const Node& map,
                const std::string& prefix,
                Attributes& attributes) {
    for (const FieldOutline& field : outline.fields) {
        if (!field.key.empty()) {
            if (const auto node = map.find(field.key)) {
                add_value(field.value, *node, join_path(prefix, field.key), attributes);
            }
            continue;
        }
        for (const NamedOutline& named : field.value.names) {
            if (const auto node = map.find(named.name)) {
                add_record(*named.record, *node, join_path(prefix, named.name), attributes);
            }
        }
    }
}

}  // namespace

std::vector<Attribute> flatten(const Outline& outline, const Node& map) {
    Attributes attributes;
    add_record(outline, map, "", attributes);
    return attributes;
}

}  // namespace ventral::config
