#include "analysis/timecourse/curves.h"

#include "analysis/rows.h"
#include "analysis/statistics/descriptive.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

double interval_of(std::span<const double> times) {
    return times.size() > 1 ? (times.back() - times.front()) / static_cast<double>(times.size() - 1)
                            : 0;
}

std::string recording(std::span<const double> times) {
    return base::str("the recording from ", base::format_number(times.front()), " to ",
                     base::format_number(times.back()), " ms");
}

std::string reason_against_window(std::span<const double> times,
                                  std::span<const double> values,
                                  const TimeWindow& window) {
    if (times.empty()) {
        return "the recording is empty";
    }
    const double margin = 1.001 * interval_of(times);
    const bool early = std::isfinite(window.begin_ms) && window.begin_ms < times.front() - margin;
    const bool late = std::isfinite(window.end_ms) && window.end_ms > times.back() + margin;
    if (early || late || values.empty()) {
        return base::str("the window ", describe(window), " does not lie within ",
                         recording(times));
    }
    return all_finite(values) ? "" : "a rate in the window is not finite";
}

/// Weighted running mean of what lies within `reach` samples; weights renormalized at the ends.
template <class Weight>
std::vector<double> running_mean(std::span<const double> rates, long reach, const Weight& weight) {
    const auto count = static_cast<long>(rates.size());
    std::vector<double> smooth(rates.size());
    for (long i = 0; i < count; ++i) {
        double sum = 0;
        double weights = 0;
        for (long k = std::max(0L, i - reach); k <= std::min(count - 1, i + reach); ++k) {
            const double w = weight(k - i);
            sum += w * rates[static_cast<std::size_t>(k)];
            weights += w;
        }
        smooth[static_cast<std::size_t>(i)] = sum / weights;
    }
    return smooth;
}

void require_widths(double interval_ms, double width_ms) {
    if (!(interval_ms > 0) || !(width_ms >= 0)) {
        throw base::ConfigError(
            {.what = "smoothing",
             .got = base::str("interval ", interval_ms, " ms, width ", width_ms, " ms"),
             .allowed = "an interval above 0 and a width of at least 0"});
    }
}

/// r -> (r - shift) / divisor * factor
Curve rescale(std::span<const double> rates, double shift, double divisor, double factor = 1) {
    Curve curve;
    for (const double rate : rates) {
        curve.values.push_back(factor * (rate - shift) / divisor);
    }
    return curve;
}

Measured peak_of(std::span<const double> times,
                 std::span<const double> rates,
                 const NormalizationSettings& settings) {
    std::vector<double> smooth(rates.begin(), rates.end());
    if (settings.smoothing_ms > 0) {
        smooth = smooth_gaussian(rates, interval_of(times), settings.smoothing_ms);
    }
    const std::vector<double> values = samples_within(times, smooth, settings.peak);
    if (values.empty()) {
        return no_value(base::str("the window ", describe(settings.peak), " does not lie within ",
                                  recording(times)));
    }
    return {*std::max_element(values.begin(), values.end()), {}};
}

}  // namespace

std::vector<double> samples_within(std::span<const double> times,
                                   std::span<const double> rates,
                                   const TimeWindow& window) {
    std::vector<double> values;
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (times[i] >= window.begin_ms && times[i] < window.end_ms) {
            values.push_back(rates[i]);
        }
    }
    return values;
}

std::string describe(const TimeWindow& window) {
    const std::string begin =
        std::isfinite(window.begin_ms) ? base::format_number(window.begin_ms) + " <= " : "";
    const std::string end =
        std::isfinite(window.end_ms) ? " < " + base::format_number(window.end_ms) + " ms" : "";
    return begin + "t" + end + (end.empty() ? " ms" : "");
}

Measured window_mean(std::span<const double> times_ms,
                     std::span<const double> rates,
                     const TimeWindow& window) {
    require_equal_lengths(times_ms.size(), rates.size(), "times and rates");
    const std::vector<double> values = samples_within(times_ms, rates, window);
    std::string reason = reason_against_window(times_ms, values, window);
    return reason.empty() ? Measured{mean(values), {}} : no_value(std::move(reason));
}

Baseline measure_baseline(std::span<const double> times_ms,
                          std::span<const double> rates,
                          const TimeWindow& window) {
    require_equal_lengths(times_ms.size(), rates.size(), "times and rates");
    const std::vector<double> values = samples_within(times_ms, rates, window);
    Baseline baseline{.num_samples = values.size()};
    baseline.reason = reason_against_window(times_ms, values, window);
    if (baseline.reason.empty()) {
        baseline.mean = mean(values);
        baseline.sd = standard_deviation(values);
    }
    return baseline;
}

std::string_view name_of(Normalization normalization) {
    switch (normalization) {
        case Normalization::SubtractBaseline:
            return "less the baseline";
        case Normalization::PeakOfReference:
            return "share of the mean response's peak above baseline";
        case Normalization::OwnPeak:
            return "share of its own peak";
        case Normalization::BaselineSd:
            return "standard deviations of the baseline";
        case Normalization::PercentOfBaseline:
            return "per cent change from the baseline";
    }
    return "";
}

Curve normalize(std::span<const double> times_ms,
                std::span<const double> rates,
                const NormalizationSettings& settings,
                std::span<const double> reference) {
    const auto used = reference.empty() ? rates : reference;
    require_equal_lengths(times_ms.size(), rates.size(), "times and rates");
    require_equal_lengths(times_ms.size(), used.size(), "times and the reference");
    if (times_ms.empty()) {
        return {{}, "the recording is empty"};
    }
    if (!all_finite(rates) || !all_finite(used)) {
        return {{}, "a rate is not finite"};
    }
    const Baseline baseline = measure_baseline(times_ms, used, settings.baseline);
    const Measured peak = peak_of(times_ms, used, settings);
    if (settings.normalization == Normalization::OwnPeak) {
        const Measured own = peak_of(times_ms, rates, settings);
        return own.value > 0 ? rescale(rates, 0, own.value) : Curve{{}, "no response"};
    }
    if (!baseline.reason.empty()) {
        return {{}, baseline.reason};
    }
    switch (settings.normalization) {
        case Normalization::SubtractBaseline:
            return rescale(rates, baseline.mean, 1);
        case Normalization::BaselineSd:
            return baseline.sd > 0 ? rescale(rates, baseline.mean, baseline.sd)
                                   : Curve{{}, "the baseline does not vary"};
        case Normalization::PercentOfBaseline:
            return baseline.mean > 0 ? rescale(rates, baseline.mean, baseline.mean, 100)
                                     : Curve{{}, "the baseline is zero"};
        default:
            break;
    }
    if (!peak.reason.empty()) {
        return {{}, peak.reason};
    }
    const double rise = peak.value - baseline.mean;
    return rise > 0 ? rescale(rates, baseline.mean, rise) : Curve{{}, "no response above baseline"};
}

std::vector<double> smooth_gaussian(std::span<const double> rates,
                                    double interval_ms,
                                    double sd_ms) {
    require_widths(interval_ms, sd_ms);
    if (sd_ms == 0) {
        return {rates.begin(), rates.end()};
    }
    const double sd = sd_ms / interval_ms;
    return running_mean(rates, std::lround(std::ceil(5 * sd)), [sd](long k) {
        const double z = static_cast<double>(k) / sd;
        return std::exp(-0.5 * z * z);
    });
}

std::vector<double> smooth_boxcar(std::span<const double> rates,
                                  double interval_ms,
                                  double width_ms) {
    require_widths(interval_ms, width_ms);
    const long reach = std::lround(std::floor(width_ms / interval_ms / 2 + 1e-9));
    return running_mean(rates, reach, [](long) { return 1.0; });
}

std::vector<double> difference(std::span<const double> a, std::span<const double> b) {
    require_equal_lengths(a.size(), b.size(), "the two curves of a difference");
    std::vector<double> result(a.begin(), a.end());
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] -= b[i];
    }
    return result;
}

}  // namespace ventral::analysis
