#pragma once

/// How the network fares while it runs, as far as it is recorded: its largest rate, and populations
/// at their ceiling, which then no longer tell strong input from stronger.

#include "sim/engine/network_description.h"
#include "sim/engine/recording.h"

#include <string>
#include <vector>

namespace ventral::app {

struct NetworkState {
    double peak = 0;         ///< the largest recorded rate so far
    std::string population;  ///< where
    std::string unit;
    std::vector<std::string>
        at_ceiling;  ///< within 5 % of it, in the order in which they got there
};

/// Adds what a finished cell recorded. Maps hold means over channels, so that a single channel at
/// its ceiling shows in sites and cubes alone.
void note_recorded(const engine::NetworkDescription& network,
                   const std::vector<engine::RecordedView>& views,
                   NetworkState& state);

/// "peak 23.4 Hz in V2.border_ownership; at its ceiling: IT.object"; empty before the first cell.
std::string describe(const NetworkState& state);

}  // namespace ventral::app
