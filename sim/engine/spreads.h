#pragma once

/// Differences between units: seeded ones from unit to unit, and calibrated ones from channel to
/// channel. A property of the network, not of a run. Empty where there are none. docs/theory.md,
/// "Spread between units".

#include "sim/base/random.h"
#include "sim/engine/network_description.h"

#include <cmath>
#include <vector>

namespace ventral::engine {

/// exp(sd z - sd^2/2), z standard normal: a log-normal factor of mean 1 per unit.
template <class Real>
std::vector<Real> make_log_normal_field(std::uint64_t seed,
                                        const std::string& purpose,
                                        double sd,
                                        std::size_t size) {
    std::vector<Real> field;
    if (sd > 0) {
        base::RandomStream stream(seed, purpose);
        field.reserve(size);
        for (std::size_t i = 0; i < size; ++i) {
            field.push_back(static_cast<Real>(std::exp(sd * stream.normal() - 0.5 * sd * sd)));
        }
    }
    return field;
}

/// Factor on f(u) per unit: its channel's gain times its own.
template <class Real>
std::vector<Real> make_gain_field(std::uint64_t seed,
                                  const PopulationDescription& population,
                                  std::size_t size) {
    std::vector<Real> field = make_log_normal_field<Real>(seed, "spread/gain/" + population.name,
                                                          population.spread.gain_sd, size);
    const std::vector<double>& gains = population.channels.gains;
    if (!gains.empty()) {
        field.resize(size, Real(1));
        for (std::size_t i = 0; i < size; ++i) {
            field[i] *= static_cast<Real>(gains[i / population.grid.size()]);
        }
    }
    return field;
}

template <class Real>
std::vector<Real> make_weight_field(std::uint64_t seed,
                                    const ProjectionDescription& projection,
                                    std::size_t size) {
    return make_log_normal_field<Real>(seed, "spread/weight/" + projection.name,
                                       projection.weight_sd, size);
}

/// theta + the channel's threshold + sd z per unit.
template <class Real>
std::vector<Real> make_threshold_field(std::uint64_t seed,
                                       const PopulationDescription& population,
                                       std::size_t size) {
    std::vector<Real> field;
    if (population.spread.threshold_sd > 0) {
        base::RandomStream stream(seed, "spread/threshold/" + population.name);
        field.reserve(size);
        for (std::size_t i = 0; i < size; ++i) {
            field.push_back(static_cast<Real>(population.threshold +
                                              population.spread.threshold_sd * stream.normal()));
        }
    }
    const std::vector<double>& thresholds = population.channels.thresholds;
    if (!thresholds.empty()) {
        field.resize(size, static_cast<Real>(population.threshold));
        for (std::size_t i = 0; i < size; ++i) {
            field[i] += static_cast<Real>(thresholds[i / population.grid.size()]);
        }
    }
    return field;
}

}  // namespace ventral::engine
