#include "analysis/fit/linear_part.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace ventral::analysis {

TwoAmplitudes fit_two_amplitudes(std::span<const double> y,
                                 std::span<const double> g,
                                 std::span<const double> h) {
    double gg = 0;
    double hh = 0;
    double gh = 0;
    double gy = 0;
    double hy = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        gg += g[i] * g[i];
        hh += h[i] * h[i];
        gh += g[i] * h[i];
        gy += g[i] * y[i];
        hy += h[i] * y[i];
    }
    const double determinant = gg * hh - gh * gh;
    if (determinant > 1e-12 * gg * hh) {
        const double a = (gy * hh - hy * gh) / determinant;
        const double b = (hy * gg - gy * gh) / determinant;
        if (a >= 0 && b >= 0) {
            return {a, b};
        }
    }
    // On an edge of the quadrant: the better of the two one-sided solutions.
    const double only_g = gg > 0 ? std::max(0.0, gy / gg) : 0;
    const double only_h = hh > 0 ? std::max(0.0, hy / hh) : 0;
    return only_g * gy >= only_h * hy ? TwoAmplitudes{only_g, 0} : TwoAmplitudes{0, only_h};
}

OffsetAndHeight fit_offset_and_height(std::span<const double> y, std::span<const double> g) {
    const auto count = static_cast<double>(y.size());
    const double mean_y = std::accumulate(y.begin(), y.end(), 0.0) / count;
    const double mean_g = std::accumulate(g.begin(), g.end(), 0.0) / count;
    double gg = 0;
    double gy = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        gg += (g[i] - mean_g) * (g[i] - mean_g);
        gy += (g[i] - mean_g) * (y[i] - mean_y);
    }
    const double height = gg > 0 ? std::max(0.0, gy / gg) : 0;
    return {mean_y - height * mean_g, height};
}

double fit_height(std::span<const double> y, std::span<const double> g) {
    const double gg = std::inner_product(g.begin(), g.end(), g.begin(), 0.0);
    const double gy = std::inner_product(g.begin(), g.end(), y.begin(), 0.0);
    return gg > 0 ? std::max(0.0, gy / gg) : 0;
}

}  // namespace ventral::analysis
