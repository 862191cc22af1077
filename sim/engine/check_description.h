#pragma once

#include "sim/engine/network_description.h"

namespace ventral::engine {

/// Refuses, as base::ConfigError with the key path, a description that cannot be run: repeated or
/// dangling names and indices, numbers out of range, kernels wider than their grid, matrices of
/// the wrong shape, combinations whose members do not exist.
void check_description(const NetworkDescription& network);

}  // namespace ventral::engine
