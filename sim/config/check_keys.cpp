#include "sim/base/text.h"
#include "sim/config/outline.h"
#include "sim/config/raise.h"
#include "sim/config/unit_suffix.h"

#include <algorithm>

namespace ventral::config {
namespace {

std::string present_in(const Node& map) {
    return map.size() == 0 ? "an empty map" : "a map with " + base::join(map.keys());
}

[[noreturn]] void refuse_unknown(const Outline& outline, const Node& value) {
    const std::vector<std::string> keys = outline.keys();
    std::string hint = hint_for_unit(value.name(), keys);
    if (hint.empty()) {
        hint = base::did_you_mean(value.name(), keys);
    }
    raise_at(value.key_place(), base::str("unknown key '", value.name(), "'"),
             base::str(value.name(), ": ", value.summary()),
             keys.empty() ? "no keys" : base::join(keys), hint);
}

[[noreturn]] void refuse_missing(const FieldOutline& field, const Node& map) {
    const std::string range = bounds_text(field);
    Place place = map.key_place();
    place.key_path = join_path(map.key_path(), field.key);
    raise_at(place, base::str("missing key '", field.key, "'"), present_in(map),
             type_text(field.value) + (range.empty() ? "" : ", " + range), "");
}

/// Exactly one of the alternatives must stand in the map.
void check_alternatives(const FieldOutline& field, const Node& map) {
    std::vector<std::string> names;
    std::vector<Node> given;
    for (const NamedOutline& named : field.value.names) {
        names.push_back(named.name);
        if (const auto node = map.find(named.name)) {
            given.push_back(*node);
        }
    }
    if (given.size() == 1) {
        return;
    }
    const std::string allowed = "exactly one of: " + base::join(names);
    if (given.empty()) {
        raise_at(map.key_place(), "one of the keys " + base::join(names) + " is missing",
                 present_in(map), allowed, "");
    }
    const Place first = given[0].key_place();
    const Place second = given[1].key_place();
    raise_at(second,
             base::str("'", given[1].name(), "' excludes '", given[0].name(), "', given in line ",
                       first.line),
             base::str(given[0].name(), ", ", given[1].name()), allowed,
             first.file == second.file
                 ? ""
                 : base::str("a derived file takes the key of its base away with '",
                             given[0].name(), ": null'"));
}

}  // namespace

void check_keys(const Outline& outline, const Node& node) {
    const std::vector<std::string> keys = outline.keys();
    for (const auto& [key, value] : node.entries()) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            refuse_unknown(outline, value);
        }
    }
    for (const FieldOutline& field : outline.fields) {
        if (field.key.empty()) {
            check_alternatives(field, node);
        } else if (field.required && !node.has(field.key)) {
            refuse_missing(field, node);
        }
    }
}

}  // namespace ventral::config
