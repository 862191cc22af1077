#pragma once

/// The latency fit of the figure-ground literature (Roelfsema, Tolboom & Khayat 2007; Poort et al.
/// 2012): onsets with a Gaussian spread, each followed by a step and by an exponentially fading
/// response,
///   f(t) = d exp(mu a + s^2 a^2 / 2 - a t) G(t; mu + s^2 a, s) + c G(t; mu, s),
/// G the cumulative Gaussian. The latency is the first time f reaches 33 % of its own maximum
/// within the times fitted. It lies before mu: by 0.44 s without a transient, by more with one.

#include "analysis/value.h"

#include <limits>
#include <span>
#include <string>

namespace ventral::analysis {

struct LatencyFitSettings {
    double from_ms = -std::numeric_limits<double>::infinity();  ///< the times fitted
    double to_ms = std::numeric_limits<double>::infinity();
    double criterion = 0.33;  ///< share of the fitted maximum
    double baseline_from_ms = -std::numeric_limits<double>::infinity();
    double baseline_to_ms = 0;
    bool subtract_baseline = true;  ///< the mean over the baseline's samples
    double max_sigma_ms = 300;
    double min_r2 = 0.1;         ///< a fit that explains less than this has no latency
    double min_response = 1e-6;  ///< a rise above baseline below this is no response
};

/// The fit. Response units are those of the rates given.
struct LatencyFit {
    double latency_ms = kNoValue;
    double mu_ms = kNoValue;         ///< mean of the onsets
    double sigma_ms = kNoValue;      ///< s, their standard deviation
    double alpha_per_ms = kNoValue;  ///< a, decay of the transient
    double transient = kNoValue;     ///< d
    double sustained = kNoValue;     ///< c
    double maximum = kNoValue;       ///< of f within the times fitted
    double baseline = kNoValue;      ///< subtracted before the fit
    double r2 = kNoValue;
    std::string reason{};
};

/// @param start a fit of a similar trace to start from (its mu, s and a); none: several starts from
/// the trace itself.
LatencyFit fit_latency(std::span<const double> times_ms,
                       std::span<const double> rates,
                       const LatencyFitSettings& settings = {},
                       const LatencyFit* start = nullptr);

/// f(t); NaN for a fit without value.
double evaluate(const LatencyFit& fit, double time_ms);

}  // namespace ventral::analysis
