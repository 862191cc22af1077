#pragma once

#include "sim/engine/simulator.h"

namespace ventral::engine {

/// Refuses, as base::ConfigError, a step, tolerance or limit that is not above zero.
void check_settings(const SolverSettings& settings);

/// Refuses, as base::ConfigError, what one run cannot do: an interval that is no whole number of
/// steps, lesions and records of what the network does not hold, factors below zero, recordings
/// outside the run.
void check_run(const NetworkDescription& network,
               const SolverSettings& settings,
               const Variant& variant,
               const Schedule& schedule,
               const RecordingPlan& recording);

}  // namespace ventral::engine
