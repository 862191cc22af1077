#pragma once

/// Small networks for tests, written in a few words.

#include "sim/engine/network_description.h"

#include <string>
#include <utility>
#include <vector>

namespace ventral::test {

inline engine::ChannelAxis make_axis(const std::string& name, int num, double period = 0) {
    engine::ChannelAxis axis;
    axis.name = name;
    axis.period = period;
    for (int i = 0; i < num; ++i) {
        axis.values.push_back(period > 0 ? i * period / num : i);
    }
    return axis;
}

/// A population with one linear drive group; add to it as needed.
inline engine::PopulationDescription make_population(const std::string& name,
                                                     double tau_ms,
                                                     const base::Grid& grid = {},
                                                     int num_channels = 1) {
    engine::PopulationDescription p;
    p.name = name;
    p.grid = grid;
    p.tau_ms = tau_ms;
    p.transfer.kind = engine::TransferKind::Linear;
    p.groups.push_back({"drive", 0, 10, {}});
    if (num_channels > 1) {
        p.axes.push_back(make_axis("channel", num_channels));
    }
    return p;
}

inline engine::PopulationDescription make_algebraic(const std::string& name,
                                                    const base::Grid& grid = {},
                                                    int num_channels = 1) {
    engine::PopulationDescription p = make_population(name, 0, grid, num_channels);
    p.algebraic = true;
    return p;
}

inline engine::PopulationDescription make_input(
    const std::string& name,
    const base::Grid& grid = {},
    engine::ExternalInput input = engine::ExternalInput::Display) {
    engine::PopulationDescription p;
    p.name = name;
    p.grid = grid;
    p.input = input;
    return p;
}

/// Channel c to channel c through one kernel.
inline engine::ProjectionDescription make_projection(const std::string& name,
                                                     int source,
                                                     int target,
                                                     double weight,
                                                     double delay_ms = 0,
                                                     engine::KernelShape shape = {},
                                                     int num_channels = 1) {
    engine::ProjectionDescription d;
    d.name = name;
    d.source = source;
    d.target = target;
    d.weight = weight;
    d.delay.constant_ms = delay_ms;
    d.kernels.push_back({std::move(shape), engine::KernelNormalization::UnitSum, 4});
    for (int c = 0; c < num_channels; ++c) {
        d.terms.push_back({c, c, 0, 1});
    }
    return d;
}

/// An input (0) that drives one linear unit (1).
inline engine::NetworkDescription driven_unit(double tau_ms, double weight = 1) {
    engine::NetworkDescription network;
    network.populations = {make_input("input"), make_population("unit", tau_ms)};
    network.projections = {make_projection("input -> unit", 0, 1, weight)};
    return network;
}

}  // namespace ventral::test
