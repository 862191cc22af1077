#pragma once

/// What the figures of a sweep show: measures over parameters.

#include "analysis/measures/plots.h"
#include "app/figure/parameter_map.h"
#include "app/sweep/sweep_table.h"

#include <cstddef>
#include <vector>

namespace ventral::app {

/// Panels of one figure at most; those of the first quantities.
inline constexpr std::size_t kMostSweepPanels = 48;

/// One panel for every parameter that is a number and varies, and every quantity: the mean over all
/// other parameters and seeds at each level, or all points where values were drawn.
std::vector<analysis::MeasurePlot> sweep_lines(const SweepTable& table);

/// One map for every pair of parameters with levels of which both vary, every quantity and every
/// variant: the mean over all others.
std::vector<ParameterMap> sweep_maps(const SweepTable& table);

}  // namespace ventral::app
