#pragma once

/// The fine picture in which a display is composed, in Weber contrast against the background: a
/// short sum of sheets, each with its function of time.

#include "sim/base/grid.h"
#include "stimuli/element.h"
#include "stimuli/render/layer.h"
#include "stimuli/render/wave_weights.h"

#include <optional>
#include <span>
#include <vector>

namespace ventral::stimuli {

/// A sheet over a whole picture.
struct TimedSheet {
    TimeFunction when;
    std::vector<float> values;             ///< empty if there are weights
    std::optional<WaveWeights> weights{};  ///< of a square wave, once it is averaged
};

/// Fine pixels under a grid: a whole number per sample and axis, `min_per_deg` per degree or more.
struct FineGrid {
    Pixels pixels;
    int per_sample = 1;
};
FineGrid make_fine_grid(const base::Grid& grid, double min_per_deg);

/// Fine pixels of a picture, or of a box within it.
class Canvas {
public:
    /// Contrast 0 everywhere in the box.
    Canvas(const Pixels& pixels, const Box& box);

    const Pixels& pixels() const { return pixels_; }
    const Box& box() const { return box_; }
    /// Lays the layer on what is there. @param opacity factor on its coverage, 0..1.
    void compose(const Layer& layer, double opacity, Blend blend);
    /// A copy of what lies in the box.
    Canvas part(const Box& box) const;
    /// Means over blocks of per_sample x per_sample pixels: one sheet of samples for each sheet.
    /// The box's edges are multiples of per_sample.
    std::vector<TimedSheet> averaged(int per_sample) const;

private:
    TimedSheet& sheet(const TimeFunction& when);
    void compose_row(
        const Layer& layer, float opacity, Blend blend, const Box& box, int iy, TimedSheet& target);

    Pixels pixels_;
    Box box_;
    std::vector<TimedSheet> sheets_;  // the first is constant in time
};

/// The smallest box of whole samples that holds the box.
Box aligned(const Box& box, int per_sample);

/// out = sum_k c_k(t) S_k.
void evaluate(const std::vector<TimedSheet>& sheets, double time_ms, std::span<float> out);

}  // namespace ventral::stimuli
