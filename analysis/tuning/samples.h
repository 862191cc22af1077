#pragma once

/// Whether a tuning curve can be measured at all.

#include <cstddef>
#include <span>
#include <string>

namespace ventral::analysis {

/// Why these rates cannot be fitted, or empty: fewer than `least` values, a value that is not
/// finite, or no variation beyond rounding ("the responses are all equal").
std::string reason_against(std::span<const double> at,
                           std::span<const double> rates,
                           std::size_t least);

/// The smallest distance between two different values; 0 if all are equal.
double smallest_spacing(std::span<const double> values);

/// The number of different values.
std::size_t num_distinct(std::span<const double> values);

/// Index of the largest value.
std::size_t index_of_largest(std::span<const double> values);

/// True if every value is larger than the one before it.
bool ascends(std::span<const double> values);

}  // namespace ventral::analysis
