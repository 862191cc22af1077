#pragma once

/// Responses to a centre disc with an annulus whose hole shrinks, the outer diameter fixed
/// (Levitt & Lund 2002; Ichida, Schwabe, Bressloff & Angelucci 2007), and to a hole alone.

#include "analysis/value.h"

#include <span>
#include <string>

namespace ventral::analysis {

/// How the annulus moves the response to the centre, R_centre > 0.
struct AnnulusSummary {
    /// 100 (R_peak - R_centre) / R_centre, R_peak the largest response over the annuli; below 0
    /// where every annulus suppresses.
    double facilitation_percent = kNoValue;
    double facilitation_peak_deg = kNoValue;   ///< inner diameter of R_peak
    double facilitation_onset_deg = kNoValue;  ///< largest hole with a response > 1.1 R_centre
    double suppression_onset_deg = kNoValue;   ///< first hole, going inward, below 0.9 R_centre
    /// First hole, going inward from the peak, below 0.9 R_peak: the second published version.
    double suppression_onset_from_peak_deg = kNoValue;
    double strongest_suppression = kNoValue;  ///< 1 - min over the annuli of R / R_centre
    std::string reason{};
};

/// @param inner_deg inner diameters in any order; @param centre_alone the response without annulus,
/// both rates less the spontaneous rate.
AnnulusSummary summarize_annuli(std::span<const double> inner_deg,
                                std::span<const double> rates,
                                double centre_alone);

/// AMRF: the smallest inner diameter of a hole in a large grating at which the response has fallen
/// to 5 % of the largest response to a patch (Cavanaugh, Bair & Movshon 2002), linear between the
/// diameters, which ascend.
Measured annular_minimum_response_field(std::span<const double> inner_deg,
                                        std::span<const double> rates,
                                        double largest_patch_response);

/// Facilitation between SRF_high and SRF_low at low contrast:
/// 100 (R_peak - R(SRF_high)) / R(SRF_high) on the low-contrast size curve, linear in between.
Measured near_surround_facilitation(std::span<const double> diameters_deg,
                                    std::span<const double> rates_low,
                                    double srf_high_deg);

}  // namespace ventral::analysis
