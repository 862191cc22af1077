#pragma once

/// How well an ideal observer tells two sets of displays apart from one spike count.

#include "analysis/value.h"

#include <span>
#include <string>
#include <vector>

namespace ventral::analysis {

/// P(X > Y) + P(X = Y) / 2 for independent Poisson counts of these means (>= 0): the chance to be
/// right in a forced choice between two intervals (Green & Swets 1966).
double poisson_forced_choice(double mean_x, double mean_y);

/// The area under the ROC curve of counts of displays with a signal against counts of displays
/// without, i.e. the mean of poisson_forced_choice() over all pairs. It holds both what differs
/// between displays and what differs between trials. The interval (95 %) is over displays,
/// DeLong, DeLong & Clarke-Pearson 1988, with clipping to 0...1; none with one display.
struct RocArea {
    double area = kNoValue;
    Interval interval{};
    std::string reason{};  ///< a side without displays, a mean that is negative or not finite
};
RocArea roc_area(std::span<const double> signal_means, std::span<const double> other_means);

}  // namespace ventral::analysis
