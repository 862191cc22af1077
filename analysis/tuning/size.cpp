#include "analysis/tuning/size.h"

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

/// int_{-d/2}^{d/2} exp(-(2 y / w)^2) dy
double gaussian_integral(double diameter, double width) {
    return width * std::sqrt(std::numbers::pi) / 2 * std::erf(diameter / width);
}

/// ((2 / sqrt(pi)) int_0^d exp(-(y / w)^2) dy)^2
double squared_integral(double diameter, double width) {
    const double integral = width * std::erf(diameter / width);
    return integral * integral;
}

double curve(const SizeFit& fit, double diameter) {
    const double surround_deg = fit.surround_gain > 0 ? fit.surround_deg : 1;
    if (fit.model == SizeModel::DifferenceOfGaussians) {
        return fit.spontaneous + fit.centre_gain * gaussian_integral(diameter, fit.centre_deg) -
               fit.surround_gain * gaussian_integral(diameter, surround_deg);
    }
    return fit.spontaneous + fit.centre_gain * squared_integral(diameter, fit.centre_deg) /
                                 (1 + fit.surround_gain * squared_integral(diameter, surround_deg));
}

/// The data of a fit, driven rates only.
struct Data {
    std::span<const double> diameters;
    std::vector<double> driven;
};

// Parameters of the search: log centre width, log (surround / centre), and for the ratio the log of
// the surround's strength at the largest diameter, ks Ls. Gains of the difference and kc are
// linear.
void difference_of(const Data& data, std::span<const double> p, SizeFit& fit) {
    fit.centre_deg = std::exp(p[0]);
    fit.surround_deg = std::exp(p[0] + p[1]);
    std::vector<double> centre(data.driven.size());
    std::vector<double> surround(data.driven.size());
    for (std::size_t i = 0; i < centre.size(); ++i) {
        centre[i] = gaussian_integral(data.diameters[i], fit.centre_deg);
        surround[i] = -gaussian_integral(data.diameters[i], fit.surround_deg);
    }
    const TwoAmplitudes gains = fit_two_amplitudes(data.driven, centre, surround);
    fit.centre_gain = gains.first;
    fit.surround_gain = gains.second;
}

void ratio_of(const Data& data, std::span<const double> p, SizeFit& fit) {
    fit.centre_deg = std::exp(p[0]);
    fit.surround_deg = std::exp(p[0] + p[1]);
    fit.surround_gain = std::exp(p[2]) / squared_integral(data.diameters.back(), fit.surround_deg);
    fit.centre_gain = 1;
    std::vector<double> shape(data.driven.size());
    for (std::size_t i = 0; i < shape.size(); ++i) {
        shape[i] = curve(fit, data.diameters[i]) - fit.spontaneous;
    }
    fit.centre_gain = fit_height(data.driven, shape);
}

void set_parameters(const Data& data, std::span<const double> p, SizeFit& fit) {
    if (fit.model == SizeModel::DifferenceOfGaussians) {
        difference_of(data, p, fit);
    } else {
        ratio_of(data, p, fit);
    }
}

constexpr double kLogNoSurround = -9;  // ks Ls below 1e-4: no suppression
constexpr double kLogTotal = 9;

LeastSquaresFit search(const Data& data, const SizeFit& model) {
    const double smallest = data.diameters.front();
    const double largest = data.diameters.back();
    std::vector<FitParameter> parameters{{"centre", std::log(smallest / 4), std::log(4 * largest)},
                                         {"surround over centre", std::log(1.02), std::log(50.0)}};
    std::vector<std::vector<double>> starts;
    const bool is_ratio = model.model == SizeModel::RatioOfGaussians;
    if (is_ratio) {
        parameters.push_back({"surround strength", kLogNoSurround, kLogTotal});
    }
    const double best = std::max(smallest, data.diameters[index_of_largest(data.driven)]);
    for (const double centre : {0.3, 0.7, 1.2}) {
        for (const double over : {1.3, 3.0, 8.0}) {
            starts.push_back({std::log(centre * best), std::log(over)});
            if (is_ratio) {
                starts.back().push_back(0);
            }
        }
    }
    const auto residuals = [&](std::span<const double> p, std::span<double> out) {
        SizeFit fit = model;
        set_parameters(data, p, fit);
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = curve(fit, data.diameters[i]) - fit.spontaneous - data.driven[i];
        }
    };
    return fit_least_squares(residuals, data.driven.size(), parameters, starts);
}

SizeSummary summarize(const SizeFit& fit, double smallest, double largest) {
    constexpr int kSteps = 4000;
    std::vector<double> diameters;
    std::vector<double> rates;
    for (int i = 0; i <= kSteps; ++i) {
        const double share = static_cast<double>(i) / kSteps;
        diameters.push_back(smallest * std::pow(largest / smallest, share));
        rates.push_back(curve(fit, diameters.back()));
    }
    return summarize_size_curve(diameters, rates, fit.spontaneous);
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string_view name_of(SizeModel model) {
    return model == SizeModel::DifferenceOfGaussians ? "difference of integrals of Gaussians"
                                                     : "ratio of Gaussians";
}

SizeFit fit_size(std::span<const double> diameters_deg,
                 std::span<const double> rates,
                 SizeModel model,
                 double spontaneous) {
    SizeFit fit{.model = model, .spontaneous = spontaneous};
    fit.reason = reason_against(diameters_deg, rates, 6);
    if (!fit.reason.empty()) {
        return fit;
    }
    if (!(diameters_deg[0] > 0) || !ascends(diameters_deg)) {
        throw base::ConfigError({.what = "the diameters of a size-tuning curve must be above 0 and "
                                         "ascend"});
    }
    Data data{diameters_deg, std::vector<double>(rates.begin(), rates.end())};
    for (double& rate : data.driven) {
        rate -= spontaneous;
    }
    if (!(*std::max_element(data.driven.begin(), data.driven.end()) > 0)) {
        fit.reason = "no size drives the cell above its spontaneous rate";
        return fit;
    }
    const LeastSquaresFit found = search(data, fit);
    if (!found.converged()) {
        fit.reason = found.reason;
        return fit;
    }
    SizeFit result = fit;
    set_parameters(data, found.parameters, result);
    if (!(result.centre_gain > 0) || contains(found.at_bound, "centre")) {
        fit.reason = "the centre is smaller or larger than the sizes shown can resolve";
        return fit;
    }
    if (model == SizeModel::RatioOfGaussians && found.parameters[2] < kLogNoSurround + 0.01) {
        result.surround_gain = 0;
    }
    if (!(result.surround_gain > 0)) {
        result.surround_deg = kNoValue;
    }
    result.summary = summarize(result, diameters_deg.front(), diameters_deg.back());
    result.r2 = explained_variance(rates, found.sum_of_squares);
    return result;
}

double evaluate(const SizeFit& fit, double diameter_deg) {
    return fit.reason.empty() ? curve(fit, diameter_deg) : kNoValue;
}

}  // namespace ventral::analysis
