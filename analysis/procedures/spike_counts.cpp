#include "analysis/procedures/spike_counts.h"

#include "sim/base/text.h"

#include <algorithm>

namespace ventral::analysis {

namespace {

/// A sample lasts to the next one, the last as long as the one before it.
double end_of(const std::vector<double>& times, std::size_t sample) {
    return sample + 1 < times.size() ? times[sample + 1]
                                     : times[sample] + (times[sample] - times[sample - 1]);
}

}  // namespace

bool is_covered(const UnitResponses& responses, const std::array<double, 2>& window_ms) {
    const std::vector<double>& times = responses.times_ms;
    return times.size() > 1 && times.front() <= window_ms[0] + 1e-9 &&
           end_of(times, times.size() - 1) >= window_ms[1] - 1e-9;
}

std::vector<double> mean_counts(const UnitResponses& responses,
                                const std::vector<std::size_t>& conditions,
                                double from_ms,
                                double until_ms,
                                double cells) {
    std::vector<double> counts(conditions.size(), 0.0);
    for (std::size_t i = 0; i < responses.times_ms.size(); ++i) {
        const double overlap_ms = std::min(end_of(responses.times_ms, i), until_ms) -
                                  std::max(responses.times_ms[i], from_ms);
        if (overlap_ms <= 0) {
            continue;
        }
        for (std::size_t c = 0; c < conditions.size(); ++c) {
            const double rate_hz = std::max(responses.rates[conditions[c]][i], 0.0);
            counts[c] += cells * rate_hz * overlap_ms / 1000;
        }
    }
    return counts;
}

Quantity reaction_time(const Points& accuracy, double criterion) {
    std::size_t first = accuracy.x.size();
    while (first > 0 && accuracy.y[first - 1] >= criterion) {
        --first;
    }
    if (first == accuracy.x.size()) {
        return {"reaction_ms", "ms", kNoValue,
                base::str("the accuracy does not stay at ", base::format_number(criterion),
                          " or above")};
    }
    return {"reaction_ms", "ms", accuracy.x[first], {}};
}

}  // namespace ventral::analysis
