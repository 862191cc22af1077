#pragma once

/// How many trials a test needs.

#include "analysis/statistics/proportion.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ventral::analysis {

/// Power of the F test of an effect with 1 degree of freedom in a balanced 2 x 2 design with
/// Gaussian trials: noncentral F, noncentrality trials * difference^2 / sd^2, where `difference` is
/// that of the two marginal means and each of the 4 cells has `trials` trials.
double anova_power(double difference, double sd, std::size_t trials, double alpha);

/// Mean spike counts of one cell by side and polarity.
struct SidePolarityMeans {
    double preferred_light = 0;
    double preferred_dark = 0;
    double other_light = 0;
    double other_dark = 0;
};

/// Share of simulated cells with a significant effect of side at each number of trials: counts with
/// the stated variance-to-mean ratio through two_way_anova.
struct PowerPoint {
    std::size_t trials = 0;  ///< per side and polarity
    Proportion significant{};
};
struct PowerSettings {
    double variance_to_mean = 1;
    double alpha = 0.01;
    std::size_t num_cells = 1000;
    std::uint64_t seed = 1;
};
std::vector<PowerPoint> power_over_trials(const SidePolarityMeans& means,
                                          std::span<const std::size_t> trials,
                                          const PowerSettings& settings = {});

}  // namespace ventral::analysis
