#pragma once

/// A model as text, and its kernels as pictures.

#include "app/figure/field_figure.h"
#include "sim/engine/network_description.h"

#include <string>

namespace ventral::app {

/// Tables of the populations and the projections.
std::string describe_model(const engine::NetworkDescription& network);

/// The kernels of a projection as its target sees them, on its source's grid; of all projections,
/// one kernel each, if no name is given. A dangling name is a base::ConfigError with the nearest.
FieldFigure kernel_figure(const engine::NetworkDescription& network, const std::string& projection);

}  // namespace ventral::app
