#pragma once

/// Outlines: what every shape is drawn from. A set of closed contours, counter-clockwise around
/// what is filled and clockwise around holes.

#include "stimuli/geometry/transform.h"

#include <optional>
#include <vector>

namespace ventral::stimuli {

/// Corners in order; the last is joined to the first.
using Contour = std::vector<Point>;

struct Outline {
    std::vector<Contour> contours;
    bool operator==(const Outline&) const = default;
};

struct Bounds {
    double x0_deg = 0;
    double y0_deg = 0;
    double x1_deg = 0;
    double y1_deg = 0;
    double width_deg() const { return x1_deg - x0_deg; }
    double height_deg() const { return y1_deg - y0_deg; }
};

/// The nearest point of a border.
struct NearestBorder {
    double distance_deg = 0;  ///< >= 0
    Point point;
};

/// Positive if counter-clockwise, deg^2.
double signed_area(const Contour& contour);
/// Filled area, deg^2.
double area(const Outline& outline);
Bounds bounds(const Outline& outline);
Outline transformed(const Outline& outline, const Transform& transform);
/// Reverses contours so that the first is counter-clockwise and the others are holes in it.
Outline with_holes(Contour outer, std::vector<Contour> holes);

/// True if the winding number about the point is not 0.
bool contains(const Outline& outline, Point point);
NearestBorder nearest_border(const Outline& outline, Point point);
/// True if a side of the outline meets the closed convex polygon (counter-clockwise).
bool border_meets(const Outline& outline, const Contour& convex);
/// Where two sides of the outline that are not neighbours meet, if they do.
std::optional<Point> find_self_crossing(const Outline& outline);

}  // namespace ventral::stimuli
