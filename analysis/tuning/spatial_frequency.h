#pragma once

/// Spatial-frequency tuning, and any tuning that is a Gaussian on a logarithmic axis.

#include "analysis/value.h"

#include <span>
#include <string>

namespace ventral::analysis {

/// R(f) = R0 + A exp(-log2(f / f0)^2 / (2 s^2)), R0 given (the spontaneous rate).
/// Full width at half height 2 sqrt(2 ln 2) s in octaves (De Valois, Albrecht & Thorell 1982).
/// Where the peak lies outside the frequencies shown, the cell is low-pass or high-pass within
/// them, and the fit has no value and says so.
struct SpatialFrequencyFit {
    double preferred_cpd = kNoValue;      ///< f0
    double amplitude = kNoValue;          ///< A, Hz
    double bandwidth_octaves = kNoValue;  ///< full width at half height
    double low_cut_cpd = kNoValue;        ///< frequency of half height below the peak
    double high_cut_cpd = kNoValue;       ///< and above
    double spontaneous = 0;               ///< R0, Hz, as given
    double r2 = kNoValue;
    std::string reason{};
};

/// Needs at least 4 frequencies > 0.
SpatialFrequencyFit fit_spatial_frequency(std::span<const double> frequencies_cpd,
                                          std::span<const double> rates,
                                          double spontaneous = 0);

/// The fitted curve, Hz; NaN for a fit without value.
double evaluate(const SpatialFrequencyFit& fit, double frequency_cpd);

}  // namespace ventral::analysis
