#pragma once

/// Fractions of cells.

#include "analysis/value.h"

#include <cstddef>
#include <string>

namespace ventral::analysis {

/// A fraction with Wilson's score interval (Wilson 1927), which stays within 0..1 and is sound for
/// few cells and for fractions near 0 and 1.
struct Proportion {
    double value = kNoValue;
    Interval interval{};
    std::size_t num_hits = 0;
    std::size_t count = 0;
    std::string reason{};  ///< no cells
};

Proportion proportion(std::size_t num_hits, std::size_t count, double confidence = 0.95);

}  // namespace ventral::analysis
