#pragma once

/// Two-way analysis of variance, e.g. side of figure x contrast polarity (Zhou, Friedman & von der
/// Heydt 2000; a cell is selective for side at p < 0.01).

#include "analysis/value.h"

#include <cstddef>
#include <span>
#include <string>

namespace ventral::analysis {

/// One effect of the table.
struct AnovaEffect {
    double sum_of_squares = kNoValue;
    double degrees_of_freedom = kNoValue;
    double f = kNoValue;
    double p = kNoValue;
};

/// Effects with type III sums of squares (each adjusted for the others, levels weighted equally),
/// which for equal cell sizes are the classical ones.
struct TwoWayAnova {
    AnovaEffect a{};
    AnovaEffect b{};
    AnovaEffect interaction{};
    double residual_sum_of_squares = kNoValue;
    double residual_degrees_of_freedom = kNoValue;
    std::string reason{};  ///< an empty cell, no repetition, no variance within cells, NaN
};

/// @param values one for each trial; @param a, b the levels, from 0, of the trial's two factors.
TwoWayAnova two_way_anova(std::span<const double> values,
                          std::span<const std::size_t> a,
                          std::span<const std::size_t> b);

/// P(F > f) of the F distribution with the given degrees of freedom.
double f_tail(double f, double numerator_df, double denominator_df);

}  // namespace ventral::analysis
