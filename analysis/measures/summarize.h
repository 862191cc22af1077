#pragma once

/// Many values as one number.

#include "analysis/measures/measure.h"

#include <span>

namespace ventral::analysis {

/// The summary of the values that are finite; NaN if none is.
double summarize(Summary summary, std::span<const double> values);

}  // namespace ventral::analysis
