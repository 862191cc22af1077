#pragma once

/// What a time course says in five numbers. Times are in ms from stimulus onset.

#include <limits>
#include <span>

namespace ventral::analysis {

/// Where in the time course to look.
struct SummaryWindows {
    double sustained_ms = 100;   ///< length of the window that ends with the recording, > 0
    double min_response = 1e-6;  ///< a rise above baseline below this is no response
    bool operator==(const SummaryWindows&) const = default;
};

/// The numbers; NaN where there is nothing to measure.
struct ResponseSummary {
    double baseline = std::numeric_limits<double>::quiet_NaN();  ///< mean over t < 0
    double peak = std::numeric_limits<double>::quiet_NaN();      ///< largest value at t >= 0
    double peak_time_ms = std::numeric_limits<double>::quiet_NaN();
    /// First crossing of baseline + (peak - baseline) / 2 at t >= 0, linear between samples.
    double latency_to_half_peak_ms = std::numeric_limits<double>::quiet_NaN();
    double sustained = std::numeric_limits<double>::quiet_NaN();  ///< mean over the last window
};

/// Mean of the values at begin <= t < end; NaN if there are none.
double mean_within(std::span<const double> times_ms,
                   std::span<const double> values,
                   double begin_ms,
                   double end_ms);

/// First time at or after `from_ms` at which the values reach the level from below, linear between
/// samples; `from_ms`'s own sample counts if it is there already. NaN if never.
double first_crossing(std::span<const double> times_ms,
                      std::span<const double> values,
                      double level,
                      double from_ms);

/// Times ascend; both spans are of one length.
ResponseSummary summarize_response(std::span<const double> times_ms,
                                   std::span<const double> rates,
                                   const SummaryWindows& windows = {});

}  // namespace ventral::analysis
