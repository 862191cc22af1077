#pragma once

/// Dotted paths of an experiment, with the shorthand for elements of its display.

#include "sim/config/node.h"

#include <string>

namespace ventral::app {

/// "display.elements.square.rectangle.x_deg" from the shorthand "square.x_deg": an element's name,
/// then a key of its kind or of the element itself. A path that begins with a key of the file
/// stays as it is. Throws base::ConfigError if it begins with neither.
/// @param where what a message about the path names.
std::string expand_path(const config::Node& root,
                        const std::string& path,
                        const config::Place& where);

}  // namespace ventral::app
