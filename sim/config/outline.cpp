#include "sim/config/outline.h"

#include "sim/base/text.h"

#include <cmath>
#include <limits>
#include <utility>

namespace ventral::config {
namespace {

using base::format_number;
using base::str;

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

/// "0 < key <= 10 ms" from the two bounds; either may be empty.
std::string limits_text(const std::string& low,
                        const std::string& low_sign,
                        const std::string& high,
                        const std::string& high_sign,
                        const std::string& key,
                        const std::string& unit) {
    const std::string tail = unit.empty() ? "" : " " + unit;
    if (!low.empty() && !high.empty()) {
        return str(low, ' ', low_sign, ' ', key, ' ', high_sign, ' ', high, tail);
    }
    if (!low.empty()) {
        return str(key, low_sign == "<" ? " > " : " >= ", low, tail);
    }
    return high.empty() ? "" : str(key, ' ', high_sign, ' ', high, tail);
}

std::string number_range(const Number& rule, const std::string& key) {
    return limits_text(
        std::isinf(rule.min) ? "" : format_number(rule.min),
        rule.exclusive_min ? "<" : "<=", std::isinf(rule.max) ? "" : format_number(rule.max),
        rule.exclusive_max ? "<" : "<=", key, rule.unit);
}

std::string integer_range(const ValueOutline& value, const std::string& key) {
    const Integer& rule = value.integer;
    std::string low = rule.min == kLowest ? "" : std::to_string(rule.min);
    const std::string high = rule.max == kHighest ? "" : std::to_string(rule.max);
    return limits_text(low, "<=", high, "<=", key, rule.unit);
}

std::string count_range(const ValueOutline& value) {
    const Count& count = value.count;
    const std::string noun = value.kind == ValueKind::Map ? "key" : "element";
    const auto counted = [&](std::size_t n) { return str(n, ' ', noun, n == 1 ? "" : "s"); };
    if (count.min == count.max) {
        return counted(count.min);
    }
    if (count.max == Count{}.max) {
        return count.min == 0 ? "" : "at least " + counted(count.min);
    }
    return count.min == 0 ? "at most " + counted(count.max)
                          : str(count.min, " to ", counted(count.max));
}

std::string names_text(const ValueOutline& value) {
    std::vector<std::string> names;
    for (const NamedOutline& named : value.names) {
        names.push_back(named.name);
    }
    return base::join(names);
}

/// "a number" -> "numbers", for lists and maps.
std::string plural_type(const ValueOutline& value) {
    const auto in_unit = [](const std::string& noun, const std::string& unit) {
        return unit.empty() ? noun : str(noun, " in ", unit);
    };
    switch (value.kind) {
        case ValueKind::Number:
            return in_unit("numbers", value.number.unit);
        case ValueKind::Integer:
            return in_unit("integers", value.integer.unit);
        case ValueKind::Boolean:
            return "booleans";
        case ValueKind::Text:
            return "texts";
        case ValueKind::Choice:
            return "names";
        case ValueKind::List:
            return "lists of " + plural_type(*value.item);
        case ValueKind::Map:
            return "maps of " + plural_type(*value.item);
        case ValueKind::Record:
            return value.record->name + " maps";
        case ValueKind::OneOf:
            return "alternatives";
        case ValueKind::Any:
            break;
    }
    return value.type_name.empty() ? "values" : value.type_name;
}

}  // namespace

std::string type_text(const ValueOutline& value) {
    const auto in_unit = [](const std::string& noun, const std::string& unit) {
        return unit.empty() ? noun : str(noun, " in ", unit);
    };
    switch (value.kind) {
        case ValueKind::Number:
            return in_unit("a number", value.number.unit);
        case ValueKind::Integer:
            return in_unit("an integer", value.integer.unit);
        case ValueKind::Boolean:
            return "true or false";
        case ValueKind::Text:
            return "a text";
        case ValueKind::Choice:
        case ValueKind::OneOf:
            return "one of " + names_text(value);
        case ValueKind::List:
            return "a list of " + plural_type(*value.item);
        case ValueKind::Map:
            return "a map of " + plural_type(*value.item);
        case ValueKind::Record:
            return "a map (" + value.record->name + ")";
        case ValueKind::Any:
            break;
    }
    return value.type_name.empty() ? "any value" : value.type_name;
}

std::string range_text(const ValueOutline& value, const std::string& key) {
    switch (value.kind) {
        case ValueKind::Number:
            return number_range(value.number, key);
        case ValueKind::Integer:
            return integer_range(value, key);
        case ValueKind::Boolean:
            return "true, false";
        case ValueKind::Text:
            return value.text.allow_empty ? "" : "not empty";
        case ValueKind::Choice:
        case ValueKind::OneOf:
            return "one of: " + names_text(value);
        case ValueKind::List:
        case ValueKind::Map: {
            const bool is_scalar = value.item->kind == ValueKind::Number ||
                                   value.item->kind == ValueKind::Integer ||
                                   value.item->kind == ValueKind::Choice;
            const std::string each = is_scalar ? range_text(*value.item, key) : "";
            const std::string count = count_range(value);
            return count.empty() || each.empty() ? count + each : str(count, ", each ", each);
        }
        case ValueKind::Record:
        case ValueKind::Any:
            break;
    }
    return "";
}

std::string bounds_text(const FieldOutline& field) {
    const ValueKind kind = field.value.kind;
    const bool type_says_all =
        kind == ValueKind::Choice || kind == ValueKind::OneOf || kind == ValueKind::Boolean;
    return type_says_all ? "" : range_text(field.value, field.key);
}

std::string unit_of(const ValueOutline& value) {
    if (value.kind == ValueKind::List || value.kind == ValueKind::Map) {
        return unit_of(*value.item);
    }
    if (value.kind == ValueKind::Number) {
        return value.number.unit;
    }
    return value.kind == ValueKind::Integer ? value.integer.unit : "";
}

FieldOutline describe(bool required, std::string doc, std::string source) {
    FieldOutline outline;
    outline.required = required;
    outline.doc = std::move(doc);
    outline.source = std::move(source);
    return outline;
}

std::vector<std::string> Outline::keys() const {
    std::vector<std::string> keys;
    if (!format.empty()) {
        keys.emplace_back("format");
    }
    for (const FieldOutline& field : fields) {
        if (!field.key.empty()) {
            keys.push_back(field.key);
            continue;
        }
        for (const NamedOutline& named : field.value.names) {
            keys.push_back(named.name);
        }
    }
    return keys;
}

}  // namespace ventral::config
