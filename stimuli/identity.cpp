#include "stimuli/identity.h"

#include "stimuli/geometry/make_outline.h"
#include "stimuli/render/canvas.h"
#include "stimuli/render/rasterize.h"

#include <algorithm>
#include <cmath>

namespace ventral::stimuli {
namespace {

/// Share of a sample from which on it counts as touched; less is rounding of the coverage.
constexpr float kTouched = 1e-4F;

base::Grid grid_around(const Bounds& bounds, double samples_per_deg) {
    base::Grid grid;
    grid.samples_per_deg = samples_per_deg;
    grid.nx = std::max(1, static_cast<int>(std::ceil(bounds.width_deg() * samples_per_deg)));
    grid.ny = std::max(1, static_cast<int>(std::ceil(bounds.height_deg() * samples_per_deg)));
    grid.centre_x_deg = 0.5 * (bounds.x0_deg + bounds.x1_deg);
    grid.centre_y_deg = 0.5 * (bounds.y0_deg + bounds.y1_deg);
    return grid;
}

}  // namespace

DisplayDifference largest_difference(const base::VisualInput& one,
                                     const base::VisualInput& other,
                                     const Shape& within,
                                     const std::vector<double>& times_ms,
                                     double samples_per_deg) {
    const Outline outline = make_outline(within);
    const base::Grid grid = grid_around(bounds(outline), samples_per_deg);
    const Coverage inside = rasterize(outline, make_fine_grid(grid, samples_per_deg).pixels);
    const Box whole{0, 0, grid.nx, grid.ny};
    std::vector<float> a(grid.size());
    std::vector<float> b(grid.size());
    DisplayDifference difference;
    for (const double time_ms : times_ms) {
        one.sample(grid, time_ms, a);
        other.sample(grid, time_ms, b);
        for (int iy = inside.box.y0; iy < inside.box.y1; ++iy) {
            for (int ix = inside.box.x0; ix < inside.box.x1; ++ix) {
                const std::size_t i = whole.index(ix, iy);
                const double gap = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
                const bool is_touched = inside.values[inside.box.index(ix, iy)] > kTouched;
                if (is_touched && gap > difference.largest) {
                    difference = {gap, {grid.x_deg(ix), grid.y_deg(iy)}, time_ms};
                }
            }
        }
    }
    return difference;
}

}  // namespace ventral::stimuli
