#include "analysis/measures/plot_fits.h"

#include "analysis/rows.h"
#include "analysis/tuning/contrast.h"
#include "analysis/tuning/orientation.h"
#include "analysis/tuning/size.h"
#include "analysis/tuning/spatial_frequency.h"

namespace ventral::analysis {

namespace {

constexpr int kSteps = 100;

/// The function between the curve's ends.
template <class Function>
Points sampled(const Points& curve, const Function& function) {
    Points fitted;
    for (int i = 0; i <= kSteps && !curve.x.empty(); ++i) {
        const double x =
            curve.x.front() + (curve.x.back() - curve.x.front()) * static_cast<double>(i) / kSteps;
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
    return sampled(curve, [&](double level) { return evaluate(fit, level); });
}

Points fitted_curve(const SizeProcedure& /*p*/, const Points& curve, double spontaneous) {
    const SizeFit fit = fit_size(curve.x, curve.y, SizeModel::RatioOfGaussians, spontaneous);
    return sampled(curve, [&](double level) { return evaluate(fit, level); });
}

Points fitted_curve(const ContrastProcedure& /*p*/, const Points& curve, double /*spontaneous*/) {
    const ContrastFit fit = fit_contrast(curve.x, curve.y);
    return sampled(curve, [&](double level) { return evaluate(fit, level); });
}

}  // namespace ventral::analysis
