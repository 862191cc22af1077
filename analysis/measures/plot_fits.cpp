#include "analysis/measures/plot_fits.h"

#include "analysis/rows.h"
#include "analysis/statistics/regression.h"
#include "analysis/tuning/contrast.h"
#include "analysis/tuning/orientation.h"
#include "analysis/tuning/size.h"
#include "analysis/tuning/spatial_frequency.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

constexpr int kSteps = 100;

/// The function between the curve's ends; at equal ratios on an axis that is drawn so.
template <class Function>
Points sampled(const Points& curve, const Function& function, bool is_log = false) {
    Points fitted;
    for (int i = 0; i <= kSteps && !curve.x.empty(); ++i) {
        const double share = static_cast<double>(i) / kSteps;
        const double low = curve.x.front();
        const double high = curve.x.back();
        const double x =
            is_log && low > 0 ? low * std::pow(high / low, share) : low + (high - low) * share;
        fitted.x.push_back(x);
        fitted.y.push_back(function(x));
    }
    return all_finite(fitted.y) ? fitted : Points{};
}

}  // namespace

Points fitted_curve(const OrientationProcedure& p, const Points& curve, double /*spontaneous*/) {
    const double scale = 180 / p.period_deg;
    std::vector<double> degrees;
    for (const double level : curve.x) {
        degrees.push_back(level * scale);
    }
    const OrientationFit fit = fit_orientation(degrees, curve.y);
    return sampled(curve, [&](double level) { return evaluate(fit, level * scale); });
}

Points fitted_curve(const SpatialFrequencyProcedure& /*p*/,
                    const Points& curve,
                    double spontaneous) {
    const SpatialFrequencyFit fit = fit_spatial_frequency(curve.x, curve.y, spontaneous);
    return sampled(
        curve, [&](double level) { return evaluate(fit, level); }, true);
}

Points fitted_curve(const SizeProcedure& /*p*/, const Points& curve, double spontaneous) {
    const SizeFit fit = fit_size(curve.x, curve.y, SizeModel::RatioOfGaussians, spontaneous);
    return sampled(curve, [&](double level) { return evaluate(fit, level); });
}

Points fitted_curve(const ContrastProcedure& /*p*/, const Points& curve, double /*spontaneous*/) {
    const ContrastFit fit = fit_contrast(curve.x, curve.y);
    return sampled(
        curve, [&](double level) { return evaluate(fit, level); }, true);
}

Points fitted_line(const Points& points) {
    const Regression line = regress(points.x, points.y);
    if (!std::isfinite(line.slope) || !std::isfinite(line.intercept)) {
        return {};
    }
    const auto [low, high] = std::minmax_element(points.x.begin(), points.x.end());
    return {{*low, *high},
            {line.intercept + line.slope * *low, line.intercept + line.slope * *high}};
}

}  // namespace ventral::analysis
