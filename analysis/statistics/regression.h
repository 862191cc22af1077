#pragma once

/// Straight lines through points, by ordinary least squares.

#include "analysis/value.h"

#include <cstddef>
#include <span>
#include <string>

namespace ventral::analysis {

/// y = intercept + slope x. Intervals and p from Student's t with n - 2 degrees of freedom.
struct Regression {
    double slope = kNoValue;
    Interval slope_interval{};
    double intercept = kNoValue;
    Interval intercept_interval{};
    double slope_through_origin = kNoValue;  ///< sum x y / sum x^2, no intercept
    double r = kNoValue;                     ///< Pearson's
    double p = kNoValue;                     ///< of slope 0, two-sided
    double residual_sd = kNoValue;           ///< sqrt(sum of squares / (n - 2))
    std::size_t count = 0;                   ///< points used: pairs with a NaN are left out
    std::string reason{};  ///< fewer than 3 points (2 give slope and intercept only), x constant
};

Regression regress(std::span<const double> x, std::span<const double> y, double confidence = 0.95);

}  // namespace ventral::analysis
