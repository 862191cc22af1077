#include "analysis/tuning/orientation.h"

#include "analysis/fit/least_squares.h"
#include "analysis/fit/linear_part.h"
#include "analysis/tuning/samples.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

namespace ventral::analysis {

namespace {

constexpr double kRadians = std::numbers::pi / 180;

/// In [0, 180). A tiny negative angle would be rounded to 180 itself; it is 0.
double wrap_180(double degrees) {
    const double remainder = std::fmod(degrees, 180.0);
    const double wrapped = remainder < 0 ? remainder + 180 : remainder;
    return wrapped < 180 ? wrapped : 0;
}

/// The curve's form before it is scaled, largest at 0. @param width kappa, or sigma in degrees.
double form(OrientationModel model, double width, double distance_deg) {
    if (model == OrientationModel::VonMises) {
        return std::exp(width * (std::cos(2 * distance_deg * kRadians) - 1));
    }
    double sum = 0;
    const double nearest = std::remainder(distance_deg, 180.0);
    for (int k = -2; k <= 2; ++k) {
        const double z = (nearest + 180 * k) / width;
        sum += std::exp(-0.5 * z * z);
    }
    return sum;
}

/// The form stretched to 1 at the preferred orientation and 0 at the orthogonal one. Offset and
/// height are then independent of the width, also where the tuning is nearly a cosine.
double stretched_form(OrientationModel model, double width, double distance_deg) {
    const double lowest = form(model, width, 90);
    return (form(model, width, distance_deg) - lowest) / (form(model, width, 0) - lowest);
}

/// Distance at which the stretched form falls to `level`, 0 < level < 1.
double distance_at(OrientationModel model, double width, double level) {
    double near = 0;
    double far = 90;
    for (int i = 0; i < 60; ++i) {
        const double middle = (near + far) / 2;
        (stretched_form(model, width, middle) > level ? near : far) = middle;
    }
    return (near + far) / 2;
}

/// Limits of the logarithm of the width: from a quarter of the spacing (a narrower curve would fall
/// between the stimuli) to a curve that is a cosine for all purposes.
FitParameter width_limits(OrientationModel model, double spacing_deg) {
    const double narrowest_hwhh = spacing_deg / 4;
    if (model == OrientationModel::VonMises) {
        const double largest = std::numbers::ln2 / (1 - std::cos(2 * narrowest_hwhh * kRadians));
        return {"width", std::log(0.01), std::log(largest)};
    }
    return {"width", std::log(narrowest_hwhh / std::sqrt(2 * std::numbers::ln2)), std::log(60.0)};
}

double log_width_of(OrientationModel model, double hwhh_deg) {
    return model == OrientationModel::VonMises
               ? std::log(std::numbers::ln2 / (1 - std::cos(2 * hwhh_deg * kRadians)))
               : std::log(hwhh_deg / std::sqrt(2 * std::numbers::ln2));
}

bool is_narrowest(OrientationModel model, const FitParameter& limits, double log_width) {
    const double bound = model == OrientationModel::VonMises ? limits.high : limits.low;
    return std::abs(log_width - bound) < 1e-3;
}

/// The curve's shape on the orientations shown, and the offset and height that go with it.
struct Curve {
    std::span<const double> orientations_deg;
    std::span<const double> rates;
    OrientationModel model;
    std::vector<double> shape;

    OffsetAndHeight at(double preferred_deg, double width) {
        for (std::size_t i = 0; i < shape.size(); ++i) {
            shape[i] = stretched_form(model, width, orientations_deg[i] - preferred_deg);
        }
        return fit_offset_and_height(rates, shape);
    }
};

void read_off(OrientationFit& fit, OrientationModel model, double width, OffsetAndHeight linear) {
    const double lowest = form(model, width, 90);
    const double span = form(model, width, 0) - lowest;
    fit.minimum = linear.offset;
    fit.peak = linear.offset + linear.height;
    fit.amplitude = linear.height / span;
    fit.baseline = linear.offset - fit.amplitude * lowest;
    if (model == OrientationModel::VonMises) {
        fit.kappa = width;
    } else {
        fit.sigma_deg = width;
    }
    fit.hwhh_above_baseline_deg = distance_at(model, width, 0.5);
    const double half_of_peak = (fit.peak / 2 - linear.offset) / linear.height;
    if (fit.peak > 0 && half_of_peak > 0) {
        fit.hwhh_above_zero_deg = distance_at(model, width, half_of_peak);
    }
}

}  // namespace

std::string_view name_of(OrientationModel model) {
    return model == OrientationModel::VonMises ? "von Mises" : "wrapped Gaussian";
}

OrientationSelectivity orientation_selectivity(std::span<const double> orientations_deg,
                                               std::span<const double> rates) {
    OrientationSelectivity result;
    result.reason = reason_against(orientations_deg, rates, 3);
    if (result.reason == "the responses are all equal") {
        result.circular_variance = 1;
        result.osi_pref_ortho = 0;
    }
    if (!result.reason.empty()) {
        return result;
    }
    if (*std::min_element(rates.begin(), rates.end()) < 0) {
        result.reason = "a rate is negative";
        return result;
    }
    std::complex<double> vector = 0;
    double sum = 0;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        vector += std::polar(rates[i], 2 * orientations_deg[i] * kRadians);
        sum += rates[i];
    }
    const std::size_t best = index_of_largest(rates);
    std::size_t ortho = best;
    double smallest_gap = 90;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const double gap =
            90 - std::abs(std::remainder(orientations_deg[i] - orientations_deg[best], 180.0));
        if (gap < smallest_gap) {
            smallest_gap = gap;
            ortho = i;
        }
    }
    result.preferred_deg = wrap_180(std::arg(vector) / 2 / kRadians);
    result.best_deg = orientations_deg[best];
    result.circular_variance = 1 - std::abs(vector) / sum;
    result.osi_pref_ortho = (rates[best] - rates[ortho]) / (rates[best] + rates[ortho]);
    return result;
}

OrientationFit fit_orientation(std::span<const double> orientations_deg,
                               std::span<const double> rates,
                               OrientationModel model) {
    OrientationFit fit;
    fit.reason = reason_against(orientations_deg, rates, 5);
    if (!fit.reason.empty()) {
        return fit;
    }
    Curve curve{orientations_deg, rates, model, std::vector<double>(rates.size())};
    const auto residuals = [&](std::span<const double> p, std::span<double> out) {
        const OffsetAndHeight linear = curve.at(p[0], std::exp(p[1]));
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = linear.offset + linear.height * curve.shape[i] - rates[i];
        }
    };
    const FitParameter width = width_limits(model, smallest_spacing(orientations_deg));
    const std::vector<FitParameter> parameters{{"preferred orientation"}, width};
    const double best_deg = orientations_deg[index_of_largest(rates)];
    std::vector<std::vector<double>> starts;
    for (const double hwhh_deg : {8.0, 20.0, 40.0}) {
        starts.push_back({best_deg, log_width_of(model, hwhh_deg)});
        starts.push_back({best_deg + 10, log_width_of(model, hwhh_deg)});
    }
    const LeastSquaresFit found = fit_least_squares(residuals, rates.size(), parameters, starts);
    fit.reason = found.reason;
    if (!found.converged()) {
        return fit;
    }
    if (is_narrowest(model, width, found.parameters[1])) {
        fit.reason = "the tuning is narrower than the sampling can resolve";
        return fit;
    }
    const OffsetAndHeight linear = curve.at(found.parameters[0], std::exp(found.parameters[1]));
    if (!(linear.height > 0)) {
        fit.reason = "no orientation is preferred";
        return fit;
    }
    fit.preferred_deg = wrap_180(found.parameters[0]);
    fit.r2 = explained_variance(rates, found.sum_of_squares);
    read_off(fit, model, std::exp(found.parameters[1]), linear);
    return fit;
}

double evaluate(const OrientationFit& fit, double orientation_deg) {
    if (!fit.reason.empty()) {
        return kNoValue;
    }
    const bool von_mises = std::isfinite(fit.kappa);
    const OrientationModel model =
        von_mises ? OrientationModel::VonMises : OrientationModel::Gaussian;
    const double width = von_mises ? fit.kappa : fit.sigma_deg;
    return fit.baseline + fit.amplitude * form(model, width, orientation_deg - fit.preferred_deg);
}

}  // namespace ventral::analysis
