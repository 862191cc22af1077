#pragma once

/// The latency of a response, by a stated estimator. On one trace the estimators differ by 10 to 30
/// ms: no latency goes without its estimator's name. Times in ms from stimulus onset, ascending.

#include "analysis/latency/latency_fit.h"
#include "analysis/rows.h"
#include "analysis/statistics/bootstrap.h"
#include "analysis/value.h"

#include <cstddef>
#include <limits>
#include <span>
#include <string>

namespace ventral::analysis {

enum class LatencyEstimator {
    Fit,         ///< 33 % of the fitted transient and sustained response (fit_latency)
    HalfPeak,    ///< baseline + half of the peak's rise (summarize_response)
    BaselineSd,  ///< first of n bins over baseline + k SD
};

/// What the estimators need to be told.
struct LatencySettings {
    LatencyEstimator estimator = LatencyEstimator::Fit;
    LatencyFitSettings fit{};
    /// The baseline of every estimator; it and min_response take the place of the fit's own.
    double baseline_from_ms = -std::numeric_limits<double>::infinity();
    double baseline_to_ms = 0;
    double from_ms = 0;          ///< no latency is looked for before
    double num_sd = 2.57;        ///< k (Kiani, Esteky & Tanaka 2005)
    std::size_t num_bins = 1;    ///< n consecutive bins that must be above
    double min_response = 1e-6;  ///< a rise above baseline below this is no response
};

/// "33 % of the fitted maximum", "half of the peak above baseline",
/// "first of 1 bins above baseline + 2.57 SD"
std::string describe(const LatencySettings& settings);

/// A latency, the estimator's name and, where it was asked for, a confidence interval.
struct Latency {
    double latency_ms = kNoValue;
    std::string estimator{};
    Interval interval{};
    std::size_t num_failed = 0;  ///< resamples without a latency
    std::string reason{};  ///< why there is no latency, or no interval although one was asked for
};

/// Gives a latency the interval of its bootstrap, and the reason where it has none.
void set_interval(Latency& latency, const BootstrapResult& result);

/// Latency of one time course.
Latency measure_latency(std::span<const double> times_ms,
                        std::span<const double> rates,
                        const LatencySettings& settings = {});

/// Latency of the mean over the rows (units or trials), with a bootstrap interval over the rows.
Latency measure_latency(std::span<const double> times_ms,
                        const Rows& rows,
                        const LatencySettings& settings,
                        const BootstrapSettings& bootstrap);

/// First time from `from_ms` of `num_bins` consecutive bins, all above mean + num_sd SD of the
/// baseline bins. A baseline that does not vary (a noiseless model) has no such latency.
Measured first_bin_above_baseline(std::span<const double> times_ms,
                                  std::span<const double> rates,
                                  const LatencySettings& settings);

}  // namespace ventral::analysis
