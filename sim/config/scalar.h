#pragma once

/// Strict reading of scalars, for the sources of this folder.

#include "sim/config/node.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ventral::config {

/// What YAML 1.2 (core schema) takes a plain scalar for.
enum class ScalarType { Null, Boolean, Number, Infinity, NotANumber, Text };

ScalarType plain_type(std::string_view text);
/// plain_type() of an unquoted scalar, Text of a quoted one, Null of everything else.
ScalarType scalar_type(const Node& node);

/// "a map", "a list", "a number", "text", "nothing", ...
std::string kind_text(const Node& node);

/// Why a scalar is not of the type; the caller adds what is allowed.
struct ScalarFault {
    std::string what;
    std::string hint;
};

/// Each sets `value`, or returns the fault and leaves it alone.
std::optional<ScalarFault> parse_number(const Node& node, bool allow_infinity, double& value);
std::optional<ScalarFault> parse_integer(const Node& node, std::int64_t& value);
std::optional<ScalarFault> parse_unsigned(const Node& node, std::uint64_t& value);
std::optional<ScalarFault> parse_boolean(const Node& node, bool& value);
std::optional<ScalarFault> parse_text(const Node& node, std::string& value);

}  // namespace ventral::config
