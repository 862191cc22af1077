#pragma once

/// The registry of an experiment's keys.

#include "app/experiment/experiment.h"
#include "sim/config/spec.h"

namespace ventral::app {

/// Reads the whole file strictly; the display and the attention of each condition are read once
/// its factors are applied.
const config::Spec<Experiment>& experiment_spec();

/// The part under `attention:`.
const config::Spec<AttentionSettings>& attention_spec();

/// The part under `place_on:`.
const config::Spec<PlaceOn>& place_on_spec();

}  // namespace ventral::app
