#pragma once

/// Layers: what an element contributes to the fine pixels at one moment.
///
///     C'(x, y, t) = (1 - a(x, y)) C(x, y, t) + a(x, y) sum_k c_k(t) S_k(x, y)
///
/// with C the Weber contrast L / background - 1, coverage a, sheets of contrast S_k and functions
/// of time c_k. A static element has one sheet with c = 1; a drifting sine grating has three, with
/// c = 1, cos and sin; of a drifting square wave the weight is kept. The composition is linear in
/// C, so a whole display is a short sum of sheets whenever no coverage changes.

#include "stimuli/geometry/outline.h"
#include "stimuli/kinds/grating.h"

#include <cstddef>
#include <vector>

namespace ventral::stimuli {

/// The fine pixels: squares in rows, row 0 lowest.
struct Pixels {
    int nx = 0;
    int ny = 0;
    double size_deg = 1;  ///< side of a pixel
    double left_deg = 0;  ///< left edge of column 0
    double bottom_deg = 0;

    double x_deg(int ix) const { return left_deg + (ix + 0.5) * size_deg; }
    double y_deg(int iy) const { return bottom_deg + (iy + 0.5) * size_deg; }
    Bounds bounds() const {
        return {left_deg, bottom_deg, left_deg + nx * size_deg, bottom_deg + ny * size_deg};
    }
};

/// A range of pixels, the upper ends excluded.
struct Box {
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;

    int width() const { return x1 > x0 ? x1 - x0 : 0; }
    int height() const { return y1 > y0 ? y1 - y0 : 0; }
    bool empty() const { return width() == 0 || height() == 0; }
    std::size_t size() const {
        return static_cast<std::size_t>(width()) * static_cast<std::size_t>(height());
    }
    /// Index of a pixel in a row-major array over the box.
    std::size_t index(int ix, int iy) const {
        return static_cast<std::size_t>(iy - y0) * static_cast<std::size_t>(width()) +
               static_cast<std::size_t>(ix - x0);
    }
};

/// The pixels that the bounds touch, within the picture.
Box box_around(const Pixels& pixels, const Bounds& bounds);
/// All pixels.
inline Box whole(const Pixels& pixels) {
    return {0, 0, pixels.nx, pixels.ny};
}
Box intersection(const Box& a, const Box& b);

/// Fraction of each pixel that is covered, 0..1.
struct Coverage {
    Box box{};
    std::vector<float> values{};  ///< box.size()
};

/// A coverage of the same value everywhere in the box.
Coverage make_coverage(const Box& box, float value);
/// a := a b; 0 where b has no pixels. The box stays, for the sheets that belong to it.
void multiply(Coverage& a, const Coverage& b);
/// a := a (1 - b).
void multiply_by_complement(Coverage& a, const Coverage& b);

/// A wave as it lies in the visual field at one moment.
struct PlacedWave {
    Point origin{};            ///< where the phase is phase_deg
    double direction_deg = 0;  ///< in which the phase grows
    double frequency_cpd = 0;
    double phase_deg = 0;
    Waveform waveform = Waveform::Sine;
    bool operator==(const PlacedWave&) const = default;
};

/// 1, cos(2 pi f t) or sin(2 pi f t), t in ms; or a square wave that drifts at f, no short sum of
/// functions of time: its sheet holds the weight of the wave at every place.
struct TimeFunction {
    enum class Law { One, Cosine, Sine, SquareWave };
    Law law = Law::One;
    double frequency_hz = 0;
    PlacedWave wave{};  ///< of a square wave, at t = 0
    bool operator==(const TimeFunction&) const = default;
    /// Its value; 1 for a square wave.
    double at(double time_ms) const;
    /// The square wave as it lies at that time.
    PlacedWave wave_at(double time_ms) const;
};

/// Contrast over the coverage's box: `constant` plus `values`, if there are any.
struct Sheet {
    TimeFunction when{};
    float constant = 0;
    std::vector<float> values{};
};

struct Layer {
    Coverage coverage{};
    std::vector<Sheet> sheets{};
};

}  // namespace ventral::stimuli
