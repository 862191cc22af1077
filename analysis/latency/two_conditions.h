#pragma once

/// When two conditions come apart: latency of a difference (preferred - other, figure - ground,
/// target - distractor). Times in ms from stimulus onset, ascending.

#include "analysis/latency/latency.h"
#include "analysis/rows.h"
#include "analysis/statistics/bootstrap.h"
#include "analysis/value.h"

#include <cstddef>
#include <span>

namespace ventral::analysis {

/// Which test tells the trials of two conditions apart in one bin.
enum class BinTest {
    MannWhitney,  ///< independent trials or units
    SignedRank,   ///< the same units in both conditions, row by row
};

struct SignificantBinSettings {
    BinTest test = BinTest::MannWhitney;
    double alpha = 0.05;
    std::size_t num_bins = 1;  ///< consecutive bins that must be significant, with one sign
    double from_ms = 0;
};

/// First significant bin between two sets of trials [trial][bin].
Latency first_significant_bin(std::span<const double> times_ms,
                              const Rows& a,
                              const Rows& b,
                              const SignificantBinSettings& settings = {});

/// The same with a bootstrap interval over the trials of each condition, or over the units of both
/// for SignedRank. Resamples repeat trials, which makes their tests more sensitive: the interval
/// lies rather too early than too late.
Latency first_significant_bin(std::span<const double> times_ms,
                              const Rows& a,
                              const Rows& b,
                              const SignificantBinSettings& settings,
                              const BootstrapSettings& bootstrap);

/// Latency of the difference curve a - b by any estimator; `estimator` says "a - b, ...".
Latency difference_latency(std::span<const double> times_ms,
                           std::span<const double> a,
                           std::span<const double> b,
                           const LatencySettings& settings = {});

/// The same of the mean difference over units [unit][time] in both conditions, with a bootstrap
/// interval over the units.
Latency difference_latency(std::span<const double> times_ms,
                           const Rows& a,
                           const Rows& b,
                           const LatencySettings& settings,
                           const BootstrapSettings& bootstrap);

struct DivergenceOnsetSettings {
    double num_sd = 2.57;         ///< of the difference before onset; 0 where it does not vary
    double share_of_peak = 0.05;  ///< and at least this share of the largest |difference|
    double min_duration_ms = 10;  ///< for how long |difference| stays there
    double from_ms = 0;
    double min_difference = 1e-6;  ///< a largest |difference| below this is none
};

/// First time at which |a - b|, less its mean before onset, reaches max(num_sd SD, share of its
/// peak) and stays there, linear between samples. Works on noiseless traces too.
Latency divergence_onset(std::span<const double> times_ms,
                         std::span<const double> a,
                         std::span<const double> b,
                         const DivergenceOnsetSettings& settings = {});

/// The same of the mean over units or trials, with a bootstrap interval over them (rows paired).
Latency divergence_onset(std::span<const double> times_ms,
                         const Rows& a,
                         const Rows& b,
                         const DivergenceOnsetSettings& settings,
                         const BootstrapSettings& bootstrap);

/// When the cumulative difference C(t) = sum over from <= s <= t of (a - b) reaches `share` of its
/// value at `to` (Henry, Joshi, Xing, Shapley & Hawken 2013: 5 % of 500 ms), linear between
/// samples. No value where |C| at the end is below `min_share_of_a` of the sum of a over the same
/// times.
struct CumulativeOnsetSettings {
    double share = 0.05;
    double from_ms = 0;
    double to_ms = 500;
    double min_share_of_a = 0.15;
};
Latency cumulative_difference_onset(std::span<const double> times_ms,
                                    std::span<const double> a,
                                    std::span<const double> b,
                                    const CumulativeOnsetSettings& settings = {});

}  // namespace ventral::analysis
