#include "analysis/latency/latency.h"

#include "analysis/response_summary.h"
#include "analysis/statistics/descriptive.h"
#include "analysis/timecourse/curves.h"
#include "sim/base/text.h"

#include <cmath>
#include <vector>

namespace ventral::analysis {

namespace {

struct BaselineSamples {
    double mean = kNoValue;
    double sd = kNoValue;
};

BaselineSamples baseline_of(std::span<const double> times,
                            std::span<const double> rates,
                            const LatencySettings& settings) {
    const std::vector<double> samples =
        samples_within(times, rates, {settings.baseline_from_ms, settings.baseline_to_ms});
    return {mean(samples), standard_deviation(samples)};
}

LatencyFitSettings fit_settings(const LatencySettings& settings) {
    LatencyFitSettings fit = settings.fit;
    fit.baseline_from_ms = settings.baseline_from_ms;
    fit.baseline_to_ms = settings.baseline_to_ms;
    fit.min_response = settings.min_response;
    return fit;
}

Measured half_peak(std::span<const double> times,
                   std::span<const double> rates,
                   const LatencySettings& settings) {
    const double baseline = baseline_of(times, rates, settings).mean;
    if (std::isnan(baseline)) {
        return no_value("no sample in the baseline window");
    }
    double peak = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < times.size(); ++i) {
        peak = times[i] >= settings.from_ms && rates[i] > peak ? rates[i] : peak;
    }
    if (!(peak - baseline > settings.min_response)) {
        return no_value("no response above baseline");
    }
    return {first_crossing(times, rates, baseline + (peak - baseline) / 2, settings.from_ms), {}};
}

Measured latency_of(std::span<const double> times,
                    std::span<const double> rates,
                    const LatencySettings& settings,
                    const LatencyFit* start) {
    require_equal_lengths(times.size(), rates.size(), "times and rates");
    if (!all_finite(rates)) {
        return no_value("a rate is not finite");
    }
    if (settings.estimator == LatencyEstimator::HalfPeak) {
        return half_peak(times, rates, settings);
    }
    if (settings.estimator == LatencyEstimator::BaselineSd) {
        return first_bin_above_baseline(times, rates, settings);
    }
    const LatencyFit fit = fit_latency(times, rates, fit_settings(settings), start);
    if (fit.reason.empty() && fit.latency_ms < settings.from_ms) {
        return no_value("the fitted latency lies before the times it may have");
    }
    return {fit.latency_ms, fit.reason};
}

}  // namespace

std::string describe(const LatencySettings& settings) {
    switch (settings.estimator) {
        case LatencyEstimator::HalfPeak:
            return "half of the peak above baseline";
        case LatencyEstimator::BaselineSd:
            return base::str("first of ", settings.num_bins, " bins above baseline + ",
                             base::format_number(settings.num_sd), " SD");
        case LatencyEstimator::Fit:
            break;
    }
    return base::str(base::format_number(100 * settings.fit.criterion), " % of the fitted maximum");
}

Measured first_bin_above_baseline(std::span<const double> times_ms,
                                  std::span<const double> rates,
                                  const LatencySettings& settings) {
    require_equal_lengths(times_ms.size(), rates.size(), "times and rates");
    const BaselineSamples baseline = baseline_of(times_ms, rates, settings);
    if (std::isnan(baseline.sd)) {
        return no_value("fewer than 2 samples in the baseline window");
    }
    if (!(baseline.sd > 1e-9 * std::abs(baseline.mean))) {
        return no_value("the baseline does not vary: its SD is no criterion for a noiseless trace");
    }
    const double level = baseline.mean + settings.num_sd * baseline.sd;
    std::size_t num_above = 0;
    for (std::size_t i = 0; i < times_ms.size(); ++i) {
        const bool above = times_ms[i] >= settings.from_ms && rates[i] > level;
        num_above = above ? num_above + 1 : 0;
        if (above && num_above >= settings.num_bins) {
            return {times_ms[i + 1 - num_above], {}};
        }
    }
    return no_value("no response above baseline");
}

void set_interval(Latency& latency, const BootstrapResult& result) {
    latency.interval = result.interval;
    latency.num_failed = result.num_failed;
    latency.reason = result.reason;
}

Latency measure_latency(std::span<const double> times_ms,
                        std::span<const double> rates,
                        const LatencySettings& settings) {
    const Measured found = latency_of(times_ms, rates, settings, nullptr);
    return {.latency_ms = found.value, .estimator = describe(settings), .reason = found.reason};
}

Latency measure_latency(std::span<const double> times_ms,
                        const Rows& rows,
                        const LatencySettings& settings,
                        const BootstrapSettings& bootstrap_settings) {
    require_whole_rows(rows, "time courses");
    Latency latency = measure_latency(times_ms, mean_of_rows(rows), settings);
    if (!latency.reason.empty()) {
        return latency;
    }
    // Every resample's search starts from the fit of the whole sample.
    LatencyFit start;
    const bool fitted = settings.estimator == LatencyEstimator::Fit;
    if (fitted) {
        start = fit_latency(times_ms, mean_of_rows(rows), fit_settings(settings));
    }
    const auto statistic = [&](std::span<const std::size_t> chosen) {
        const std::vector<double> curve = mean_of_rows(rows, chosen);
        return latency_of(times_ms, curve, settings, fitted ? &start : nullptr).value;
    };
    set_interval(latency, bootstrap(rows.count(), statistic, bootstrap_settings));
    return latency;
}

}  // namespace ventral::analysis
