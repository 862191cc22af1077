#pragma once

/// A network as boxes and arrows.

#include "sim/engine/network_description.h"

#include <string>

namespace ventral::app {

/// Areas as columns in the order of the model, populations as boxes, projections as arrows in the
/// colour of their class.
void draw_wiring(const engine::NetworkDescription& network, const std::string& path, bool force);

}  // namespace ventral::app
