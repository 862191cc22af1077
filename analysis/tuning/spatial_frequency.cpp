#include "analysis/tuning/spatial_frequency.h"

#include "analysis/fit/least_squares.h"
#include "analysis/fit/linear_part.h"
#include "analysis/tuning/samples.h"
#include "sim/base/errors.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace ventral::analysis {

namespace {

double form(double octaves_from_peak, double sd_octaves) {
    const double z = octaves_from_peak / sd_octaves;
    return std::exp(-0.5 * z * z);
}

const double kHalfWidthOfSd = std::sqrt(2 * std::numbers::ln2);
constexpr double kWidestSd = 6;  // octaves

}  // namespace

SpatialFrequencyFit fit_spatial_frequency(std::span<const double> frequencies_cpd,
                                          std::span<const double> rates,
                                          double spontaneous) {
    SpatialFrequencyFit fit{.spontaneous = spontaneous};
    fit.reason = reason_against(frequencies_cpd, rates, 4);
    if (!fit.reason.empty()) {
        return fit;
    }
    std::vector<double> octaves;
    std::vector<double> driven;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        if (!(frequencies_cpd[i] > 0)) {
            throw base::ConfigError({.what = "a spatial frequency is not above 0"});
        }
        octaves.push_back(std::log2(frequencies_cpd[i]));
        driven.push_back(rates[i] - spontaneous);
    }
    std::vector<double> shape(rates.size());
    const auto height_at = [&](std::span<const double> p) {
        for (std::size_t i = 0; i < shape.size(); ++i) {
            shape[i] = form(octaves[i] - p[0], std::exp(p[1]));
        }
        return fit_height(driven, shape);
    };
    const auto residuals = [&](std::span<const double> p, std::span<double> out) {
        const double height = height_at(p);
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = height * shape[i] - driven[i];
        }
    };
    const auto [lowest, highest] = std::minmax_element(octaves.begin(), octaves.end());
    const std::vector<FitParameter> parameters{
        {"preferred frequency", *lowest, *highest},
        {"bandwidth", std::log(smallest_spacing(octaves) / 4), std::log(kWidestSd)}};
    const double best = octaves[index_of_largest(driven)];
    const std::vector<std::vector<double>> starts{
        {best, std::log(0.5)}, {best, std::log(1.0)}, {best, std::log(2.0)}};
    const LeastSquaresFit found = fit_least_squares(residuals, rates.size(), parameters, starts);
    if (!found.converged()) {
        fit.reason = found.reason;
        return fit;
    }
    const double height = height_at(found.parameters);
    const double sd = std::exp(found.parameters[1]);
    if (!(height > 0)) {
        fit.reason = "no spatial frequency drives the cell above its spontaneous rate";
    } else if (found.parameters[0] < *lowest + 1e-3) {
        fit.reason = "low-pass: the peak lies below the frequencies shown";
    } else if (found.parameters[0] > *highest - 1e-3) {
        fit.reason = "high-pass: the peak lies above the frequencies shown";
    } else if (!found.at_bound.empty()) {
        fit.reason = "the tuning is wider or narrower than the frequencies shown can resolve";
    } else {
        fit.preferred_cpd = std::exp2(found.parameters[0]);
        fit.amplitude = height;
        fit.bandwidth_octaves = 2 * kHalfWidthOfSd * sd;
        fit.low_cut_cpd = std::exp2(found.parameters[0] - kHalfWidthOfSd * sd);
        fit.high_cut_cpd = std::exp2(found.parameters[0] + kHalfWidthOfSd * sd);
        fit.r2 = explained_variance(rates, found.sum_of_squares);
    }
    return fit;
}

double evaluate(const SpatialFrequencyFit& fit, double frequency_cpd) {
    if (!fit.reason.empty()) {
        return kNoValue;
    }
    const double sd = fit.bandwidth_octaves / (2 * kHalfWidthOfSd);
    return fit.spontaneous + fit.amplitude * form(std::log2(frequency_cpd / fit.preferred_cpd), sd);
}

}  // namespace ventral::analysis
