#include "analysis/latency/two_conditions.h"
#include "sim/base/text.h"

#include <cmath>
#include <vector>

namespace ventral::analysis {

namespace {

/// The running sum of a - b within the window, its times, and the sum of a.
struct Cumulative {
    std::vector<double> times{};
    std::vector<double> sums{};
    double sum_of_a = 0;
};

Cumulative accumulate(std::span<const double> times,
                      std::span<const double> a,
                      std::span<const double> b,
                      const CumulativeOnsetSettings& settings) {
    Cumulative c;
    double sum = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (times[i] >= settings.from_ms && times[i] <= settings.to_ms) {
            sum += a[i] - b[i];
            c.sum_of_a += a[i];
            c.times.push_back(times[i]);
            c.sums.push_back(sum);
        }
    }
    return c;
}

double first_at(const Cumulative& c, double level) {
    const double sign = level < 0 ? -1 : 1;
    for (std::size_t i = 0; i < c.sums.size(); ++i) {
        if (sign * c.sums[i] < sign * level) {
            continue;
        }
        if (i == 0) {
            return c.times[0];
        }
        const double share = (level - c.sums[i - 1]) / (c.sums[i] - c.sums[i - 1]);
        return c.times[i - 1] + share * (c.times[i] - c.times[i - 1]);
    }
    return kNoValue;
}

}  // namespace

Latency cumulative_difference_onset(std::span<const double> times_ms,
                                    std::span<const double> a,
                                    std::span<const double> b,
                                    const CumulativeOnsetSettings& settings) {
    require_equal_lengths(times_ms.size(), a.size(), "times and rates");
    require_equal_lengths(a.size(), b.size(), "the two conditions");
    const std::string end = base::format_number(settings.to_ms);
    Latency latency{.estimator = base::str("cumulative difference at ",
                                           base::format_number(100 * settings.share),
                                           " % of its value at ", end, " ms")};
    const Cumulative c = accumulate(times_ms, a, b, settings);
    if (!all_finite(a) || !all_finite(b)) {
        latency.reason = "a rate is not finite";
    } else if (c.times.size() < 2 || times_ms.back() < settings.to_ms) {
        latency.reason = base::str("the recording does not reach ", end, " ms");
    } else if (!(std::abs(c.sums.back()) >= settings.min_share_of_a * std::abs(c.sum_of_a)) ||
               c.sums.back() == 0) {
        latency.reason =
            base::str("the difference is below ",
                      base::format_number(100 * settings.min_share_of_a), " % of the response");
    } else {
        latency.latency_ms = first_at(c, settings.share * c.sums.back());
    }
    return latency;
}

}  // namespace ventral::analysis
