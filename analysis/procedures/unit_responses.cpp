#include "analysis/procedures/unit_responses.h"

#include "analysis/response_summary.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <map>
#include <numbers>

namespace ventral::analysis {

namespace {

/// 2 |<r e^(-2 pi i f t)>| over the whole cycles that end the window.
double fundamental(std::span<const double> times_ms,
                   std::span<const double> rates,
                   const ResponseWindow& window) {
    const double cycle_ms = 1000 / window.frequency_hz;
    const double cycles = std::floor((window.window_ms[1] - window.window_ms[0]) / cycle_ms + 1e-9);
    const double begin_ms = window.window_ms[1] - cycles * cycle_ms;
    std::complex<double> sum = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < times_ms.size(); ++i) {
        if (times_ms[i] >= begin_ms - 1e-9 && times_ms[i] < window.window_ms[1] - 1e-9) {
            const double phase = -2 * std::numbers::pi * times_ms[i] / cycle_ms;
            sum += rates[i] * std::polar(1.0, phase);
            ++count;
        }
    }
    return count == 0 || cycles < 1 ? kNoValue : 2 * std::abs(sum) / static_cast<double>(count);
}

double baseline_of(std::span<const double> times_ms, std::span<const double> rates) {
    return mean_within(times_ms, rates, -std::numeric_limits<double>::infinity(), 0);
}

}  // namespace

double response_to(std::span<const double> times_ms,
                   std::span<const double> rates,
                   const ResponseWindow& window) {
    const double mean = mean_within(times_ms, rates, window.window_ms[0], window.window_ms[1]);
    switch (window.measure) {
        case ResponseMeasure::Mean:
            return mean;
        case ResponseMeasure::Fundamental:
            return fundamental(times_ms, rates, window);
        case ResponseMeasure::Larger:
            return std::max(fundamental(times_ms, rates, window),
                            mean - baseline_of(times_ms, rates));
    }
    return kNoValue;
}

double spontaneous_response(const UnitResponses& responses) {
    double sum = 0;
    for (const std::vector<double>& rates : responses.rates) {
        sum += baseline_of(responses.times_ms, rates);
    }
    return sum / static_cast<double>(responses.rates.size());
}

const std::vector<double>& factor_values(const UnitResponses& responses,
                                         const std::string& factor) {
    std::vector<std::string> names;
    for (const base::Axis& axis : responses.factors) {
        if (axis.name == factor && axis.labels.empty()) {
            return axis.values;
        }
        names.push_back(axis.name);
    }
    throw base::ConfigError({.what = "the procedure needs a factor of numbers",
                             .got = factor,
                             .allowed = base::join(names),
                             .hint = base::did_you_mean(factor, names)});
}

TuningCurve tuning_curve(const UnitResponses& responses,
                         const std::string& factor,
                         const ResponseWindow& window) {
    const std::vector<double>& values = factor_values(responses, factor);
    std::map<double, std::pair<double, int>> sums;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isfinite(values[i])) {
            auto& [sum, count] = sums[values[i]];
            sum += response_to(responses.times_ms, responses.rates[i], window);
            ++count;
        }
    }
    TuningCurve curve;
    for (const auto& [level, sum] : sums) {
        curve.levels.push_back(level);
        curve.rates.push_back(sum.first / sum.second);
    }
    return curve;
}

double spontaneous_of(const UnitResponses& responses, const ResponseWindow& window) {
    return window.measure == ResponseMeasure::Mean ? spontaneous_response(responses) : 0;
}

}  // namespace ventral::analysis
