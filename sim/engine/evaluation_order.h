#pragma once

/// The order in which outputs can be computed at one instant.

#include "sim/engine/network_description.h"

#include <vector>

namespace ventral::engine {

/// True if the projection passes its source's output on within the same instant.
bool is_instantaneous(const ProjectionDescription& projection);

/// Populations ordered so that each algebraic population, and each population whose output is
/// gained by others, comes after the sources that it reads without delay or filter. Throws
/// base::ConfigError naming the members of a cycle.
std::vector<int> make_evaluation_order(const NetworkDescription& network);

}  // namespace ventral::engine
