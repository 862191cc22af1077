#include "analysis/indices/contrast_index.h"

#include "analysis/rows.h"
#include "analysis/statistics/descriptive.h"

#include <cmath>

namespace ventral::analysis {

Measured contrast_index(double a, double b) {
    if (!std::isfinite(a) || !std::isfinite(b)) {
        return no_value("a response is not finite");
    }
    if (a < 0 || b < 0) {
        return no_value("a response is negative: the index would leave -1 .. 1");
    }
    return a + b > 0 ? Measured{(a - b) / (a + b), {}} : no_value("no response");
}

Measured ratio(double a, double b) {
    if (!std::isfinite(a) || !std::isfinite(b)) {
        return no_value("a response is not finite");
    }
    return b > 0 ? Measured{a / b, {}} : no_value("the response divided by is not above zero");
}

double index_of_ratio(double ratio_b_to_a) {
    return (1 - ratio_b_to_a) / (1 + ratio_b_to_a);
}

double ratio_of_index(double index) {
    return (1 - index) / (1 + index);
}

Measured d_prime(std::span<const double> a, std::span<const double> b) {
    if (a.size() < 2 || b.size() < 2) {
        return no_value("d' needs at least 2 trials of each");
    }
    if (!all_finite(a) || !all_finite(b)) {
        return no_value("a value is not finite");
    }
    const double sd_a = standard_deviation(a);
    const double sd_b = standard_deviation(b);
    const double variance = (sd_a * sd_a + sd_b * sd_b) / 2;
    return variance > 0 ? Measured{(mean(a) - mean(b)) / std::sqrt(variance), {}}
                        : no_value("the trials do not vary");
}

AttentionEffect attention_effect(double attended, double unattended) {
    AttentionEffect effect{.index = contrast_index(attended, unattended),
                           .gain_percent = ratio(attended, unattended)};
    if (effect.gain_percent.reason.empty()) {
        effect.gain_percent.value = 100 * (effect.gain_percent.value - 1);
    }
    return effect;
}

std::vector<WindowModulation> modulation_by_window(std::span<const double> times_ms,
                                                   std::span<const double> a,
                                                   std::span<const double> b,
                                                   std::span<const TimeWindow> windows) {
    std::vector<WindowModulation> result;
    for (const TimeWindow& window : windows) {
        const Measured mean_a = window_mean(times_ms, a, window);
        const Measured mean_b = window_mean(times_ms, b, window);
        WindowModulation modulation{.window = window,
                                    .a = mean_a.value,
                                    .b = mean_b.value,
                                    .difference = mean_a.value - mean_b.value};
        modulation.reason = mean_a.reason.empty() ? mean_b.reason : mean_a.reason;
        modulation.index = modulation.reason.empty() ? contrast_index(mean_a.value, mean_b.value)
                                                     : no_value(modulation.reason);
        result.push_back(modulation);
    }
    return result;
}

}  // namespace ventral::analysis
