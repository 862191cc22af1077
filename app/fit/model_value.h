#pragma once

/// Numbers of a model file by their dotted paths.

#include "sim/config/node.h"

#include <string>

namespace ventral::app {

/// The positive number that the file writes at the path. @param written where the path was named:
/// a path that leads nowhere, and a value that cannot be searched on a log scale, are
/// base::ConfigErrors there.
double model_value(const config::Node& model, const std::string& path, const config::Node& written);

/// What `after` writes otherwise than `before`, as a file that is merged over `before`: maps key by
/// key, anything else as a whole.
config::Node changed_part(const config::Node& before, const config::Node& after);

}  // namespace ventral::app
