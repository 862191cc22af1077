#include "analysis/procedures/measure_one.h"
#include "analysis/spikes/counts.h"
#include "analysis/statistics/anova.h"
#include "analysis/statistics/rank_tests.h"
#include "analysis/timecourse/curves.h"
#include "sim/base/errors.h"

#include <algorithm>

namespace ventral::analysis {

namespace {

/// Counts of every trial, and the levels of the trial's factors.
struct Trials {
    std::vector<double> counts{};
    std::vector<std::size_t> first{};
    std::vector<std::size_t> second{};
    std::string reason{};  ///< why there are none
};

/// Numbers the levels in order of appearance.
std::size_t index_of(std::vector<std::string>& levels, const std::string& level) {
    const auto found = std::find(levels.begin(), levels.end(), level);
    const auto index = static_cast<std::size_t>(found - levels.begin());
    if (found == levels.end()) {
        levels.push_back(level);
    }
    return index;
}

/// Draws of every condition that has a level of each factor: catch trials have none.
Trials draw_trials(const SignificanceProcedure& p, const UnitResponses& responses) {
    const base::Axis axes[2] = {find_factor(responses, p.factors.front()),
                                find_factor(responses, p.factors.back())};
    const double length_ms = p.window_ms[1] - p.window_ms[0];
    std::vector<std::string> levels[2];
    Trials trials;
    for (std::size_t i = 0; i < responses.rates.size(); ++i) {
        const std::string shown[2] = {level_text(axes[0], i), level_text(axes[1], i)};
        if (shown[0].empty() || shown[1].empty()) {
            continue;
        }
        const Measured rate =
            window_mean(responses.times_ms, responses.rates[i], {p.window_ms[0], p.window_ms[1]});
        if (!rate.reason.empty()) {
            return {.reason = rate.reason};
        }
        base::RandomStream stream(p.seed, "counts/" + responses.unit, i);
        for (const double spikes : spike_counts(rate.value, length_ms, p.variance_to_mean,
                                                static_cast<std::size_t>(p.trials), stream)) {
            trials.counts.push_back(spikes);
            trials.first.push_back(index_of(levels[0], shown[0]));
            trials.second.push_back(p.factors.size() > 1 ? index_of(levels[1], shown[1]) : 0);
        }
    }
    return trials;
}

Trials draw_or_explain(const SignificanceProcedure& p, const UnitResponses& responses) {
    conditions_matching(responses, {{p.factors.front(), {}}, {p.factors.back(), {}}});
    try {
        return draw_trials(p, responses);
    } catch (const base::ConfigError& error) {  // counts of this mean cannot vary as little
        return {.reason = error.fault().what};
    }
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
    const Trials trials = draw_or_explain(p, responses);
    TwoWayAnova anova;
    if (!trials.reason.empty()) {
        anova.reason = trials.reason;
    } else if (p.factors.size() > 1) {
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
