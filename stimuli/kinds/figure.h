#pragma once

/// Shapes and curves with a paint.

#include "stimuli/geometry/shape.h"
#include "stimuli/kinds/colour.h"

#include <array>
#include <optional>
#include <vector>

namespace ventral::stimuli {

/// What a figure does to the light: L' = transmittance L + (1 - transmittance) own luminance.
/// transmittance 0: opaque; without an own luminance a filter, with one a film.
struct Paint {
    std::optional<double> luminance{};       ///< >= 0, in the display's unit: one of these three
    std::optional<double> weber_contrast{};  ///< Weber contrast against the background, >= -1
    std::optional<Colour> colour{};          ///< shown by its luminance; white has luminance 1
    double transmittance = 0;                ///< 0..1
    double line_width_deg = 0;               ///< 0: filled; > 0: an outline centred on the contour
    bool operator==(const Paint&) const = default;
};

/// A painted shape.
template <class Geometry>
struct Figure : Geometry, Paint {
    bool operator==(const Figure&) const = default;
};

/// A curve through points: straight or spline, with width, gaps and end disks (Roelfsema 1998).
struct Curve : Paint {
    double x_deg = 0;
    double y_deg = 0;
    std::vector<Point> points{};  ///< relative to (x, y); two or more
    bool spline = true;           ///< centripetal Catmull-Rom through the points, or straight
    double width_deg = 0.1;       ///< > 0
    std::vector<std::array<double, 2>> gaps_deg{};  ///< [start, end] along the curve
    double start_disk_diameter_deg = 0;             ///< 0: none
    double end_disk_diameter_deg = 0;
    double rotation_deg = 0;
    double scale = 1;  ///< of the points, not of the width
    bool operator==(const Curve&) const = default;
};

}  // namespace ventral::stimuli
