#pragma once

/// Time courses made comparable: windows, baselines, normalization, smoothing, differences. Times
/// in ms from stimulus onset, ascending; windows are begin <= t < end.

#include "analysis/value.h"

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ventral::analysis {

struct TimeWindow {
    double begin_ms = -std::numeric_limits<double>::infinity();
    double end_ms = std::numeric_limits<double>::infinity();
    bool operator==(const TimeWindow&) const = default;
};

/// "40 <= t < 300 ms"
std::string describe(const TimeWindow& window);

/// The samples in the window.
std::vector<double> samples_within(std::span<const double> times_ms,
                                   std::span<const double> rates,
                                   const TimeWindow& window);

/// Mean over the window. No value if no sample lies in it, if the recording does not cover it (a
/// finite end more than one sample interval outside), or if a sample is NaN.
Measured window_mean(std::span<const double> times_ms,
                     std::span<const double> rates,
                     const TimeWindow& window);

/// Mean and sample standard deviation over a window.
struct Baseline {
    double mean = kNoValue;
    double sd = kNoValue;  ///< NaN for fewer than two samples
    std::size_t num_samples = 0;
    std::string reason{};
};
Baseline measure_baseline(std::span<const double> times_ms,
                          std::span<const double> rates,
                          const TimeWindow& window = {.end_ms = 0});

/// A curve, or the reason why it could not be made.
struct Curve {
    std::vector<double> values{};  ///< empty without
    std::string reason{};
};

/// How a paper puts units on one scale. B: mean over the baseline window.
enum class Normalization {
    SubtractBaseline,  ///< r - B
    PeakOfReference,   ///< (r - B) / (P - B), P the peak of the smoothed mean over conditions
                       ///< (Poort et al. 2012)
    OwnPeak,           ///< r / max r
    BaselineSd,        ///< (r - B) / SD of the baseline
    PercentOfBaseline  ///< 100 (r - B) / B
};
std::string_view name_of(Normalization normalization);

struct NormalizationSettings {
    Normalization normalization = Normalization::PeakOfReference;
    TimeWindow baseline{.end_ms = 0};
    TimeWindow peak{.begin_ms = 0};  ///< where the peak is looked for
    double smoothing_ms = 0;         ///< Gaussian SD, applied to find the peak only
};

/// @param reference the mean response over all conditions; the curve itself if empty.
Curve normalize(std::span<const double> times_ms,
                std::span<const double> rates,
                const NormalizationSettings& settings = {},
                std::span<const double> reference = {});

/// Gaussian smoothing of evenly spaced samples, SD in ms; weights are renormalized at the ends.
std::vector<double> smooth_gaussian(std::span<const double> rates,
                                    double interval_ms,
                                    double sd_ms);

/// Running mean of width_ms, centred, over the samples within half the width; shorter at the ends.
std::vector<double> smooth_boxcar(std::span<const double> rates,
                                  double interval_ms,
                                  double width_ms);

/// a - b, sample by sample.
std::vector<double> difference(std::span<const double> a, std::span<const double> b);

}  // namespace ventral::analysis
