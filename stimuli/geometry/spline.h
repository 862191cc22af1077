#pragma once

/// Smooth curves through points.

#include "stimuli/geometry/outline.h"

#include <vector>

namespace ventral::stimuli {

/// A centripetal Catmull-Rom spline through the points (Barry & Goldman 1988; Yuksel et al. 2011:
/// no cusps, no loops within a segment), as straight pieces no longer than about `step_deg`.
/// @param closed the last point is joined to the first.
std::vector<Point> spline_through(const std::vector<Point>& points, bool closed, double step_deg);

/// Points at equal distances along a closed contour, beginning at its first point.
Contour resampled(const Contour& contour, int num_points);

/// The piece of an open polyline between two distances from its start.
std::vector<Point> piece_of(const std::vector<Point>& line, double start_deg, double end_deg);

/// Length of an open polyline.
double length_of(const std::vector<Point>& line);

}  // namespace ventral::stimuli
