#pragma once

/// Figure-ground modulation, and what it is made of.

#include "analysis/value.h"

#include <span>
#include <string>
#include <vector>

namespace ventral::analysis {

/// Both published forms, of responses F on the figure and G on the ground in one window.
struct FigureGround {
    Measured contrast_index{};   ///< (F - G) / (F + G)
    Measured share_of_ground{};  ///< (F - G) / G
};
FigureGround figure_ground_index(double figure, double ground);

/// Figure enhancement and ground suppression (Poort et al. 2016), from the same place on a figure,
/// on a homogeneous texture and on the ground: modulation = enhancement + suppression.
struct FigureGroundParts {
    std::vector<double> modulation{};          ///< F - G
    std::vector<double> figure_enhancement{};  ///< F - homogeneous
    std::vector<double> ground_suppression{};  ///< homogeneous - G
};
FigureGroundParts figure_ground_parts(std::span<const double> figure,
                                      std::span<const double> homogeneous,
                                      std::span<const double> ground);

/// Where a receptive field lies on a texture figure of 4 x 4 degrees (Poort et al. 2012), by its
/// distance from the figure's centre along the sweep.
enum class FigureRegion {
    Centre,  ///< |offset| <= 0.5 deg
    Edge,    ///< 1.5 <= |offset| <= 2.5 deg
    Ground,  ///< |offset| >= 4 deg
    Between  ///< none of them: in no region's average
};
FigureRegion figure_region(double offset_deg);

/// Target-distractor modulation of curve tracing: (T - D) / ((T + D) / 2) (Roelfsema et al. 1998).
Measured tracing_modulation(double target, double distractor);

}  // namespace ventral::analysis
