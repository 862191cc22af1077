#include "analysis/procedures/measure_one.h"
#include "analysis/procedures/spike_counts.h"
#include "analysis/statistics/roc_area.h"

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

    bool is_covered() const { return analysis::is_covered(responses_, p_.window_ms); }

    RocArea area_until(double until_ms) const {
        return roc_area(counts_of(of_, until_ms), counts_of(against_, until_ms));
    }

private:
    std::vector<double> counts_of(const std::vector<std::size_t>& conditions,
                                  double until_ms) const {
        return mean_counts(responses_, conditions, p_.window_ms[0], until_ms, p_.cells);
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
    return {{"accuracy", "1", end.area, {}, 0, end.interval},
            reaction_time(accuracy_over_time(p, responses), p.criterion)};
}

}  // namespace ventral::analysis
