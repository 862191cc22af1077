#pragma once

/// Nodes built from values, and their text.

#include "sim/config/node.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ventral::config {

Node make_number(double value);  ///< shortest text that reads back; .inf for infinity
Node make_integer(std::int64_t value);
Node make_unsigned(std::uint64_t value);
Node make_boolean(bool value);
Node make_text(std::string value);
Node make_sequence(const std::vector<Node>& elements);
/// A map in the given order. Key paths of the children follow from where the map is placed.
Node make_map(const std::vector<std::pair<std::string, Node>>& entries);

/// Block YAML, lists of scalars in one line; reads back as an equal node. Ends with a newline.
std::string to_yaml_text(const Node& node);

/// The same in one line: {a: 1, b: [2, 3]}.
std::string to_flow_text(const Node& node);

}  // namespace ventral::config
