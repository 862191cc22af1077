#pragma once

/// The smooth transformations that keep a parameter within its bounds (James & Roos 1975).

#include "analysis/fit/least_squares.h"

namespace ventral::analysis {

/// The free variable of a value; values outside the bounds or on them are moved inside first.
double to_free(const FitParameter& parameter, double value);

/// The value of a free variable, within the bounds for any number.
double from_free(const FitParameter& parameter, double q);

/// d value / d q.
double slope_of_free(const FitParameter& parameter, double q);

/// True if the value lies nearer to a bound than `fraction` of the range, or, with one bound, of
/// max(1, |bound|).
bool is_at_bound(const FitParameter& parameter, double value, double fraction);

}  // namespace ventral::analysis
