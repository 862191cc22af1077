#pragma once

/// The functions that tuning procedures fit, as curves for figures.

#include "analysis/procedures/points.h"

namespace ventral::analysis {

/// The procedure's function fitted to a tuning curve, at 101 levels from its first to its last;
/// empty where the fit has no value, and for procedures that fit nothing.
/// @param spontaneous mean rate before onset, which some of the functions start from.
Points fitted_curve(const OrientationProcedure& p, const Points& curve, double spontaneous);
Points fitted_curve(const SpatialFrequencyProcedure& p, const Points& curve, double spontaneous);
Points fitted_curve(const SizeProcedure& p, const Points& curve, double spontaneous);
Points fitted_curve(const ContrastProcedure& p, const Points& curve, double spontaneous);

/// The regression line of a scatter between its smallest and largest x; empty where it has none.
Points fitted_line(const Points& points);

}  // namespace ventral::analysis
