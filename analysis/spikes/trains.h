#pragma once

/// Spike trains from time-varying rates, with refractoriness and gains that units share.

#include "analysis/rows.h"
#include "sim/base/random.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ventral::analysis {

struct TrainSettings {
    /// Of the counts over the whole train before refractoriness: 1 Poisson; above 1 each trial's
    /// rate is multiplied by a gamma-distributed gain of mean 1; below 1 intervals are gamma
    /// distributed in the rate's own time (asymptotic, for many spikes).
    double variance_to_mean = 1;
    double refractory_ms = 0;  ///< no spike for this long after a spike; the mean rate is kept
    bool operator==(const TrainSettings&) const = default;
};

/// Spike times, ms, ascending, for rates at even intervals (sample i holds from
/// begin + i * interval to begin + (i + 1) * interval). With refractoriness the hazard outside it
/// is r / (1 - r refractory), so that the mean rate stays r while r varies slowly; rates >=
/// 1 / refractory cannot be had and throw base::ConfigError.
std::vector<double> spike_train(std::span<const double> rates_hz,
                                double begin_ms,
                                double interval_ms,
                                const TrainSettings& settings,
                                base::RandomStream& stream);

/// Spikes per bin. Spikes outside the bins are not counted.
std::vector<double> bin_spikes(std::span<const double> spike_times_ms,
                               double begin_ms,
                               double bin_ms,
                               std::size_t num_bins);

/// Gains that covary over trials (Goris, Movshon & Simoncelli 2014; log-normal here): mean 1,
/// standard deviation `sd`, correlation of the log gains of any two units `correlation` in 0..1.
/// Returns [trial][unit].
std::vector<double> trial_gains(std::size_t num_trials,
                                std::size_t num_units,
                                double sd,
                                double correlation,
                                std::uint64_t seed);

}  // namespace ventral::analysis
