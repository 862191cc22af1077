#pragma once

/// Border ownership: mean responses to one local edge with the figure on either side, averaged over
/// the two contrast polarities (Zhou, Friedman & von der Heydt 2000). Window 40 .. 300 ms.

#include "analysis/statistics/anova.h"
#include "analysis/value.h"

#include <cstdint>
#include <span>
#include <string>

namespace ventral::analysis {

/// Spike counts or rates of one cell's trials.
struct SideTrials {
    std::span<const double> left_light{};
    std::span<const double> left_dark{};
    std::span<const double> right_light{};
    std::span<const double> right_dark{};
};

enum class FigureSide { Left, Right };

/// P and N are the responses with the figure on the preferred and the other side.
struct BorderOwnership {
    FigureSide preferred = FigureSide::Left;
    double preferred_mean = kNoValue;       ///< P
    double other_mean = kNoValue;           ///< N
    Measured index{};                       ///< BMI = (P - N) / (P + N)
    Measured ratio{};                       ///< N / P
    TwoWayAnova anova{};                    ///< a: side, b: polarity
    bool same_side_for_polarities = false;  ///< the same preferred side, light and dark
    std::string reason{};
};

/// The side chosen on the same trials: inflated by noise. With one trial per cell (a noiseless
/// model) there are means and no ANOVA.
BorderOwnership border_ownership(const SideTrials& trials);

/// The side chosen on one random half of the trials and the means taken on the other, averaged over
/// both ways and over `num_splits` splits: unbiased by the choice.
BorderOwnership border_ownership_cross_validated(const SideTrials& trials,
                                                 std::size_t num_splits,
                                                 std::uint64_t seed);

}  // namespace ventral::analysis
