#include "analysis/tuning/samples.h"
#include "analysis/tuning/size.h"

#include "sim/base/errors.h"

#include <cmath>
#include <vector>

namespace ventral::analysis {

namespace {

/// Where the line between two points reaches a level.
double crossing(double x0, double y0, double x1, double y1, double level) {
    return y1 == y0 ? x1 : x0 + (level - y0) / (y1 - y0) * (x1 - x0);
}

}  // namespace

SizeSummary summarize_size_curve(std::span<const double> diameters_deg,
                                 std::span<const double> rates,
                                 double spontaneous) {
    SizeSummary summary;
    summary.reason = reason_against(diameters_deg, rates, 3);
    if (!summary.reason.empty()) {
        return summary;
    }
    if (!ascends(diameters_deg)) {
        throw base::ConfigError({.what = "the diameters of a size-tuning curve do not ascend"});
    }
    std::vector<double> driven(rates.begin(), rates.end());
    for (double& rate : driven) {
        rate -= spontaneous;
    }
    const std::size_t best = index_of_largest(driven);
    const double peak = driven[best];
    if (!(peak > 0)) {
        summary.reason = "no size drives the cell above its spontaneous rate";
        return summary;
    }
    summary.peak = peak;
    summary.asymptote = driven.back();
    summary.srf_deg = diameters_deg[best];
    summary.peak_at_largest = best + 1 == driven.size();
    summary.suppression_index = (peak - summary.asymptote) / peak;
    const double gsf_level = 0.95 * peak;
    for (std::size_t i = 0; i <= best; ++i) {
        if (driven[i] >= gsf_level) {
            summary.gsf_deg = i == 0 ? diameters_deg[0]
                                     : crossing(diameters_deg[i - 1], driven[i - 1],
                                                diameters_deg[i], driven[i], gsf_level);
            break;
        }
    }
    const double extent_level = 1.05 * summary.asymptote;
    if (summary.asymptote > 0 && peak > extent_level) {
        for (std::size_t i = best + 1; i < driven.size(); ++i) {
            if (driven[i] <= extent_level) {
                summary.surround_extent_deg = crossing(diameters_deg[i - 1], driven[i - 1],
                                                       diameters_deg[i], driven[i], extent_level);
                break;
            }
        }
    }
    return summary;
}

}  // namespace ventral::analysis
