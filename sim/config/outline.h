#pragma once

/// What a Spec knows about its parameters, free of the C++ type they are read into: the one source
/// of messages, JSON Schema, reference tables and attributes.

#include "sim/config/node.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ventral::config {

/// Rule of a real number. The key must end with the unit's suffix ("ms": _ms, "deg": _deg,
/// "Hz": _hz, "cycles/deg": _cpd, "deg/s": _deg_per_s, "m/s": _m_per_s, "mm/deg": _mm_per_deg,
/// ...).
struct Number {
    std::string unit{};  ///< "ms", "deg", ...; empty: dimensionless
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
    bool exclusive_min = false;
    bool exclusive_max = false;
    bool allow_infinity = false;  ///< .inf and -.inf within [min, max]
    std::string doc{};            ///< one sentence
    std::string source{};         ///< citation, or "chosen"
};

/// Rule of an integer.
struct Integer {
    std::string unit{};
    std::int64_t min = std::numeric_limits<std::int64_t>::min();
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    std::string doc{};
    std::string source{};
};

/// Rule of a text.
struct Text {
    std::string doc{};
    std::string source{};
    bool allow_empty = false;
};

/// Number of elements of a list or a map.
struct Count {
    std::size_t min = 0;
    std::size_t max = std::numeric_limits<std::size_t>::max();
};

enum class ValueKind { Number, Integer, Boolean, Text, Choice, List, Map, Record, OneOf, Any };

struct Outline;

/// A named choice, or an alternative with the keys of its record.
struct NamedOutline {
    std::string name;
    std::string doc;
    std::shared_ptr<const Outline> record{};  ///< alternatives of OneOf only
};

/// What may stand as a value.
struct ValueOutline {
    ValueKind kind = ValueKind::Any;
    Number number{};                             ///< Number
    Integer integer{};                           ///< Integer
    bool is_unsigned = false;                    ///< Integer: up to 2^64 - 1, min >= 0
    Text text{};                                 ///< Text
    std::vector<NamedOutline> names{};           ///< Choice and OneOf
    std::shared_ptr<const ValueOutline> item{};  ///< List and Map
    Count count{};                               ///< List and Map
    std::shared_ptr<const Outline> record{};     ///< Record
    std::string schema_text{};                   ///< Any: JSON Schema; empty: anything
    std::string type_name{};                     ///< Any: "a number or a name"
};

/// One key of a record.
struct FieldOutline {
    std::string key{};  ///< empty: the alternatives of `value` stand as keys of the record itself
    ValueOutline value{};
    bool required = false;
    std::string doc{};
    std::string source{};
    std::optional<Node> default_value{};
};

/// A record: its keys in order.
struct Outline {
    std::string name;
    std::string doc;
    std::string format{};  ///< "ventral-model/1", or empty
    std::vector<FieldOutline> fields{};

    /// Every key that may stand in the record, in order.
    std::vector<std::string> keys() const;
};

/// A flat parameter, for the attributes of a result file.
struct Attribute {
    std::string key;   ///< "transfer.gain"
    Node value;        ///< a scalar, or a list of scalars
    std::string unit;  ///< empty: dimensionless or no number
    bool operator==(const Attribute&) const = default;
};

/// "a number in ms", "a list of texts", "one of square, disk", ...
std::string type_text(const ValueOutline& value);
/// "0 < tau_ms <= 10000 ms", "one of sine, square", "2 elements"; empty if there is no bound.
std::string range_text(const ValueOutline& value, const std::string& key);
/// range_text() of a field, empty where its type_text() says as much.
std::string bounds_text(const FieldOutline& field);
/// The unit of a number, an integer or of the numbers in a list; else empty.
std::string unit_of(const ValueOutline& value);
/// The suffix a key needs for the unit: "_ms" for "ms"; empty if it needs none.
std::string unit_suffix(const std::string& unit);

/// Throws unless the map holds only known keys and all required ones.
void check_keys(const Outline& outline, const Node& node);
/// Throws std::logic_error if the outline contradicts itself: a repeated key, a key without the
/// suffix of its unit. A mistake of the program, not of the user.
void check_outline(const Outline& outline);

/// The start of a field's outline.
FieldOutline describe(bool required, std::string doc, std::string source);

/// JSON Schema, draft 7. @param id "$id" of the root, may be empty. The schema of a whole file
/// (with a `format`) allows `extends:`, and then asks for no key to be present.
void make_schema(const Outline& outline, const std::string& id, nlohmann::json& schema);
/// make_schema() as indented text.
std::string schema_text(const Outline& outline, const std::string& id);
/// Reference tables in Markdown: one section a record, columns key, type, unit, default, range,
/// meaning, source.
std::string reference_markdown(const Outline& outline);
/// Every scalar and list of scalars in a map, flattened to dotted keys, with its unit.
std::vector<Attribute> flatten(const Outline& outline, const Node& map);

}  // namespace ventral::config
