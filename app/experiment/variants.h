#pragma once

/// Variants of an experiment as the engine's switches.

#include "app/experiment/experiment.h"
#include "sim/engine/network_description.h"
#include "sim/engine/variant.h"

#include <string>
#include <vector>

namespace ventral::app {

/// The names of the variants that need no definition.
std::vector<std::string> builtin_variants();

/// One line on what a builtin variant switches.
std::string describe_builtin(const std::string& name);

/// The definition that a bare name stands for.
VariantDefinition builtin_definition(const std::string& name);

/// Binds a definition to a network. A dangling name under `scale` throws base::ConfigError.
/// @param node where the definition was written, for messages; may be null.
engine::Variant bind_variant(const VariantDefinition& definition,
                             const engine::NetworkDescription& network,
                             const config::Node& node);

}  // namespace ventral::app
