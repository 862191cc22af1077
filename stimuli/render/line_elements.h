#pragma once

/// Where the elements of a line texture lie.

#include "stimuli/geometry/outline.h"
#include "stimuli/kinds/texture.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ventral::stimuli {

/// One line element in the texture's own coordinates.
struct LineElement {
    Point centre;
    double orientation_deg = 0;
    int region = -1;  ///< index of the region it belongs to; -1: the ground
};

/// Outlines of the texture's regions and, if it is limited, of its extent.
struct TextureBorders {
    std::vector<Outline> regions;
    std::vector<Outline> extent;  ///< empty or one
};
TextureBorders make_borders(const LineTexture& texture);

/// Corners of an element, counter-clockwise.
Contour corners_of(const LineElement& element, double length_deg, double width_deg);

/// The elements whose cells meet the bounds. An element belongs to the topmost region that holds
/// its centre. Unless the texture clips, none crosses a border of a region or of the extent.
std::vector<LineElement> place_elements(const LineTexture& texture,
                                        const TextureBorders& borders,
                                        std::uint64_t seed,
                                        const std::string& name,
                                        const Bounds& bounds);

}  // namespace ventral::stimuli
