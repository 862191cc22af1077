#pragma once

/// Exact area coverage of outlines and anti-aliased coverage of open curves.

#include "stimuli/render/layer.h"

#include <vector>

namespace ventral::stimuli {

/// The fraction of each pixel inside the outline, exact where no two parts overlap within a pixel:
/// each side adds the signed area between itself and the right edge of its row; a running sum
/// along the row gives the winding number's mean over the pixel.
Coverage rasterize(const Outline& outline, const Pixels& pixels);

/// The union of the parts, on the box that holds them all: 1 - prod (1 - p).
Coverage united(const std::vector<Coverage>& parts);

/// Coverage of a band along an open polyline: round joins, straight (butt) ends. A pixel's share
/// is that of a straight band at the distance of its centre, which keeps the band's total area.
Coverage rasterize_curve(const std::vector<Point>& line, double width_deg, const Pixels& pixels);

}  // namespace ventral::stimuli
