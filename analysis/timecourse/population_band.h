#pragma once

/// The mean time course over units and how sure it is.

#include "analysis/rows.h"
#include "analysis/statistics/bootstrap.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::analysis {

/// Mean over units and a pointwise percentile bootstrap band over units (whole time courses are
/// resampled; the confidence holds for each time, not for the curve as a whole).
struct PopulationBand {
    std::vector<double> mean{};
    std::vector<double> low{};  ///< empty with fewer than two units
    std::vector<double> high{};
    std::size_t num_units = 0;     ///< used
    std::size_t num_left_out = 0;  ///< units with a NaN
    std::string reason{};
};

/// @param units [unit][time]
PopulationBand population_band(const Rows& units, const BootstrapSettings& settings = {});

/// The 95 % band for a figure, whose cost stays bounded: of 400 resamples, fewer where the rows are
/// many, and none where fewer than 100 can be had for the work.
/// @param most_work resamples x numbers
PopulationBand figure_band(const Rows& units, double most_work);

}  // namespace ventral::analysis
