#pragma once

/// Orientation tuning. Orientations in degrees with period 180, counter-clockwise from horizontal.

#include "analysis/value.h"

#include <span>
#include <string>
#include <string_view>

namespace ventral::analysis {

/// Selectivity without a fit. With V = sum_k r_k exp(2 i theta_k) (Batschelet 1981; Ringach,
/// Shapley & Hawken 2002): preferred = arg(V) / 2, circular variance = 1 - |V| / sum_k r_k.
/// Orientations must be evenly spaced over 180 degrees for the vector measures to be unbiased;
/// rates must be >= 0.
struct OrientationSelectivity {
    double preferred_deg = kNoValue;      ///< by vector sum, [0, 180)
    double best_deg = kNoValue;           ///< orientation of the largest rate
    double circular_variance = kNoValue;  ///< 0 one orientation only .. 1 untuned
    double osi_pref_ortho = kNoValue;     ///< (r_best - r_ortho) / (r_best + r_ortho), sampled
    std::string reason{};                 ///< no response, negative rates, fewer than 3
};

/// Which curve is fitted. D = theta - preferred.
enum class OrientationModel {
    VonMises,  ///< A + B exp(kappa (cos 2D - 1)) (Swindale 1998)
    Gaussian,  ///< A + B sum_k exp(-(D + 180 k)^2 / (2 sigma^2)), wrapped
};
std::string_view name_of(OrientationModel model);

/// The fitted curve. Half widths at half height are taken from it two ways, which differ by a
/// factor of up to two on one cell: above its own minimum (De Valois 1982's use;
/// 0.5 acos(1 + ln((1 + exp(-2 kappa)) / 2) / kappa) for von Mises) and above zero.
struct OrientationFit {
    double preferred_deg = kNoValue;            ///< [0, 180)
    double baseline = kNoValue;                 ///< A, Hz; the curve's minimum is >= A
    double amplitude = kNoValue;                ///< B, Hz
    double minimum = kNoValue;                  ///< of the curve, Hz
    double peak = kNoValue;                     ///< of the curve, Hz
    double kappa = kNoValue;                    ///< von Mises only
    double sigma_deg = kNoValue;                ///< Gaussian only
    double hwhh_above_baseline_deg = kNoValue;  ///< at (peak + minimum) / 2
    double hwhh_above_zero_deg = kNoValue;      ///< at peak / 2; NaN if the curve stays above it
    double r2 = kNoValue;                       ///< explained variance
    std::string reason{};                       ///< flat, too few, narrower than the sampling, ...
};

OrientationSelectivity orientation_selectivity(std::span<const double> orientations_deg,
                                               std::span<const double> rates);

/// Needs at least 5 orientations.
OrientationFit fit_orientation(std::span<const double> orientations_deg,
                               std::span<const double> rates,
                               OrientationModel model = OrientationModel::VonMises);

/// The fitted curve at an orientation, Hz; NaN for a fit without value.
double evaluate(const OrientationFit& fit, double orientation_deg);

}  // namespace ventral::analysis
