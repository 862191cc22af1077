#pragma once

/// A scene: the elements of a display taken out of their groups and sequences, ready to be drawn.

#include "stimuli/display.h"
#include "stimuli/display_input.h"
#include "stimuli/geometry/outline.h"
#include "stimuli/render/painter.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ventral::stimuli {

/// What one element, or a group around it, does to what it holds. Times from stimulus onset.
struct Stage {
    double onset_ms = 0;
    double offset_ms = 0;
    double ramp_ms = 0;
    double flicker_ms = 0;
    double opacity = 1;
    Movement movement;  ///< from_ms and until_ms from stimulus onset
    Point pivot;        ///< about which it spins
    Transform placed;   ///< of a group
    std::vector<Outline> inside;
    std::vector<Outline> outside;

    /// 0 where it is not shown.
    double opacity_at(double time_ms) const;
    bool is_ramping(double time_ms) const;
    bool is_moving(double time_ms) const;
    Transform movement_at(double time_ms) const;
};

/// A drawable element with the chain of its stages, its own first, the outermost last.
struct Shown {
    std::shared_ptr<const Painter> painter;  ///< shared by the repeats of a sequence
    std::vector<Stage> stages;
    double origin_ms = 0;
    Blend blend = Blend::Over;

    double opacity_at(double time_ms) const;
    /// True if it is visible and its place or opacity changes at every moment.
    bool changes_at(double time_ms) const;
    /// True if it is visible and its sheets are functions of time.
    bool oscillates_at(double time_ms) const;
    /// Its layers at the time, cut to its masks. @param field from display to visual field.
    std::vector<Layer> layers_at(double time_ms,
                                 const Transform& field,
                                 const Pixels& pixels,
                                 double background) const;
    /// From onset to offset of all stages.
    double begin_ms() const;
    double end_ms() const;
};

/// Takes groups and sequences apart and makes the painters.
std::vector<Shown> make_scene(const Display& display, std::uint64_t seed);

/// The element's own centre; the origin for what fills the whole field.
Point centre_of(const Kind& kind);

}  // namespace ventral::stimuli
