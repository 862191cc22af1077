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
    for (int iy = a.box.y0; iy < a.box.y1; ++iy) {
        for (int ix = a.box.x0; ix < a.box.x1; ++ix) {
            const bool within = ix >= b.box.x0 && ix < b.box.x1 && iy >= b.box.y0 && iy < b.box.y1;
            a.values[a.box.index(ix, iy)] *= within ? b.values[b.box.index(ix, iy)] : 0.0F;
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
