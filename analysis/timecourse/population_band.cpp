#include "analysis/timecourse/population_band.h"

#include "analysis/statistics/descriptive.h"
#include "sim/base/errors.h"

#include <algorithm>

namespace ventral::analysis {

PopulationBand population_band(const Rows& units, const BootstrapSettings& settings) {
    require_whole_rows(units, "time courses of units");
    if (settings.num_resamples < 2 || !(settings.confidence > 0 && settings.confidence < 1)) {
        throw base::ConfigError({.what = "a bootstrap needs at least 2 resamples and a confidence "
                                         "between 0 and 1"});
    }
    PopulationBand band;
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i < units.count(); ++i) {
        if (all_finite(units.row(i))) {
            used.push_back(i);
        }
    }
    band.num_units = used.size();
    band.num_left_out = units.count() - used.size();
    if (used.empty()) {
        band.reason = "no unit has a whole time course";
        return band;
    }
    band.mean = mean_of_rows(units, used);
    if (used.size() < 2) {
        band.reason = "one unit has no band";
        return band;
    }
    std::vector<double> means(settings.num_resamples * units.length);
    for_each_index(
        settings.num_resamples, settings.num_threads,
        [&](std::size_t i) {
            std::vector<std::size_t> chosen = resample_indices(used.size(), settings.seed, i);
            for (std::size_t& index : chosen) {
                index = used[index];
            }
            const std::vector<double> mean = mean_of_rows(units, chosen);
            for (std::size_t k = 0; k < mean.size(); ++k) {
                means[k * settings.num_resamples + i] = mean[k];
            }
        },
        settings.progress);
    const double tail = (1 - settings.confidence) / 2;
    for (std::size_t k = 0; k < units.length; ++k) {
        const auto at_time =
            std::span(means).subspan(k * settings.num_resamples, settings.num_resamples);
        band.low.push_back(quantile(at_time, tail));
        band.high.push_back(quantile(at_time, 1 - tail));
    }
    return band;
}

PopulationBand figure_band(const Rows& units, double most_work) {
    constexpr double kFewestResamples = 100;
    constexpr double kMostResamples = 400;
    const double numbers = std::max(1.0, static_cast<double>(units.values.size()));
    const double resamples = std::min(kMostResamples, most_work / numbers);
    if (resamples < kFewestResamples) {
        return {.reason = "too many time courses for a band"};
    }
    return population_band(units, {.num_resamples = static_cast<std::size_t>(resamples)});
}

}  // namespace ventral::analysis
