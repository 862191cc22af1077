#include "stimuli/render/layer.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ventral::stimuli {
namespace {

int clamped(double value, int low, int high) {
    return static_cast<int>(std::clamp(value, static_cast<double>(low), static_cast<double>(high)));
}

}  // namespace

Box box_around(const Pixels& pixels, const Bounds& bounds) {
    const auto column = [&](double x) { return (x - pixels.left_deg) / pixels.size_deg; };
    const auto row = [&](double y) { return (y - pixels.bottom_deg) / pixels.size_deg; };
    return {clamped(std::floor(column(bounds.x0_deg)), 0, pixels.nx),
            clamped(std::floor(row(bounds.y0_deg)), 0, pixels.ny),
            clamped(std::ceil(column(bounds.x1_deg)), 0, pixels.nx),
            clamped(std::ceil(row(bounds.y1_deg)), 0, pixels.ny)};
}

Box intersection(const Box& a, const Box& b) {
    return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

Coverage make_coverage(const Box& box, float value) {
    return {box, std::vector<float>(box.size(), value)};
}

void multiply(Coverage& a, const Coverage& b) {
    const Box common = intersection(a.box, b.box);
    const auto width = static_cast<std::ptrdiff_t>(a.box.width());
    for (int iy = a.box.y0; iy < a.box.y1; ++iy) {
        const auto row = a.values.begin() + static_cast<std::ptrdiff_t>(a.box.index(a.box.x0, iy));
        if (common.width() == 0 || iy < common.y0 || iy >= common.y1) {
            std::fill(row, row + width, 0.0F);
            continue;
        }
        std::fill(row, row + (common.x0 - a.box.x0), 0.0F);
        std::fill(row + (common.x1 - a.box.x0), row + width, 0.0F);
        for (int ix = common.x0; ix < common.x1; ++ix) {
            row[ix - a.box.x0] *= b.values[b.box.index(ix, iy)];
        }
    }
}

void multiply_by_complement(Coverage& a, const Coverage& b) {
    const Box common = intersection(a.box, b.box);
    for (int iy = common.y0; iy < common.y1; ++iy) {
        for (int ix = common.x0; ix < common.x1; ++ix) {
            a.values[a.box.index(ix, iy)] *= 1.0F - b.values[b.box.index(ix, iy)];
        }
    }
}

PlacedWave TimeFunction::wave_at(double time_ms) const {
    const double turns = frequency_hz * time_ms / 1000.0;
    PlacedWave placed = wave;
    placed.phase_deg -= 360 * (turns - std::floor(turns));
    return placed;
}

double TimeFunction::at(double time_ms) const {
    const double turns = frequency_hz * time_ms / 1000.0;
    const double angle = 2 * std::numbers::pi * (turns - std::floor(turns));
    switch (law) {
        case Law::Cosine:
            return std::cos(angle);
        case Law::Sine:
            return std::sin(angle);
        default:
            return 1;
    }
}

}  // namespace ventral::stimuli
