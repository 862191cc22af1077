#pragma once

/// How much each varied parameter moves each measure.

#include "analysis/value.h"
#include "app/sweep/sweep_table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

/// One parameter and one measured quantity under one variant, over all points with a value. NaN
/// where there are too few points or nothing varies.
struct Sensitivity {
    std::string parameter;  ///< path, or "seed"
    std::string quantity;   ///< "measure.quantity"
    std::string variant;
    std::size_t count = 0;  ///< points with a value
    /// Spearman's rank correlation, -1 to 1; of numbers.
    double rank_correlation = analysis::kNoValue;
    /// Least-squares slope, units of the quantity per unit of the parameter; of numbers.
    double slope = analysis::kNoValue;
    /// Slope times mean of the parameter over mean of the quantity, without unit; of numbers.
    double elasticity = analysis::kNoValue;
    /// Share of the variance between the parameter's levels (correlation ratio, the first-order
    /// index of Saltelli et al. 2008, Global Sensitivity Analysis, ch. 1), 0 to 1. Drawn values are
    /// put into sqrt(count) bins of equal counts, from 2 to 16.
    double explained = analysis::kNoValue;
    /// What `explained` is on average for a parameter without effect: (levels - 1) / (count - 1).
    double by_chance = analysis::kNoValue;
};

/// For every parameter that varies, every quantity and every variant.
std::vector<Sensitivity> compute_sensitivity(const SweepTable& table);

}  // namespace ventral::app
