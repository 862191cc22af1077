#pragma once

/// Retinotopic sampling grids. Positions are in degrees of visual angle, x to the right, y up,
/// origin at fixation. Row 0 is the lowest row: the y index grows with y.

#include <cmath>
#include <cstddef>

namespace ventral::base {

/// A rectangular grid of sample points; each sample stands for a square of 1/samples_per_deg.
struct Grid {
    int nx = 1;                  ///< samples along x, >= 1
    int ny = 1;                  ///< samples along y, >= 1
    double samples_per_deg = 1;  ///< 1/deg, > 0
    double centre_x_deg = 0;     ///< visual-field position of the grid's centre
    double centre_y_deg = 0;

    bool operator==(const Grid&) const = default;

    std::size_t size() const { return static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny); }
    double spacing_deg() const { return 1.0 / samples_per_deg; }
    double width_deg() const { return nx / samples_per_deg; }
    double height_deg() const { return ny / samples_per_deg; }
    /// Position of the sample's centre. A grid of n samples spans [-(n-1)/2, (n-1)/2] spacings
    /// about its centre: symmetric, so that mirrored and rotated displays map onto samples.
    double x_deg(int ix) const { return centre_x_deg + (ix - 0.5 * (nx - 1)) * spacing_deg(); }
    double y_deg(int iy) const { return centre_y_deg + (iy - 0.5 * (ny - 1)) * spacing_deg(); }
    /// Nearest column to x, clamped into the grid.
    int nearest_ix(double x) const { return nearest(x - centre_x_deg, nx); }
    /// Nearest row to y, clamped into the grid.
    int nearest_iy(double y) const { return nearest(y - centre_y_deg, ny); }
    /// True if the position lies inside the area that the grid's samples stand for.
    bool contains(double x, double y) const {
        return std::abs(x - centre_x_deg) <= 0.5 * width_deg() &&
               std::abs(y - centre_y_deg) <= 0.5 * height_deg();
    }

private:
    int nearest(double offset_deg, int n) const {
        const double index = std::floor(offset_deg * samples_per_deg + 0.5 * (n - 1) + 0.5);
        return static_cast<int>(index < 0 ? 0 : (index > n - 1 ? n - 1 : index));
    }
};

/// A grid that covers width x height degrees about fixation at the given density.
inline Grid make_grid(double width_deg, double height_deg, double samples_per_deg) {
    Grid grid;
    grid.nx = static_cast<int>(std::lround(width_deg * samples_per_deg));
    grid.ny = static_cast<int>(std::lround(height_deg * samples_per_deg));
    grid.samples_per_deg = samples_per_deg;
    return grid;
}

}  // namespace ventral::base
