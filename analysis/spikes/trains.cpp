#include "analysis/spikes/trains.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <cmath>

namespace ventral::analysis {

namespace {

void require_rates(std::span<const double> rates_hz, const TrainSettings& settings) {
    for (const double rate : rates_hz) {
        const bool possible = rate >= 0 && rate * settings.refractory_ms < 1000;
        if (!possible || !std::isfinite(rate)) {
            throw base::ConfigError({.what = "a rate that no spike train can have",
                                     .got = base::str(base::format_number(rate), " Hz with ",
                                                      base::format_number(settings.refractory_ms),
                                                      " ms refractoriness"),
                                     .allowed = "at least 0 and below 1 / refractoriness"});
        }
    }
    if (!(settings.variance_to_mean > 0) || !(settings.refractory_ms >= 0)) {
        throw base::ConfigError({.what = "a spike train's variance-to-mean ratio must be above 0 "
                                         "and its refractoriness at least 0"});
    }
}

/// A gain of mean 1 for the whole train, so that counts of mean m vary with F m.
double train_gain(double expected, double variance_to_mean, base::RandomStream& stream) {
    if (variance_to_mean <= 1 || !(expected > 0)) {
        return 1;
    }
    const double shape = expected / (variance_to_mean - 1);
    return stream.gamma(shape) / shape;
}

/// The next interval in the rate's own time, mean 1: exponential, or gamma below a ratio of 1.
double next_interval(double variance_to_mean, base::RandomStream& stream) {
    if (variance_to_mean >= 1) {
        return -std::log1p(-stream.uniform());
    }
    return variance_to_mean * stream.gamma(1 / variance_to_mean);
}

}  // namespace

std::vector<double> spike_train(std::span<const double> rates_hz,
                                double begin_ms,
                                double interval_ms,
                                const TrainSettings& settings,
                                base::RandomStream& stream) {
    require_rates(rates_hz, settings);
    double expected = 0;
    for (const double rate : rates_hz) {
        expected += rate * interval_ms / 1000;
    }
    const double gain = train_gain(expected, settings.variance_to_mean, stream);
    std::vector<double> spikes;
    double left = next_interval(settings.variance_to_mean, stream);  // until the next spike
    if (settings.variance_to_mean < 1) {
        left *= stream.uniform();  // the train was running before its window began
    }
    double free_from = begin_ms;  // end of the refractoriness
    for (std::size_t i = 0; i < rates_hz.size(); ++i) {
        const double rate = rates_hz[i] / 1000;
        const double hazard = gain * rate / (1 - rate * settings.refractory_ms);
        double now = begin_ms + static_cast<double>(i) * interval_ms;
        const double end = begin_ms + static_cast<double>(i + 1) * interval_ms;
        now = std::max(now, free_from);
        while (now < end && hazard * (end - now) >= left) {
            now += left / hazard;
            spikes.push_back(now);
            left = next_interval(settings.variance_to_mean, stream);
            now += settings.refractory_ms;
            free_from = now;
        }
        if (now < end) {
            left -= hazard * (end - now);
        }
    }
    return spikes;
}

std::vector<double> bin_spikes(std::span<const double> spike_times_ms,
                               double begin_ms,
                               double bin_ms,
                               std::size_t num_bins) {
    std::vector<double> counts(num_bins, 0);
    for (const double time : spike_times_ms) {
        const double place = std::floor((time - begin_ms) / bin_ms);
        if (place >= 0 && place < static_cast<double>(num_bins)) {
            ++counts[static_cast<std::size_t>(place)];
        }
    }
    return counts;
}

std::vector<double> trial_gains(std::size_t num_trials,
                                std::size_t num_units,
                                double sd,
                                double correlation,
                                std::uint64_t seed) {
    if (!(sd >= 0) || !(correlation >= 0 && correlation <= 1)) {
        throw base::ConfigError(
            {.what = "gains over trials",
             .got = base::str("standard deviation ", sd, ", correlation ", correlation),
             .allowed = "a standard deviation of at least 0 and a correlation "
                        "from 0 to 1"});
    }
    const double log_variance = std::log1p(sd * sd);
    const double log_sd = std::sqrt(log_variance);
    std::vector<double> gains;
    gains.reserve(num_trials * num_units);
    for (std::size_t trial = 0; trial < num_trials; ++trial) {
        base::RandomStream stream(seed, "trial gains", trial);
        const double shared = std::sqrt(correlation) * stream.normal();
        for (std::size_t unit = 0; unit < num_units; ++unit) {
            const double z = shared + std::sqrt(1 - correlation) * stream.normal();
            gains.push_back(std::exp(log_sd * z - log_variance / 2));
        }
    }
    return gains;
}

}  // namespace ventral::analysis
