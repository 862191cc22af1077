#pragma once

/// Displays from YAML text and pictures of them.

#include "sim/config/load.h"
#include "stimuli/display_input.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace ventral::test {

inline stimuli::Display display_of(const std::string& yaml) {
    return stimuli::read_display(config::load_text(yaml, "display.yaml"));
}

/// A display of background 1 with one element, so that contrast + 1 is luminance.
inline stimuli::Display display_with(const std::string& element) {
    return display_of("background: 1\nelements:\n  it: " + element + "\n");
}

/// Weber contrast on the grid.
inline std::vector<float> picture(const stimuli::DisplayInput& input,
                                  const base::Grid& grid,
                                  double time_ms = 0) {
    std::vector<float> values(grid.size());
    input.sample(grid, time_ms, values);
    return values;
}

inline std::vector<float> picture(const stimuli::Display& display,
                                  const base::Grid& grid,
                                  double time_ms = 0,
                                  std::uint64_t seed = 1,
                                  const stimuli::Placement& placement = {}) {
    return picture(stimuli::DisplayInput(display, seed, placement), grid, time_ms);
}

inline double mean_of(const std::vector<float>& values) {
    double sum = 0;
    for (const float value : values) {
        sum += static_cast<double>(value);
    }
    return sum / static_cast<double>(values.size());
}

inline double sd_of(const std::vector<float>& values) {
    const double mean = mean_of(values);
    double squares = 0;
    for (const float value : values) {
        squares += std::pow(static_cast<double>(value) - mean, 2);
    }
    return std::sqrt(squares / static_cast<double>(values.size()));
}

inline double largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
    double largest = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        const double gap = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
        largest = gap <= largest ? largest : gap;
    }
    return largest;
}

/// Area in deg^2 of a figure of contrast 1 on a grid.
inline double area_of(const std::vector<float>& values, const base::Grid& grid) {
    return mean_of(values) * grid.width_deg() * grid.height_deg();
}

/// Index of a sample.
inline std::size_t index_of(const base::Grid& grid, int ix, int iy) {
    return static_cast<std::size_t>(iy) * static_cast<std::size_t>(grid.nx) +
           static_cast<std::size_t>(ix);
}

inline double at(const std::vector<float>& values, const base::Grid& grid, double x, double y) {
    return static_cast<double>(values[index_of(grid, grid.nearest_ix(x), grid.nearest_iy(y))]);
}

/// The picture turned by 90 degrees counter-clockwise; the grid is square.
inline std::vector<float> turned(const std::vector<float>& values, const base::Grid& grid) {
    std::vector<float> result(values.size());
    const auto n = static_cast<std::size_t>(grid.nx);
    for (std::size_t y = 0; y < n; ++y) {
        for (std::size_t x = 0; x < n; ++x) {
            result[y * n + x] = values[(n - 1 - x) * n + y];
        }
    }
    return result;
}

}  // namespace ventral::test
