#pragma once

/// YAML text to a tree of contents, for the sources of this folder.

#include "sim/config/content.h"
#include "sim/config/load.h"

#include <string>
#include <string_view>

namespace ventral::config {

/// The root of the only document in the text; a null content if the text holds none.
ContentPointer parse_yaml(std::string_view text, const std::string& name, const Limits& limits);

}  // namespace ventral::config
