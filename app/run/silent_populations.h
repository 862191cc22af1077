#pragma once

/// Which populations stay at zero whatever is shown: those that nothing but a silent population can
/// lift over their threshold. What spreads from a place that nobody attends need not be computed.

#include "app/experiment/load_experiment.h"
#include "app/run/run_plan.h"
#include "sim/engine/network_description.h"

#include <vector>

namespace ventral::app {

/// The largest set of populations that keep each other silent. A population is in it if its rates
/// are zero at and below threshold and its drive, at most what the ceilings of its sources let
/// through while the silent ones give nothing, does not pass its threshold.
/// @param silent populations known to be silent, one flag for each.
std::vector<bool> find_silent(const engine::NetworkDescription& network, std::vector<bool> silent);

/// Attention that no condition asks for is silenced in all variants, with all that it alone could
/// wake: the engine then skips what it would add zeros to.
void silence_unattended(const LoadedExperiment& loaded, RunPlan& plan);

}  // namespace ventral::app
