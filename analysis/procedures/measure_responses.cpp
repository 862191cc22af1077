#include "analysis/fit/least_squares.h"
#include "analysis/indices/contrast_index.h"
#include "analysis/latency/two_conditions.h"
#include "analysis/procedures/measure_one.h"
#include "analysis/procedures/unit_responses.h"
#include "analysis/timecourse/curves.h"
#include "analysis/tuning/annulus.h"
#include "analysis/tuning/sparseness.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

constexpr const char* kNotFinite = "no condition is left by the filter, or a rate is not finite";

Quantity quantity(const char* name, const char* unit, const Measured& measured) {
    return {name, unit, measured.value, measured.reason};
}

LatencySettings latency_settings(const LatencyProcedure& p) {
    LatencySettings settings;
    settings.estimator = p.rule == LatencyRule::HalfPeak     ? LatencyEstimator::HalfPeak
                         : p.rule == LatencyRule::BaselineSd ? LatencyEstimator::BaselineSd
                                                             : LatencyEstimator::Fit;
    settings.from_ms = p.window_ms[0];
    settings.fit.to_ms = p.window_ms[1];
    settings.fit.criterion = p.criterion;
    settings.min_response = p.min_response_hz;
    settings.num_sd = p.num_sd;
    settings.num_bins = static_cast<std::size_t>(p.num_bins);
    return settings;
}

/// The samples before the end of the procedure's window.
std::size_t samples_before(const std::vector<double>& times, double end_ms) {
    return static_cast<std::size_t>(std::lower_bound(times.begin(), times.end(), end_ms) -
                                    times.begin());
}

Latency latency_of_two(const LatencyProcedure& p,
                       const std::vector<double>& times,
                       const std::vector<double>& a,
                       const std::vector<double>& b) {
    if (p.rule == LatencyRule::Divergence) {
        return divergence_onset(times, a, b,
                                {.from_ms = p.window_ms[0], .min_difference = p.min_response_hz});
    }
    if (p.rule == LatencyRule::Cumulative) {
        const double end_ms = std::isfinite(p.window_ms[1]) ? p.window_ms[1] : times.back();
        return cumulative_difference_onset(times, a, b,
                                           {.from_ms = p.window_ms[0], .to_ms = end_ms});
    }
    return difference_latency(times, a, b, latency_settings(p));
}

/// A exp(-(t - from) / tau) + C by least squares.
struct DecayFit {
    double time_constant_ms = kNoValue;
    std::string reason{};
};
DecayFit fit_decay(const std::vector<double>& times, const std::vector<double>& y, bool to_zero) {
    const double scale = std::abs(y.front()) + std::abs(y.back());
    const std::vector<FitParameter> parameters{
        {"A", -10 * scale, 10 * scale},
        {"tau", 1, 1e5},
        {"C", to_zero ? -1e-12 * scale : -10 * scale, to_zero ? 1e-12 * scale : 10 * scale}};
    const auto residuals = [&](std::span<const double> p, std::span<double> r) {
        for (std::size_t i = 0; i < times.size(); ++i) {
            r[i] = p[0] * std::exp(-(times[i] - times.front()) / p[1]) + p[2] - y[i];
        }
    };
    const double end = to_zero ? 0 : y.back();
    std::vector<std::vector<double>> starts;
    for (const double tau : {10.0, 50.0, 200.0, 1000.0}) {
        starts.push_back({y.front() - end, tau, end});
    }
    const LeastSquaresFit fit = fit_least_squares(residuals, times.size(), parameters, starts);
    if (!fit.converged()) {
        return {.reason = "the exponential could not be fitted: " + fit.reason};
    }
    if (std::find(fit.at_bound.begin(), fit.at_bound.end(), "tau") != fit.at_bound.end()) {
        return {.reason = "the difference does not fade exponentially within the window"};
    }
    return {fit.parameters[1], {}};
}

}  // namespace

Measured mean_response(const UnitResponses& responses,
                       const ConditionFilter& filter,
                       const ResponseWindow& window,
                       bool above_baseline) {
    const std::vector<std::size_t> chosen = conditions_matching(responses, filter);
    if (chosen.empty()) {
        return no_value("no condition is left by the filter");
    }
    double sum = 0;
    for (const std::size_t i : chosen) {
        Measured covered = window_mean(responses.times_ms, responses.rates[i],
                                       {window.window_ms[0], window.window_ms[1]});
        if (!covered.reason.empty()) {
            return covered;
        }
        sum += response_to(responses.times_ms, responses.rates[i], window);
    }
    const double mean = sum / static_cast<double>(chosen.size());
    const double response = above_baseline ? mean - spontaneous_response(responses) : mean;
    return std::isfinite(response) ? Measured{response, {}}
           : std::isfinite(mean)   ? no_value("there is no baseline before onset")
                                   : no_value("the window holds no whole cycle");
}

std::vector<Quantity> measure_one(const ResponseProcedure& p, const UnitResponses& responses) {
    return {quantity("response", "Hz", mean_response(responses, {}, p.response, p.above_baseline))};
}

std::vector<Quantity> measure_one(const IndexProcedure& p, const UnitResponses& responses) {
    const Measured a = mean_response(responses, p.of, p.response, p.above_baseline);
    const Measured b = mean_response(responses, p.against, p.response, p.above_baseline);
    const std::string& reason = a.reason.empty() ? b.reason : a.reason;
    if (!reason.empty()) {
        return {{"index", "1", kNoValue, reason},
                {"ratio", "1", kNoValue, reason},
                {"difference", "Hz", kNoValue, reason},
                {"percent", "percent", kNoValue, reason}};
    }
    const Measured gain = ratio(a.value, b.value);
    return {quantity("index", "1", contrast_index(a.value, b.value)),
            quantity("ratio", "1", ratio(b.value, a.value)),
            {"difference", "Hz", a.value - b.value, {}},
            {"percent", "percent", 100 * (gain.value - 1), gain.reason}};
}

std::vector<Quantity> measure_one(const LatencyProcedure& p, const UnitResponses& responses) {
    const std::size_t count = samples_before(responses.times_ms, p.window_ms[1]);
    std::vector<double> times = responses.times_ms;
    std::vector<double> a = mean_course(responses, p.of);
    times.resize(count);
    a.resize(count);
    if (!all_finite(a)) {
        return {{"latency_ms", "ms", kNoValue, kNotFinite}};
    }
    if (p.against.empty()) {
        const Latency latency = measure_latency(times, a, latency_settings(p));
        return {{"latency_ms", "ms", latency.latency_ms, latency.reason}};
    }
    std::vector<double> b = mean_course(responses, p.against);
    b.resize(count);
    if (!all_finite(b)) {
        return {{"latency_ms", "ms", kNoValue, kNotFinite}};
    }
    const Latency latency = latency_of_two(p, times, a, b);
    return {{"latency_ms", "ms", latency.latency_ms, latency.reason}};
}

std::vector<Quantity> measure_one(const DecayProcedure& p, const UnitResponses& responses) {
    const std::vector<double> change =
        difference(mean_course(responses, p.of), mean_course(responses, p.against));
    std::vector<double> times;
    std::vector<double> y;
    for (std::size_t i = 0; i < change.size(); ++i) {
        if (responses.times_ms[i] >= p.window_ms[0] && responses.times_ms[i] < p.window_ms[1]) {
            times.push_back(responses.times_ms[i]);
            y.push_back(change[i]);
        }
    }
    const auto missing = [](const std::string& reason) {
        return std::vector<Quantity>{{"time_constant_ms", "ms", kNoValue, reason},
                                     {"left", "1", kNoValue, reason}};
    };
    if (y.size() < 4 || !all_finite(y)) {
        return missing("the window holds fewer than 4 samples of both conditions");
    }
    if (!(std::abs(y.front()) > 1e-6)) {
        return missing("there is no difference at the beginning of the window");
    }
    const DecayFit fit = fit_decay(times, y, p.to_zero);
    return {{"time_constant_ms", "ms", fit.time_constant_ms, fit.reason},
            {"left", "1", y.back() / y.front(), {}}};
}

std::vector<Quantity> measure_one(const AnnulusProcedure& p, const UnitResponses& responses) {
    const Measured centre = mean_response(responses, p.centre, p.response, true);
    TuningCurve curve = tuning_curve(select_conditions(responses, p.with), p.factor, p.response);
    const double spontaneous = spontaneous_response(responses);
    for (double& rate : curve.rates) {
        rate -= spontaneous;
    }
    AnnulusSummary summary;
    summary.reason = centre.reason;
    if (centre.reason.empty() && !curve.rates.empty()) {
        summary = summarize_annuli(curve.levels, curve.rates, centre.value);
    }
    const auto give = [&](const char* name, const char* unit, double value, const char* none) {
        const bool is_none = summary.reason.empty() && std::isnan(value);
        return Quantity{name, unit, value, is_none ? none : summary.reason};
    };
    const double smallest = curve.rates.empty() || !(centre.value > 0)
                                ? kNoValue
                                : 100 * (curve.rates.front() / centre.value - 1);
    return {give("facilitation_percent", "percent", summary.facilitation_percent, "no annulus"),
            give("facilitation_peak_deg", "degree", summary.facilitation_peak_deg, "no annulus"),
            give("suppression_onset_deg", "degree", summary.suppression_onset_deg,
                 "no annulus brings the response below 0.9 of that to the centre"),
            give("strongest_suppression", "1", summary.strongest_suppression, "no annulus"),
            give("smallest_hole_percent", "percent", smallest, "no response to the centre")};
}

std::vector<Quantity> measure_one(const SparsenessProcedure& p, const UnitResponses& responses) {
    std::vector<double> rates;
    for (const std::vector<double>& course : responses.rates) {
        rates.push_back(std::max(response_to(responses.times_ms, course, p.response), 0.0));
    }
    return {quantity("sparseness", "1", sparseness(rates))};
}

}  // namespace ventral::analysis
