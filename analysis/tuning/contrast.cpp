#include "analysis/tuning/contrast.h"

#include "analysis/fit/least_squares.h"
#include "analysis/fit/linear_part.h"
#include "analysis/tuning/samples.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ventral::analysis {

namespace {

double saturation(double contrast, double c50, double exponent) {
    return contrast > 0 ? 1 / (1 + std::pow(c50 / contrast, exponent)) : 0;
}

double smallest_positive(std::span<const double> contrasts) {
    double smallest = 1;
    for (const double c : contrasts) {
        smallest = c > 0 ? std::min(smallest, c) : smallest;
    }
    return smallest;
}

void require_contrasts(std::span<const double> contrasts) {
    for (const double c : contrasts) {
        if (!(c >= 0 && c <= 1)) {
            throw base::ConfigError({.what = "a contrast is out of range",
                                     .got = base::format_number(c),
                                     .allowed = "0 .. 1"});
        }
    }
}

constexpr double kLeastExponent = 0.2;
constexpr double kLargestExponent = 12;

/// What stands against the parameters found, or empty.
std::string reason_against_fit(
    double c50, double exponent, double height, double smallest, double largest) {
    if (!(height > 0)) {
        return "the response does not grow with contrast";
    }
    if (c50 > largest) {
        return "the response does not saturate within the contrasts shown";
    }
    if (c50 < smallest / 2) {
        return "the response is saturated at the lowest contrast";
    }
    if (exponent > 0.999 * kLargestExponent) {
        return "the response is steeper than the contrasts shown can resolve";
    }
    return exponent < 1.001 * kLeastExponent ? "the response is too shallow for a c50" : "";
}

}  // namespace

ContrastFit fit_contrast(std::span<const double> contrasts, std::span<const double> rates) {
    ContrastFit fit;
    fit.reason = reason_against(contrasts, rates, 5);
    if (!fit.reason.empty()) {
        return fit;
    }
    require_contrasts(contrasts);
    const double smallest = smallest_positive(contrasts);
    const double largest = contrasts[index_of_largest(contrasts)];
    std::vector<double> shape(rates.size());
    const auto linear_part = [&](std::span<const double> p) {
        for (std::size_t i = 0; i < shape.size(); ++i) {
            shape[i] = saturation(contrasts[i], std::exp(p[0]), std::exp(p[1]));
        }
        return fit_offset_and_height(rates, shape);
    };
    const auto residuals = [&](std::span<const double> p, std::span<double> out) {
        const OffsetAndHeight linear = linear_part(p);
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = linear.offset + linear.height * shape[i] - rates[i];
        }
    };
    const std::vector<FitParameter> parameters{
        {"c50", std::log(smallest / 10), std::log(10 * largest)},
        {"exponent", std::log(kLeastExponent), std::log(kLargestExponent)}};
    std::vector<std::vector<double>> starts;
    for (const double share : {0.2, 0.5, 0.8}) {
        for (const double exponent : {1.5, 4.0}) {
            const double log_c50 = std::log(smallest) + share * std::log(largest / smallest);
            starts.push_back({log_c50, std::log(exponent)});
        }
    }
    const LeastSquaresFit found = fit_least_squares(residuals, rates.size(), parameters, starts);
    if (!found.converged()) {
        fit.reason = found.reason;
        return fit;
    }
    const OffsetAndHeight linear = linear_part(found.parameters);
    const double c50 = std::exp(found.parameters[0]);
    const double exponent = std::exp(found.parameters[1]);
    fit.reason = reason_against_fit(c50, exponent, linear.height, smallest, largest);
    if (fit.reason.empty()) {
        fit.r0 = linear.offset;
        fit.r_max = linear.height;
        fit.c50 = c50;
        fit.exponent = exponent;
        fit.r2 = explained_variance(rates, found.sum_of_squares);
    }
    return fit;
}

double evaluate(const ContrastFit& fit, double contrast) {
    return fit.reason.empty() ? fit.r0 + fit.r_max * saturation(contrast, fit.c50, fit.exponent)
                              : kNoValue;
}

Measured contrast_at_share_of_rmax(const ContrastFit& fit, double share) {
    if (!fit.reason.empty()) {
        return no_value(fit.reason);
    }
    if (!(share > 0 && share < 1)) {
        return no_value("a share of Rmax lies between 0 and 1");
    }
    const double contrast = fit.c50 * std::pow(share / (1 - share), 1 / fit.exponent);
    return contrast <= 1 ? Measured{contrast, {}}
                         : no_value("that share of Rmax is reached beyond contrast 1 only");
}

Measured contrast_at_share_of_largest(std::span<const double> contrasts,
                                      std::span<const double> rates,
                                      double share) {
    const std::string reason = reason_against(contrasts, rates, 2);
    if (!reason.empty()) {
        return no_value(reason);
    }
    if (!ascends(contrasts)) {
        throw base::ConfigError({.what = "the contrasts do not ascend"});
    }
    const double base = rates.front();
    const double rise = rates[index_of_largest(rates)] - base;
    if (!(rise > 0)) {
        return no_value("the response does not grow with contrast");
    }
    const double level = base + share * rise;
    for (std::size_t i = 1; i < rates.size(); ++i) {
        if (rates[i] >= level) {
            const double part = (level - rates[i - 1]) / (rates[i] - rates[i - 1]);
            return {contrasts[i - 1] + part * (contrasts[i] - contrasts[i - 1]), {}};
        }
    }
    return no_value("a share of the largest response lies between 0 and 1");
}

ContrastChoice choose_contrasts(std::span<const double> contrasts,
                                std::span<const double> rates,
                                double grey_rate,
                                const ContrastChoiceRule& rule) {
    ContrastChoice choice;
    choice.reason = reason_against(contrasts, rates, 2);
    if (!choice.reason.empty()) {
        return choice;
    }
    const double largest = rates[index_of_largest(rates)];
    double best = -1;
    double lowest_in_range = kNoValue;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const double c = contrasts[i];
        const bool in_range = c >= rule.high_from && c <= rule.high_to;
        if (in_range && !(c >= lowest_in_range)) {
            lowest_in_range = c;
        }
        if (in_range && rates[i] < rule.high_below_share * largest && rates[i] > best) {
            best = rates[i];
            choice.high = c;
        }
        const bool may_be_low = c >= rule.low_from && c <= rule.low_to &&
                                rates[i] > rule.low_above_share * largest && rates[i] > grey_rate;
        if (may_be_low && !(c >= choice.low)) {
            choice.low = c;
        }
    }
    if (std::isnan(choice.high)) {
        choice.high = lowest_in_range;
    }
    if (std::isnan(choice.high)) {
        choice.reason = base::str("no contrast lies from ", rule.high_from, " to ", rule.high_to);
    } else if (std::isnan(choice.low)) {
        choice.reason = base::str("no contrast from ", rule.low_from, " to ", rule.low_to,
                                  " has a response above ", 100 * rule.low_above_share,
                                  " % of the largest and above that to grey");
    }
    return choice;
}

}  // namespace ventral::analysis
