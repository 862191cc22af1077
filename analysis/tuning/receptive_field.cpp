#include "analysis/tuning/receptive_field.h"

#include "analysis/fit/least_squares.h"
#include "analysis/fit/linear_part.h"
#include "analysis/rows.h"
#include "analysis/tuning/samples.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

namespace ventral::analysis {

namespace {

struct Extent {
    double low = 0;
    double high = 0;
    double size() const { return high - low; }
};

Extent extent_of(std::span<const double> values) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return {*low, *high};
}

/// exp(-u^2 / 2 s1^2 - v^2 / 2 s2^2), (u, v) turned by the orientation.
double form(double dx, double dy, double sigma_u, double sigma_v, double orientation_rad) {
    const double u = dx * std::cos(orientation_rad) + dy * std::sin(orientation_rad);
    const double v = -dx * std::sin(orientation_rad) + dy * std::cos(orientation_rad);
    const double a = u / sigma_u;
    const double b = v / sigma_v;
    return std::exp(-0.5 * (a * a + b * b));
}

// Parameters of the search: x, y, log sigma_u, log sigma_v, orientation in rad.
struct Search {
    ResponseMap map;
    std::vector<double> shape;

    OffsetAndHeight at(std::span<const double> p) {
        for (std::size_t i = 0; i < shape.size(); ++i) {
            shape[i] = form(map.x_deg[i] - p[0], map.y_deg[i] - p[1], std::exp(p[2]),
                            std::exp(p[3]), p[4]);
        }
        return fit_offset_and_height(map.rates, shape);
    }
};

std::string reason_against_map(const ResponseMap& map, std::size_t least) {
    require_equal_lengths(map.x_deg.size(), map.y_deg.size(), "x and y of the places");
    require_equal_lengths(map.x_deg.size(), map.rates.size(), "places and rates");
    if (map.rates.size() < least) {
        return base::str(map.rates.size(), " places; at least ", least, " are needed");
    }
    if (!all_finite(map.x_deg) || !all_finite(map.y_deg)) {
        return "a place is not finite";
    }
    return {};
}

std::string reason_against_fit(const LeastSquaresFit& found, double height) {
    if (!(height > 0)) {
        return "no place drives the cell more than the rest";
    }
    for (const std::string& name : found.at_bound) {
        return name == "x" || name == "y"
                   ? "the centre lies at the edge of the map"
                   : "the field is wider or narrower than the map can resolve";
    }
    return {};
}

void read_off(ReceptiveFieldFit& fit, std::span<const double> p, OffsetAndHeight linear) {
    const bool u_is_long = p[2] >= p[3];
    const double orientation = p[4] / std::numbers::pi * 180 + (u_is_long ? 0 : 90);
    fit.x_deg = p[0];
    fit.y_deg = p[1];
    fit.sigma_long_deg = std::exp(std::max(p[2], p[3]));
    fit.sigma_short_deg = std::exp(std::min(p[2], p[3]));
    fit.orientation_deg = orientation - 180 * std::floor(orientation / 180);
    fit.baseline = linear.offset;
    fit.amplitude = linear.height;
    fit.diameter_deg =
        2 * std::sqrt(fit.sigma_long_deg * fit.sigma_short_deg * 2 * std::log(1 / fit.criterion));
}

std::string reason_against_samples(const ResponseMap& map) {
    std::string reason = reason_against_map(map, 8);
    if (reason.empty()) {
        std::vector<double> numbers(map.rates.size());
        std::iota(numbers.begin(), numbers.end(), 0.0);
        reason = reason_against(numbers, map.rates, 8);
    }
    if (reason.empty() && (num_distinct(map.x_deg) < 3 || num_distinct(map.y_deg) < 3)) {
        reason = "a map needs at least 3 different x and 3 different y";
    }
    return reason;
}

}  // namespace

ReceptiveFieldFit fit_receptive_field(const ResponseMap& map, double criterion) {
    ReceptiveFieldFit fit{.criterion = criterion};
    if (!(criterion > 0 && criterion < 1)) {
        throw base::ConfigError({.what = "the criterion of a receptive-field diameter",
                                 .got = base::format_number(criterion),
                                 .allowed = "between 0 and 1"});
    }
    fit.reason = reason_against_samples(map);
    if (!fit.reason.empty()) {
        return fit;
    }
    const Extent x = extent_of(map.x_deg);
    const Extent y = extent_of(map.y_deg);
    const double extent = std::max(x.size(), y.size());
    const double pitch = std::min(smallest_spacing(map.x_deg), smallest_spacing(map.y_deg));
    Search search{map, std::vector<double>(map.rates.size())};
    const auto residuals = [&](std::span<const double> p, std::span<double> out) {
        const OffsetAndHeight linear = search.at(p);
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = linear.offset + linear.height * search.shape[i] - map.rates[i];
        }
    };
    const std::vector<FitParameter> parameters{
        {"x", x.low, x.high},
        {"y", y.low, y.high},
        {"sigma_u", std::log(pitch / 4), std::log(2 * extent)},
        {"sigma_v", std::log(pitch / 4), std::log(2 * extent)},
        {"orientation"}};
    const std::size_t best = index_of_largest(map.rates);
    std::vector<std::vector<double>> starts;
    for (const double share : {0.08, 0.2}) {
        for (const double elongation : {1.2, 1 / 1.2}) {
            const double sigma = share * extent;
            starts.push_back({map.x_deg[best], map.y_deg[best], std::log(sigma * elongation),
                              std::log(sigma / elongation), 0.3});
        }
    }
    const LeastSquaresFit found =
        fit_least_squares(residuals, map.rates.size(), parameters, starts);
    if (!found.converged()) {
        fit.reason = found.reason;
        return fit;
    }
    const OffsetAndHeight linear = search.at(found.parameters);
    fit.reason = reason_against_fit(found, linear.height);
    if (fit.reason.empty()) {
        read_off(fit, found.parameters, linear);
        fit.r2 = explained_variance(map.rates, found.sum_of_squares);
    }
    return fit;
}

double evaluate(const ReceptiveFieldFit& fit, double x_deg, double y_deg) {
    if (!fit.reason.empty()) {
        return kNoValue;
    }
    return fit.baseline + fit.amplitude * form(x_deg - fit.x_deg, y_deg - fit.y_deg,
                                               fit.sigma_long_deg, fit.sigma_short_deg,
                                               fit.orientation_deg / 180 * std::numbers::pi);
}

MinimumResponseField minimum_response_field(const ResponseMap& map,
                                            double level,
                                            double pitch_deg) {
    if (!(pitch_deg > 0)) {
        throw base::ConfigError({.what = "the distance of neighbouring places",
                                 .got = base::format_number(pitch_deg),
                                 .allowed = "above 0 deg"});
    }
    MinimumResponseField field;
    field.reason = reason_against_map(map, 1);
    if (field.reason.empty() && (!all_finite(map.rates) || !std::isfinite(level))) {
        field.reason = "a rate or the level is not finite";
    }
    if (!field.reason.empty()) {
        return field;
    }
    const Extent x = extent_of(map.x_deg);
    const Extent y = extent_of(map.y_deg);
    std::vector<double> xs;
    std::vector<double> ys;
    for (std::size_t i = 0; i < map.rates.size(); ++i) {
        if (map.rates[i] >= level) {
            xs.push_back(map.x_deg[i]);
            ys.push_back(map.y_deg[i]);
            field.at_edge = field.at_edge || xs.back() == x.low || xs.back() == x.high ||
                            ys.back() == y.low || ys.back() == y.high;
        }
    }
    field.num_places = xs.size();
    field.share = static_cast<double>(xs.size()) / static_cast<double>(map.rates.size());
    if (xs.empty()) {
        field.reason = "no place reaches the criterion";
        return field;
    }
    const auto count = static_cast<double>(xs.size());
    for (std::size_t i = 0; i < xs.size(); ++i) {
        field.x_deg = (i == 0 ? 0 : field.x_deg) + xs[i] / count;
        field.y_deg = (i == 0 ? 0 : field.y_deg) + ys[i] / count;
    }
    field.diameter_deg = 2 * std::sqrt(count * pitch_deg * pitch_deg / std::numbers::pi);
    field.width_deg = extent_of(xs).size() + pitch_deg;
    field.height_deg = extent_of(ys).size() + pitch_deg;
    return field;
}

}  // namespace ventral::analysis
