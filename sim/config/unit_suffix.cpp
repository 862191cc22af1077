#include "sim/config/unit_suffix.h"
#include "sim/base/text.h"
#include "sim/config/outline.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <string_view>

namespace ventral::config {
namespace {

struct UnitSuffix {
    std::string_view unit;
    std::string_view suffix;
};

/// The units a key can carry. Where two spellings share a suffix the first is the one to use.
constexpr std::array<UnitSuffix, 22> kUnits = {{
    {"ms", "_ms"},
    {"s", "_s"},
    {"1/ms", "_per_ms"},
    {"deg", "_deg"},
    {"degree", "_deg"},
    {"deg2", "_deg2"},
    {"rad", "_rad"},
    {"Hz", "_hz"},
    {"cpd", "_cpd"},
    {"cycles/deg", "_cpd"},
    {"deg/s", "_deg_per_s"},
    {"1/deg", "_per_deg"},
    {"samples/deg", "_per_deg"},
    {"px/deg", "_per_deg"},
    {"mm", "_mm"},
    {"mm/deg", "_mm_per_deg"},
    {"m/s", "_m_per_s"},
    {"mm/ms", "_mm_per_ms"},
    {"Hz/s", "_hz_per_s"},
    {"1/Hz", "_per_hz"},
    {"cd/m2", "_cd_per_m2"},
    {"px", "_px"},
}};

/// The longest suffix of the table that the key ends with; empty if there is none.
std::string_view suffix_in(std::string_view key) {
    std::string_view longest;
    for (const UnitSuffix& entry : kUnits) {
        if (key.ends_with(entry.suffix) && entry.suffix.size() > longest.size()) {
            longest = entry.suffix;
        }
    }
    return longest;
}

std::string_view unit_in(std::string_view key) {
    const std::string_view suffix = suffix_in(key);
    for (const UnitSuffix& entry : kUnits) {
        if (entry.suffix == suffix) {
            return entry.unit;
        }
    }
    return {};
}

std::string_view stem_of(std::string_view key) {
    return key.substr(0, key.size() - suffix_in(key).size());
}

/// Kinds for which a key must name the unit.
bool is_numeric(const ValueOutline& value) {
    if (value.kind == ValueKind::List || value.kind == ValueKind::Map) {
        return is_numeric(*value.item);
    }
    return value.kind == ValueKind::Number || value.kind == ValueKind::Integer;
}

void check_unit(const Outline& outline, const FieldOutline& field) {
    const std::string unit = unit_of(field.value);
    const std::string suffix = unit_suffix(unit);
    if (!suffix.empty() && !field.key.ends_with(suffix)) {
        throw std::logic_error(base::str(outline.name, ": the key '", field.key, "' has the unit ",
                                         unit, " and must end with ", suffix));
    }
    const std::string_view found = suffix_in(field.key);
    if (is_numeric(field.value) && unit.empty() && found.size() > 2) {
        throw std::logic_error(base::str(outline.name, ": the key '", field.key, "' ends with ",
                                         found, " but no unit is given"));
    }
}

}  // namespace

std::string unit_suffix(const std::string& unit) {
    for (const UnitSuffix& entry : kUnits) {
        if (entry.unit == unit) {
            return std::string(entry.suffix);
        }
    }
    return "";
}

std::string hint_for_unit(std::string_view key, const std::vector<std::string>& keys) {
    for (const std::string& known : keys) {
        if (suffix_in(known).empty() || stem_of(known) != stem_of(key)) {
            continue;
        }
        if (suffix_in(key).empty()) {
            return base::str("the unit belongs in the key: write '", known, "'");
        }
        return base::str("give it in ", unit_in(known), ": write '", known, "'");
    }
    return "";
}

void check_outline(const Outline& outline) {
    std::set<std::string> seen;
    for (const std::string& key : outline.keys()) {
        if (!seen.insert(key).second) {
            throw std::logic_error(base::str(outline.name, ": the key '", key, "' is given twice"));
        }
    }
    for (const FieldOutline& field : outline.fields) {
        check_unit(outline, field);
    }
}

}  // namespace ventral::config
