#pragma once

/// The registries of the parts of an experiment, for experiment_spec.cpp.

#include "app/experiment/experiment.h"
#include "sim/config/spec.h"

namespace ventral::app {

const config::Spec<TimeSettings>& time_spec();
const config::Spec<RecordSettings>& record_spec();
/// Factors: {name: {level: {path: value}}} or {name: {path: [value, value]}}.
config::Codec<std::vector<Factor>> factors_codec();
/// Variants: [recurrent, feedforward] or {name: definition}.
config::Codec<std::vector<VariantDefinition>> variants_codec();

}  // namespace ventral::app
