#pragma once

/// Contours given by radius and curvature at angular positions.

#include "stimuli/geometry/outline.h"

namespace ventral::stimuli {

/// Radius of the contour at an angle, degrees of visual angle. r is the quintic in the angle that
/// has at every knot the knot's radius, r' = 0 and r'' = r - curvature r^2 / R (so that the
/// contour's curvature there is curvature / R, R the base circle's radius).
double contour_radius_deg(const ContourShape& shape, double angle_deg);

/// The contour about the origin, unrotated, at a step of half a degree of angle.
Contour contour_points(const ContourShape& shape);

}  // namespace ventral::stimuli
