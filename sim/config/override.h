#pragma once

/// Values set from the command line (`--set a.b=c`) or by an experiment's factors.

#include "sim/config/node.h"

#include <string>
#include <string_view>

namespace ventral::config {

/// Which keys of a path an override may add to a file.
enum class NewKeys {
    Last,  ///< the last one, in a map that exists; the Spec refuses a name it does not know
    Any,   ///< also the maps on the way to it
};

/// "a.b.c" and the text of its value.
struct Assignment {
    std::string path;
    std::string value_text;
    bool operator==(const Assignment&) const = default;
};

/// Splits "a.b=c" at its first '='; throws base::ConfigError if there is none or no path.
Assignment parse_assignment(const std::string& text);

/// A copy of `root` with the value at `path` replaced; the value is read as YAML and its place is
/// `--set path=value`. Path: keys joined by dots, list elements by index ("a.0.b"); a key that
/// itself holds dots is found by its longest match. A path that leads nowhere throws with the
/// nearest key.
Node with_override(const Node& root,
                   std::string_view path,
                   std::string_view value_text,
                   NewKeys new_keys = NewKeys::Last);

/// The same with a value from elsewhere, which keeps its own place. @param where the place that a
/// message about the path names, e.g. that of the factor.
Node with_override(const Node& root,
                   std::string_view path,
                   const Node& value,
                   const Place& where,
                   NewKeys new_keys = NewKeys::Last);

}  // namespace ventral::config
