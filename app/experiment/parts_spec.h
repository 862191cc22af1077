#pragma once

/// The registries of the parts of an experiment, for experiment_spec.cpp.

#include "app/experiment/experiment.h"
#include "sim/config/spec.h"

namespace ventral::app {

const config::Spec<TimeSettings>& time_spec();
const config::Spec<RecordSettings>& record_spec();
const config::Spec<IdenticalEntry>& identical_spec();
const config::Spec<UnitEntry>& unit_spec();
const config::Spec<Step>& step_spec();
/// {path: expression}
config::Codec<BuiltFrom> built_from_codec();
/// {label: {path: value}}; an empty map shows nothing but the background.
config::Codec<std::vector<Level>> catch_trials_codec();
/// The display's own JSON Schema as a part of the experiment's.
std::string display_schema();
/// {population: {file: path, image: 0}}
config::Codec<std::vector<FeatureSettings>> features_codec();
/// Factors: {name: {level: {path: value}}} or {name: {path: [value, value]}}.
config::Codec<std::vector<Factor>> factors_codec();
/// Variants: [recurrent, feedforward] or {name: definition}.
config::Codec<std::vector<VariantDefinition>> variants_codec();

}  // namespace ventral::app
