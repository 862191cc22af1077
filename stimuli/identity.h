#pragma once

/// Whether two displays show the same pixels where it matters: within a receptive field.

#include "sim/base/visual_input.h"
#include "stimuli/geometry/shape.h"

#include <vector>

namespace ventral::stimuli {

/// Where and when two displays differ most.
struct DisplayDifference {
    double largest = 0;  ///< of |contrast - other contrast|
    Point place{};
    double time_ms = 0;
    bool operator==(const DisplayDifference&) const = default;
};

/// Largest difference between two inputs at the given times over every sample that the shape
/// touches, at `samples_per_deg`. Matched local edges, complementary textures and target against
/// distractor are 0 up to rounding (below 1e-5).
DisplayDifference largest_difference(const base::VisualInput& one,
                                     const base::VisualInput& other,
                                     const Shape& within,
                                     const std::vector<double>& times_ms,
                                     double samples_per_deg = 40);

}  // namespace ventral::stimuli
