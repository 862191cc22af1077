#pragma once

/// Many tests at once.

#include <span>
#include <vector>

namespace ventral::analysis {

/// Adjusted p values of Benjamini & Hochberg 1995, in the order given: rejecting those <= q keeps
/// the expected share of false discoveries at or below q. NaN (a test without a value) stays NaN
/// and is not counted among the tests.
std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace ventral::analysis
