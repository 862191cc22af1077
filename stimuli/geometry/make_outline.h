#pragma once

/// From a shape to its outline.

#include "stimuli/geometry/outline.h"

namespace ventral::stimuli {

/// The outline in the display's own coordinates. Curved sides become straight pieces whose corners
/// lie just outside the curve, so that the area of disks, ellipses and rings is exact.
Outline make_outline(const Shape& shape);

/// The band of the given width centred on the outline, with mitred corners (bevelled where the
/// mitre would reach beyond four half-widths). Where the band closes over the inside, it is filled.
Outline make_border(const Outline& outline, double line_width_deg);

/// An axis-aligned rectangle about the origin.
Contour make_rectangle(double width_deg, double height_deg);

/// A regular polygon of the area of the disk, about the origin.
Contour make_disk(double diameter_deg, int num_corners = 360);

}  // namespace ventral::stimuli
