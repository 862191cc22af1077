#pragma once

/// How a model is computed, as text.

#include "sim/engine/network_description.h"

#include <string>

namespace ventral::app {

/// The plan for steps of 1 ms in single precision on this machine's instruction set: a table of
/// inputs with their method, estimated cost and bound of the error, the dearest first, and one of
/// populations.
std::string describe_plan(const engine::NetworkDescription& network);

}  // namespace ventral::app
