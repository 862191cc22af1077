#pragma once

/// Names of other files, as YAML files write them.

#include "sim/config/node.h"

#include <string>

namespace ventral::config {

/// A file name as the node writes it: relative ones count from the folder of the YAML file, those
/// of the command line from the working folder.
std::string resolved_path(const Node& node);

}  // namespace ventral::config
