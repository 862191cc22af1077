#pragma once

/// How the network fares while it runs, as far as it is recorded: its largest rate, and populations
/// at their ceiling, which then no longer tell strong input from stronger.

#include "sim/engine/network_description.h"
#include "sim/io/result_layout.h"

#include <cstddef>
#include <mutex>
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

/// Adds rates of a population. Maps hold means over channels, so that a single channel at its
/// ceiling shows in sites and cubes alone.
void note_rates(const engine::NetworkDescription& network,
                const std::string& population,
                const std::string& unit,
                const std::vector<float>& rates,
                NetworkState& state);

/// "peak 23.4 Hz in V2.border_ownership; at its ceiling: IT.object"; empty before the first rates.
std::string describe(const NetworkState& state);

/// The state as all threads of a run record it.
class RecordedNetwork {
public:
    /// Both must outlive it.
    RecordedNetwork(const engine::NetworkDescription& network, const io::ResultLayout& layout)
        : network_(network), layout_(layout) {}
    /// What was recorded of a variable of a view; only rates count.
    void note(std::size_t view, std::size_t variable, const std::vector<float>& values);
    std::string describe() const;

private:
    const engine::NetworkDescription& network_;
    const io::ResultLayout& layout_;
    mutable std::mutex mutex_;
    NetworkState state_;
};

}  // namespace ventral::app
