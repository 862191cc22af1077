#include "analysis/response_summary.h"

#include <cmath>
#include <cstddef>

namespace ventral::analysis {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

double mean_within(std::span<const double> times_ms,
                   std::span<const double> values,
                   double begin_ms,
                   double end_ms) {
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < times_ms.size(); ++i) {
        if (times_ms[i] >= begin_ms && times_ms[i] < end_ms) {
            sum += values[i];
            ++count;
        }
    }
    return count > 0 ? sum / static_cast<double>(count) : kNone;
}

double first_crossing(std::span<const double> times_ms,
                      std::span<const double> values,
                      double level,
                      double from_ms) {
    for (std::size_t i = 0; i < times_ms.size(); ++i) {
        if (times_ms[i] < from_ms || !(values[i] >= level)) {
            continue;
        }
        const bool has_past = i > 0 && times_ms[i - 1] >= from_ms && values[i - 1] < level;
        if (!has_past) {
            return times_ms[i];
        }
        const double share = (level - values[i - 1]) / (values[i] - values[i - 1]);
        return times_ms[i - 1] + share * (times_ms[i] - times_ms[i - 1]);
    }
    return kNone;
}

ResponseSummary summarize_response(std::span<const double> times_ms,
                                   std::span<const double> rates,
                                   const SummaryWindows& windows) {
    ResponseSummary summary;
    if (times_ms.empty()) {
        return summary;
    }
    summary.baseline = mean_within(times_ms, rates, -kInfinity, 0);
    summary.sustained =
        mean_within(times_ms, rates, times_ms.back() - windows.sustained_ms, kInfinity);
    for (std::size_t i = 0; i < times_ms.size(); ++i) {
        if (times_ms[i] >= 0 && !(rates[i] <= summary.peak)) {
            summary.peak = rates[i];
            summary.peak_time_ms = times_ms[i];
        }
    }
    const double rise = summary.peak - summary.baseline;
    if (rise > windows.min_response) {
        summary.latency_to_half_peak_ms =
            first_crossing(times_ms, rates, summary.baseline + 0.5 * rise, 0);
    }
    return summary;
}

}  // namespace ventral::analysis
