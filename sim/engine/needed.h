#pragma once

/// Which part of a network a run must compute: what is observed, and what can reach it.

#include "sim/engine/network_description.h"
#include "sim/engine/recording.h"
#include "sim/engine/variant.h"

#include <vector>

namespace ventral::engine {

/// True for the populations that are recorded, and for all from which a chain of projections that
/// the variant does not switch off leads to one of them. Nothing recorded: all.
std::vector<bool> find_needed(const NetworkDescription& network,
                              const Variant& variant,
                              const RecordingPlan& recording);

}  // namespace ventral::engine
