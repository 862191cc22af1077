#include "analysis/latency/two_conditions.h"

#include "analysis/response_summary.h"
#include "analysis/statistics/descriptive.h"
#include "analysis/timecourse/curves.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ventral::analysis {

namespace {

std::vector<double> mean_difference(const Rows& a,
                                    const Rows& b,
                                    std::span<const std::size_t> chosen) {
    return difference(mean_of_rows(a, chosen), mean_of_rows(b, chosen));
}

void require_paired(const Rows& a, const Rows& b) {
    require_whole_rows(a, "the first condition's time courses");
    require_whole_rows(b, "the second condition's time courses");
    require_equal_lengths(a.count(), b.count(), "the units of the two conditions");
}

/// The mean difference less its mean before onset, and the level it must reach.
struct Divergence {
    std::vector<double> size{};
    double level = kNoValue;
    std::string reason{};
};

Divergence divergence_of(std::span<const double> times,
                         const std::vector<double>& difference,
                         const DivergenceOnsetSettings& settings) {
    require_equal_lengths(times.size(), difference.size(), "times and rates");
    Divergence d;
    if (!all_finite(difference)) {
        d.reason = "a rate is not finite";
        return d;
    }
    std::vector<double> rest;
    for (std::size_t i = 0; i < times.size() && times[i] < 0; ++i) {
        rest.push_back(difference[i]);
    }
    if (rest.empty()) {
        d.reason = "no sample before onset";
        return d;
    }
    const double centre = mean(rest);
    const double sd = rest.size() > 1 ? standard_deviation(rest) : 0;
    double peak = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        d.size.push_back(std::abs(difference[i] - centre));
        peak = times[i] >= settings.from_ms ? std::max(peak, d.size.back()) : peak;
    }
    d.level = std::max(settings.num_sd * sd, settings.share_of_peak * peak);
    if (!(peak > settings.min_difference)) {
        d.reason = "the conditions do not differ";
    }
    return d;
}

Measured onset_of(std::span<const double> times,
                  const std::vector<double>& difference,
                  const DivergenceOnsetSettings& settings) {
    const Divergence d = divergence_of(times, difference, settings);
    if (!d.reason.empty()) {
        return no_value(d.reason);
    }
    std::size_t first = times.size();
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (times[i] < settings.from_ms || d.size[i] < d.level) {
            first = times.size();
            continue;
        }
        first = std::min(first, i);
        if (times[i] - times[first] >= settings.min_duration_ms) {
            const auto from = std::span(times).subspan(first > 0 ? first - 1 : 0);
            const auto size = std::span(d.size).subspan(first > 0 ? first - 1 : 0);
            return {first_crossing(from, size, d.level, settings.from_ms), {}};
        }
    }
    return no_value("the difference never stays above its criterion");
}

std::string describe_divergence(const DivergenceOnsetSettings& settings) {
    return base::str("difference above ", base::format_number(settings.num_sd),
                     " SD of its baseline and ", base::format_number(100 * settings.share_of_peak),
                     " % of its peak for ", base::format_number(settings.min_duration_ms), " ms");
}

std::vector<double> mean_difference(const Rows& a, const Rows& b) {
    return difference(mean_of_rows(a), mean_of_rows(b));
}

}  // namespace

Latency difference_latency(std::span<const double> times_ms,
                           std::span<const double> a,
                           std::span<const double> b,
                           const LatencySettings& settings) {
    Latency latency = measure_latency(times_ms, difference(a, b), settings);
    latency.estimator = base::str("a - b, ", latency.estimator);
    return latency;
}

Latency difference_latency(std::span<const double> times_ms,
                           const Rows& a,
                           const Rows& b,
                           const LatencySettings& settings,
                           const BootstrapSettings& bootstrap_settings) {
    require_paired(a, b);
    require_equal_lengths(a.length, b.length, "the two conditions");
    const std::vector<double> values = difference(a.values, b.values);
    const Rows differences{.values = values, .length = a.length};
    Latency latency = measure_latency(times_ms, differences, settings, bootstrap_settings);
    latency.estimator = base::str("a - b, ", latency.estimator);
    return latency;
}

Latency divergence_onset(std::span<const double> times_ms,
                         std::span<const double> a,
                         std::span<const double> b,
                         const DivergenceOnsetSettings& settings) {
    const Measured onset = onset_of(times_ms, difference(a, b), settings);
    return {.latency_ms = onset.value,
            .estimator = describe_divergence(settings),
            .reason = onset.reason};
}

Latency divergence_onset(std::span<const double> times_ms,
                         const Rows& a,
                         const Rows& b,
                         const DivergenceOnsetSettings& settings,
                         const BootstrapSettings& bootstrap_settings) {
    require_paired(a, b);
    const Measured onset = onset_of(times_ms, mean_difference(a, b), settings);
    Latency latency{.latency_ms = onset.value,
                    .estimator = describe_divergence(settings),
                    .reason = onset.reason};
    if (!latency.reason.empty()) {
        return latency;
    }
    const auto statistic = [&](std::span<const std::size_t> chosen) {
        return onset_of(times_ms, mean_difference(a, b, chosen), settings).value;
    };
    set_interval(latency, bootstrap(a.count(), statistic, bootstrap_settings));
    return latency;
}

}  // namespace ventral::analysis
