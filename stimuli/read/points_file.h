#pragma once

/// Outlines from files.

#include "sim/config/node.h"
#include "stimuli/geometry/shape.h"

#include <string>
#include <vector>

namespace ventral::stimuli {

/// Points from a CSV file of two columns, x and y in degrees; a first line of names and empty
/// lines are skipped. Throws base::ConfigError at the node, with the line of the file.
std::vector<Point> read_points(const config::Node& node);

}  // namespace ventral::stimuli
