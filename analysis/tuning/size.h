#pragma once

/// Size tuning. All sizes are diameters in degrees of visual angle; rates less the spontaneous rate
/// unless a spontaneous rate is given.

#include "analysis/value.h"

#include <span>
#include <string>
#include <string_view>

namespace ventral::analysis {

/// What a size-tuning curve says, measured or fitted.
/// SRF: the diameter with the largest response (Angelucci et al. 2002; SRF_high and SRF_low are
/// those at high and low contrast). GSF: the smallest diameter with at least 95 % of the maximum
/// (Cavanaugh, Bair & Movshon 2002). Surround extent: the smallest diameter beyond the peak at
/// which the response is within 5 % of its value at the largest diameter. Suppression index:
/// SI = (R_opt - R_supp) / R_opt with R_supp at the largest diameter: 1 total, 0 none.
struct SizeSummary {
    double srf_deg = kNoValue;
    double gsf_deg = kNoValue;
    double surround_extent_deg = kNoValue;  ///< NaN without suppression, or with a total one
    double suppression_index = kNoValue;
    double peak = kNoValue;        ///< response at srf_deg, above spontaneous, Hz
    double asymptote = kNoValue;   ///< response at the largest diameter, above spontaneous, Hz
    bool peak_at_largest = false;  ///< the curve still grows: srf_deg is a lower bound
    std::string reason{};          ///< no response, fewer than 3 diameters, not finite
};

/// The curve as measured, linear between its diameters, which ascend.
SizeSummary summarize_size_curve(std::span<const double> diameters_deg,
                                 std::span<const double> rates,
                                 double spontaneous = 0);

/// Which curve is fitted.
enum class SizeModel {
    /// R0 + Ke int_{-d/2}^{d/2} exp(-(2 y / a)^2) dy - Ki int_{-d/2}^{d/2} exp(-(2 y / b)^2) dy,
    /// b > a (Sceniak, Ringach, Hawken & Shapley 1999).
    DifferenceOfGaussians,
    /// R0 + kc Lc / (1 + ks Ls), L(d) = ((2 / sqrt(pi)) int_0^d exp(-(y / w)^2) dy)^2, ws > wc
    /// (Cavanaugh, Bair & Movshon 2002).
    RatioOfGaussians,
};
std::string_view name_of(SizeModel model);

/// The fitted curve and what it says between the smallest and the largest diameter shown.
struct SizeFit {
    SizeModel model = SizeModel::DifferenceOfGaussians;
    double spontaneous = 0;           ///< R0, Hz, as given
    double centre_gain = kNoValue;    ///< Ke, Hz/deg; kc, Hz/deg^2
    double centre_deg = kNoValue;     ///< a or wc
    double surround_gain = kNoValue;  ///< Ki, Hz/deg; ks, 1/deg^2
    double surround_deg = kNoValue;   ///< b or ws; NaN where the surround gain is 0
    SizeSummary summary{};
    double r2 = kNoValue;
    std::string reason{};
};

/// Needs at least 6 diameters > 0, ascending.
SizeFit fit_size(std::span<const double> diameters_deg,
                 std::span<const double> rates,
                 SizeModel model,
                 double spontaneous = 0);

/// The fitted curve at a diameter, Hz; NaN for a fit without value.
double evaluate(const SizeFit& fit, double diameter_deg);

}  // namespace ventral::analysis
