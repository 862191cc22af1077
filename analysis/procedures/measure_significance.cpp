#include "analysis/procedures/measure_one.h"
#include "analysis/procedures/unit_responses.h"
#include "analysis/spikes/counts.h"
#include "analysis/statistics/anova.h"
#include "analysis/statistics/rank_tests.h"

#include <algorithm>

namespace ventral::analysis {

namespace {

/// Counts of every trial, and the levels of the trial's factors.
struct Trials {
    std::vector<double> counts;
    std::vector<std::size_t> first;
    std::vector<std::size_t> second;
};

const base::Axis& axis_of(const UnitResponses& responses, const std::string& name) {
    conditions_matching(responses, {{name, {}}});  // throws for a name that no factor has
    return *std::find_if(responses.factors.begin(), responses.factors.end(),
                         [&](const base::Axis& axis) { return axis.name == name; });
}

/// Index of every condition's level among the levels in order of appearance; the size of `levels`
/// where a catch trial has none.
std::vector<std::size_t> level_indices(const base::Axis& axis, std::size_t count) {
    std::vector<std::string> levels;
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string level = level_text(axis, i);
        const auto found = std::find(levels.begin(), levels.end(), level);
        indices.push_back(static_cast<std::size_t>(found - levels.begin()));
        if (found == levels.end()) {
            levels.push_back(level);
        }
    }
    return indices;
}

Trials draw_trials(const SignificanceProcedure& p, const UnitResponses& responses) {
    const std::size_t count = responses.rates.size();
    const auto first = level_indices(axis_of(responses, p.factors.front()), count);
    const auto second = p.factors.size() > 1
                            ? level_indices(axis_of(responses, p.factors.back()), count)
                            : std::vector<std::size_t>(count, 0);
    const double length_ms = p.window_ms[1] - p.window_ms[0];
    Trials trials;
    for (std::size_t i = 0; i < count; ++i) {
        base::RandomStream stream(p.seed, "counts/" + responses.unit, i);
        const double rate = response_to(responses.times_ms, responses.rates[i], {p.window_ms});
        for (const double spikes : spike_counts(rate, length_ms, p.variance_to_mean,
                                                static_cast<std::size_t>(p.trials), stream)) {
            trials.counts.push_back(spikes);
            trials.first.push_back(first[i]);
            trials.second.push_back(second[i]);
        }
    }
    return trials;
}

TestResult compare_two(const Trials& trials) {
    std::vector<double> groups[2];
    for (std::size_t i = 0; i < trials.counts.size(); ++i) {
        if (trials.first[i] > 1) {
            return {.reason = "a test of one factor compares two levels; filter with `where`"};
        }
        groups[trials.first[i]].push_back(trials.counts[i]);
    }
    return mann_whitney(groups[0], groups[1]);
}

}  // namespace

std::vector<Quantity> measure_one(const SignificanceProcedure& p, const UnitResponses& responses) {
    const Trials trials = draw_trials(p, responses);
    TwoWayAnova anova;
    if (p.factors.size() > 1) {
        anova = two_way_anova(trials.counts, trials.first, trials.second);
    } else {
        const TestResult test = compare_two(trials);
        anova.a.p = test.p;
        anova.reason = test.reason;
    }
    const std::string single = p.factors.size() > 1 ? "" : "only one factor is tested";
    const auto give = [&](const char* name, double value, const std::string& none) {
        const std::string& reason = anova.reason.empty() ? none : anova.reason;
        return Quantity{name, "1", reason.empty() ? value : kNoValue, reason};
    };
    return {give("p_first", anova.a.p, ""), give("p_second", anova.b.p, single),
            give("p_interaction", anova.interaction.p, single),
            give("significant_first", anova.a.p < p.alpha ? 1 : 0, ""),
            give("significant_second", anova.b.p < p.alpha ? 1 : 0, single)};
}

}  // namespace ventral::analysis
