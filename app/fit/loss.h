#pragma once

/// How far a measured value is from its band.

#include "analysis/measures/measure.h"

namespace ventral::app {

/// Of a target without a value, and the most of any other.
inline constexpr double kLargestLoss = 4;

/// Loss of a value v against a band [a, b] of middle m and half width h: with d = |v - m| / h
///
///     L = d^2          d <= 1, in the band
///     L = min(d, 4)    else
///
/// A band that is open on one side has as its middle the published value, if that lies within, else
/// the point |a| beyond its end a (1 beyond where a = 0), and h = |m - a|; values beyond the
/// middle, towards the open side, cost nothing. Not finite: 4. A target without a band costs 0.
double target_loss(const analysis::Target& target, double value);

}  // namespace ventral::app
