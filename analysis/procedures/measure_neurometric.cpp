#include "analysis/procedures/measure_one.h"
#include "analysis/procedures/points.h"
#include "analysis/statistics/roc_area.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace ventral::analysis {

namespace {

constexpr double kGridMs = 5;  ///< times at which the accuracy is looked at

/// The observer of one unit.
class Observer {
public:
    Observer(const NeurometricProcedure& p, const UnitResponses& responses)
        : p_(p),
          responses_(responses),
          of_(conditions_matching(responses, p.of)),
          against_(conditions_matching(responses, p.against)) {}

    /// True if the recording covers the whole window.
    bool is_covered() const {
        const std::vector<double>& times = responses_.times_ms;
        return times.size() > 1 && times.front() <= p_.window_ms[0] + 1e-9 &&
               end_of(times.size() - 1) >= p_.window_ms[1] - 1e-9;
    }

    RocArea area_until(double until_ms) const {
        return roc_area(mean_counts(of_, until_ms), mean_counts(against_, until_ms));
    }

private:
    double end_of(std::size_t sample) const {
        const std::vector<double>& times = responses_.times_ms;
        return sample + 1 < times.size() ? times[sample + 1]
                                         : times[sample] + (times[sample] - times[sample - 1]);
    }

    /// Of every chosen condition, from the window's begin on.
    std::vector<double> mean_counts(const std::vector<std::size_t>& conditions,
                                    double until_ms) const {
        std::vector<double> counts(conditions.size(), 0.0);
        for (std::size_t i = 0; i < responses_.times_ms.size(); ++i) {
            const double overlap_ms =
                std::min(end_of(i), until_ms) - std::max(responses_.times_ms[i], p_.window_ms[0]);
            if (overlap_ms <= 0) {
                continue;
            }
            for (std::size_t c = 0; c < conditions.size(); ++c) {
                const double rate_hz = std::max(responses_.rates[conditions[c]][i], 0.0);
                counts[c] += p_.cells * rate_hz * overlap_ms / 1000;
            }
        }
        return counts;
    }

    const NeurometricProcedure& p_;
    const UnitResponses& responses_;
    std::vector<std::size_t> of_;
    std::vector<std::size_t> against_;
};

}  // namespace

Points accuracy_over_time(const NeurometricProcedure& p, const UnitResponses& responses) {
    const Observer observer(p, responses);
    Points points;
    for (double t = p.window_ms[0]; observer.is_covered() && t <= p.window_ms[1]; t += kGridMs) {
        points.x.push_back(t);
        points.y.push_back(observer.area_until(t).area);
    }
    return points;
}

std::vector<Quantity> measure_one(const NeurometricProcedure& p, const UnitResponses& responses) {
    const Observer observer(p, responses);
    const RocArea end = observer.area_until(p.window_ms[1]);
    const std::string reason =
        observer.is_covered() ? end.reason : "the recording does not cover the window";
    if (!reason.empty()) {
        return {{"accuracy", "1", kNoValue, reason}, {"reaction_ms", "ms", kNoValue, reason}};
    }
    const Points course = accuracy_over_time(p, responses);
    std::size_t first = course.x.size();
    while (first > 0 && course.y[first - 1] >= p.criterion) {
        --first;
    }
    const bool is_reached = first < course.x.size();
    return {{"accuracy", "1", end.area, {}, 0, end.interval},
            {"reaction_ms", "ms", is_reached ? course.x[first] : kNoValue,
             is_reached ? ""
                        : base::str("the accuracy does not stay at ",
                                    base::format_number(p.criterion), " or above")}};
}

}  // namespace ventral::analysis
