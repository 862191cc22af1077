#include "analysis/tuning/annulus.h"

#include "analysis/rows.h"
#include "analysis/tuning/samples.h"
#include "sim/base/errors.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace ventral::analysis {

namespace {

/// Indices of the holes, the largest first: the order in which the annulus grows inward.
std::vector<std::size_t> going_inward(std::span<const double> inner_deg) {
    std::vector<std::size_t> order(inner_deg.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return inner_deg[a] > inner_deg[b]; });
    return order;
}

void require_ascending(std::span<const double> diameters_deg) {
    if (!ascends(diameters_deg)) {
        throw base::ConfigError({.what = "the diameters do not ascend"});
    }
}

std::string reason_against_annuli(std::span<const double> inner_deg,
                                  std::span<const double> rates,
                                  double centre_alone) {
    require_equal_lengths(inner_deg.size(), rates.size(), "inner diameters and rates");
    if (rates.empty()) {
        return "no annulus was shown";
    }
    if (!all_finite(inner_deg) || !all_finite(rates) || !std::isfinite(centre_alone)) {
        return "a value is not finite";
    }
    return centre_alone > 0 ? "" : "the centre alone does not drive the cell";
}

}  // namespace

AnnulusSummary summarize_annuli(std::span<const double> inner_deg,
                                std::span<const double> rates,
                                double centre_alone) {
    AnnulusSummary summary;
    summary.reason = reason_against_annuli(inner_deg, rates, centre_alone);
    if (!summary.reason.empty()) {
        return summary;
    }
    const std::size_t best = index_of_largest(rates);
    const double peak = rates[best];
    summary.facilitation_percent = 100 * (peak - centre_alone) / centre_alone;
    summary.facilitation_peak_deg = inner_deg[best];
    summary.strongest_suppression =
        1 - *std::min_element(rates.begin(), rates.end()) / centre_alone;
    for (const std::size_t i : going_inward(inner_deg)) {
        if (std::isnan(summary.facilitation_onset_deg) && rates[i] > 1.1 * centre_alone) {
            summary.facilitation_onset_deg = inner_deg[i];
        }
        if (std::isnan(summary.suppression_onset_deg) && rates[i] < 0.9 * centre_alone) {
            summary.suppression_onset_deg = inner_deg[i];
        }
        if (std::isnan(summary.suppression_onset_from_peak_deg) && rates[i] < 0.9 * peak &&
            inner_deg[i] < inner_deg[best]) {
            summary.suppression_onset_from_peak_deg = inner_deg[i];
        }
    }
    return summary;
}

Measured annular_minimum_response_field(std::span<const double> inner_deg,
                                        std::span<const double> rates,
                                        double largest_patch_response) {
    const std::string reason = reason_against_annuli(inner_deg, rates, largest_patch_response);
    if (!reason.empty()) {
        return no_value(reason);
    }
    require_ascending(inner_deg);
    const double level = 0.05 * largest_patch_response;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        if (rates[i] > level) {
            continue;
        }
        if (i == 0) {
            return no_value("the smallest hole already silences the cell");
        }
        const double share = (rates[i - 1] - level) / (rates[i - 1] - rates[i]);
        return {inner_deg[i - 1] + share * (inner_deg[i] - inner_deg[i - 1]), {}};
    }
    return no_value("no hole brings the response down to 5 % of the largest patch response");
}

Measured near_surround_facilitation(std::span<const double> diameters_deg,
                                    std::span<const double> rates_low,
                                    double srf_high_deg) {
    const std::string reason = reason_against(diameters_deg, rates_low, 3);
    if (!reason.empty()) {
        return no_value(reason);
    }
    require_ascending(diameters_deg);
    if (!(srf_high_deg >= diameters_deg.front() && srf_high_deg <= diameters_deg.back())) {
        return no_value("SRF_high lies outside the sizes shown at low contrast");
    }
    const auto above = std::lower_bound(diameters_deg.begin(), diameters_deg.end(), srf_high_deg);
    const auto i = static_cast<std::size_t>(above - diameters_deg.begin());
    double at_srf = rates_low[i];
    if (diameters_deg[i] > srf_high_deg) {
        const double share =
            (srf_high_deg - diameters_deg[i - 1]) / (diameters_deg[i] - diameters_deg[i - 1]);
        at_srf = rates_low[i - 1] + share * (rates_low[i] - rates_low[i - 1]);
    }
    if (!(at_srf > 0)) {
        return no_value("no response at SRF_high and low contrast");
    }
    return {100 * (rates_low[index_of_largest(rates_low)] - at_srf) / at_srf, {}};
}

}  // namespace ventral::analysis
