#include "analysis/latency/latency_fit.h"

#include "analysis/fit/least_squares.h"
#include "analysis/fit/linear_part.h"
#include "analysis/response_summary.h"
#include "analysis/rows.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace ventral::analysis {

namespace {

/// G(t; mu, s)
double sustained_part(double t, double mu, double sigma) {
    return 0.5 * std::erfc((mu - t) / (std::numbers::sqrt2 * sigma));
}

/// exp(mu a + s^2 a^2 / 2 - a t) G(t; mu + s^2 a, s). Early, the first factor overflows as the
/// second vanishes; there their product is exp(-(mu - t)^2 / (2 s^2)) erfcx(z) / 2, and erfcx is
/// 1 / (z sqrt(pi)) times a series in 1 / (2 z^2), good to 1e-9 at z = 15.
double transient_part(double t, double mu, double sigma, double alpha) {
    const double z = (mu - t + sigma * sigma * alpha) / (std::numbers::sqrt2 * sigma);
    if (z < 15) {
        return 0.5 * std::exp(alpha * (mu - t + 0.5 * sigma * sigma * alpha)) * std::erfc(z);
    }
    const double u = 1 / (2 * z * z);
    const double series = 1 - u * (1 - 3 * u * (1 - 5 * u));
    const double early = (mu - t) / sigma;
    return 0.5 * std::exp(-0.5 * early * early) * series / (z * std::sqrt(std::numbers::pi));
}

double curve(const LatencyFit& fit, double t) {
    double value = fit.sustained * sustained_part(t, fit.mu_ms, fit.sigma_ms);
    if (fit.transient > 0) {
        value += fit.transient * transient_part(t, fit.mu_ms, fit.sigma_ms, fit.alpha_per_ms);
    }
    return value;
}

/// The samples that are fitted, less the baseline.
struct Trace {
    std::vector<double> times{};
    std::vector<double> values{};
    double baseline = 0;
    double peak = 0;
    double peak_time = 0;
    std::string reason{};
};

Trace trace_of(std::span<const double> times,
               std::span<const double> rates,
               const LatencyFitSettings& settings) {
    require_equal_lengths(times.size(), rates.size(), "times and rates");
    Trace trace;
    if (!all_finite(rates)) {
        trace.reason = "a rate is not finite";
        return trace;
    }
    if (settings.subtract_baseline) {
        trace.baseline =
            mean_within(times, rates, settings.baseline_from_ms, settings.baseline_to_ms);
        if (std::isnan(trace.baseline)) {
            trace.reason = "no sample in the baseline window";
            return trace;
        }
    }
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (times[i] < settings.from_ms || times[i] > settings.to_ms) {
            continue;
        }
        trace.times.push_back(times[i]);
        trace.values.push_back(rates[i] - trace.baseline);
        if (trace.times.size() == 1 || trace.values.back() > trace.peak) {
            trace.peak = trace.values.back();
            trace.peak_time = times[i];
        }
    }
    if (trace.times.size() < 8) {
        trace.reason = "fewer than 8 samples to fit";
    } else if (!(trace.peak > settings.min_response)) {
        trace.reason = "no response above baseline";
    }
    return trace;
}

// Parameters of the search: mu, log sigma, log alpha; d and c are linear.
void set_parameters(const Trace& trace, std::span<const double> p, LatencyFit& fit) {
    fit.mu_ms = p[0];
    fit.sigma_ms = std::exp(p[1]);
    fit.alpha_per_ms = std::exp(p[2]);
    std::vector<double> transient(trace.times.size());
    std::vector<double> sustained(trace.times.size());
    for (std::size_t i = 0; i < trace.times.size(); ++i) {
        const double t = trace.times[i];
        transient[i] = transient_part(t, fit.mu_ms, fit.sigma_ms, fit.alpha_per_ms);
        sustained[i] = sustained_part(t, fit.mu_ms, fit.sigma_ms);
    }
    const TwoAmplitudes parts = fit_two_amplitudes(trace.values, transient, sustained);
    fit.transient = parts.first;
    fit.sustained = parts.second;
}

LeastSquaresFit search(const Trace& trace,
                       const LatencyFitSettings& settings,
                       const LatencyFit* start) {
    const double interval =
        (trace.times.back() - trace.times.front()) / static_cast<double>(trace.times.size() - 1);
    const std::vector<FitParameter> parameters{
        {"mu", trace.times.front(), trace.times.back()},
        {"sigma", std::log(interval / 4), std::log(settings.max_sigma_ms)},
        {"alpha", std::log(1e-4), std::log(1.0)}};
    std::vector<std::vector<double>> starts;
    if (start != nullptr && start->reason.empty()) {
        const double alpha = std::isfinite(start->alpha_per_ms) ? start->alpha_per_ms : 0.01;
        starts.push_back({start->mu_ms, std::log(start->sigma_ms), std::log(alpha)});
    } else {
        const double rise =
            first_crossing(trace.times, trace.values, 0.5 * trace.peak, trace.times.front());
        for (const double sigma : {4.0, 20.0}) {
            for (const double alpha : {0.005, 0.05}) {
                starts.push_back({rise, std::log(sigma), std::log(alpha)});
            }
        }
    }
    const auto residuals = [&](std::span<const double> p, std::span<double> out) {
        LatencyFit fit;
        set_parameters(trace, p, fit);
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = (curve(fit, trace.times[i]) - trace.values[i]) / trace.peak;
        }
    };
    // The latency is needed to a small part of a sample, not to the last digit.
    const FitSettings fit_settings{.tolerance = 1e-7, .max_evaluations = 600};
    LeastSquaresFit found =
        fit_least_squares(residuals, trace.times.size(), parameters, starts, fit_settings);
    found.sum_of_squares *= trace.peak * trace.peak;
    return found;
}

/// The largest value of f within the times: the best sample, refined between its neighbours.
double maximum_of(const LatencyFit& fit, const std::vector<double>& times) {
    std::size_t best = 0;
    double largest = curve(fit, times[0]);
    for (std::size_t i = 1; i < times.size(); ++i) {
        const double value = curve(fit, times[i]);
        if (value > largest) {
            largest = value;
            best = i;
        }
    }
    double low = times[best > 0 ? best - 1 : 0];
    double high = times[std::min(best + 1, times.size() - 1)];
    for (int i = 0; i < 40; ++i) {
        const double a = low + (high - low) / 3;
        const double b = high - (high - low) / 3;
        (curve(fit, a) < curve(fit, b) ? low : high) = curve(fit, a) < curve(fit, b) ? a : b;
    }
    return std::max(largest, curve(fit, (low + high) / 2));
}

double first_time_at(const LatencyFit& fit, const std::vector<double>& times, double level) {
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (curve(fit, times[i]) < level) {
            continue;
        }
        if (i == 0) {
            return kNoValue;
        }
        double low = times[i - 1];
        double high = times[i];
        for (int k = 0; k < 40; ++k) {
            const double middle = (low + high) / 2;
            (curve(fit, middle) < level ? low : high) = middle;
        }
        return (low + high) / 2;
    }
    return kNoValue;
}

std::string reason_against_fit(const LatencyFit& fit,
                               const LeastSquaresFit& found,
                               const LatencyFitSettings& settings) {
    for (const std::string& name : found.at_bound) {
        if (name == "mu") {
            return "the fitted onset lies at the edge of the times";
        }
    }
    if (fit.sigma_ms > 0.99 * settings.max_sigma_ms) {
        return "the onset is slower than the fit allows";
    }
    if (!(fit.r2 >= settings.min_r2)) {
        return "the fit explains too little of the trace";
    }
    return {};
}

LatencyFit without_value(std::string reason) {
    LatencyFit fit;
    fit.reason = std::move(reason);
    return fit;
}

}  // namespace

LatencyFit fit_latency(std::span<const double> times_ms,
                       std::span<const double> rates,
                       const LatencyFitSettings& settings,
                       const LatencyFit* start) {
    const Trace trace = trace_of(times_ms, rates, settings);
    if (!trace.reason.empty()) {
        return without_value(trace.reason);
    }
    const LeastSquaresFit found = search(trace, settings, start);
    if (!found.converged()) {
        return without_value(found.reason);
    }
    LatencyFit fit;
    set_parameters(trace, found.parameters, fit);
    fit.baseline = trace.baseline;
    fit.r2 = explained_variance(trace.values, found.sum_of_squares);
    const std::string reason = reason_against_fit(fit, found, settings);
    if (!reason.empty()) {
        return without_value(reason);
    }
    fit.maximum = maximum_of(fit, trace.times);
    fit.latency_ms = first_time_at(fit, trace.times, settings.criterion * fit.maximum);
    if (!(fit.transient > 0)) {
        fit.alpha_per_ms = kNoValue;
    }
    return std::isnan(fit.latency_ms) ? without_value("the fit starts above its criterion") : fit;
}

double evaluate(const LatencyFit& fit, double time_ms) {
    return fit.reason.empty() ? curve(fit, time_ms) : kNoValue;
}

}  // namespace ventral::analysis
