#pragma once

/// The registry of the keys of a model file: reader, JSON Schema and reference in one.

#include "models/model_file.h"
#include "sim/config/spec.h"

namespace ventral::models {

/// The format that model files must name.
inline constexpr const char* kModelFormat = "ventral-model/1";

/// Keys of a whole file, of its parts, and of one population or projection.
config::Spec<ModelFile> model_spec();
config::Spec<AreaSpec> area_spec();
config::Spec<PopulationSpec> population_spec();
config::Spec<ProjectionSpec> projection_spec();

/// `source: text`, or `source: {tau_ms: text, other: text}`.
config::Codec<Sources> sources_codec();

}  // namespace ventral::models
