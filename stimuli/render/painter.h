#pragma once

/// Painters: how each kind of element makes its layers.

#include "stimuli/element.h"
#include "stimuli/geometry/transform.h"
#include "stimuli/render/layer.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace ventral::stimuli {

/// What a painter is told at each picture.
struct PaintContext {
    Pixels pixels;
    Transform placement;    ///< from the element's coordinates to the visual field
    double background = 1;  ///< luminance
    double time_ms = 0;     ///< of the picture, from stimulus onset
    double origin_ms = 0;   ///< when the element's own time begins (in a sequence: its slot)
    double local_ms() const { return time_ms - origin_ms; }
    double weber(double luminance) const { return luminance / background - 1; }
};

/// Jumps at first + i period, 0 <= i < count (count < 0: without end).
struct Jumps {
    double first_ms = 0;
    double period_ms = 1;
    std::int64_t count = 0;
    bool operator==(const Jumps&) const = default;

    /// Number of jumps at or before the time.
    std::int64_t num_until(double time_ms) const;
    double time_of(std::int64_t index) const {
        return first_ms + static_cast<double>(index) * period_ms;
    }
};

/// Makes the layers of one element; immutable and shared between threads.
class Painter {
public:
    virtual ~Painter() = default;
    /// Layers from the bottom to the top.
    std::vector<Layer> paint(const PaintContext& context) const { return do_paint(context); }
    /// True if sheets carry functions of time.
    bool oscillates() const { return do_oscillates(); }
    /// Local times at which the layers jump.
    Jumps jumps() const { return do_jumps(); }

private:
    virtual std::vector<Layer> do_paint(const PaintContext& context) const = 0;
    virtual bool do_oscillates() const { return false; }
    virtual Jumps do_jumps() const { return {}; }
};

/// @param name the element's path, which names its random streams.
std::unique_ptr<Painter> make_painter(const Kind& kind,
                                      std::uint64_t seed,
                                      const std::string& name);

}  // namespace ventral::stimuli
