#pragma once

/// An element of a display: what it is, when it is shown, how it moves and where it is cut.

#include "stimuli/geometry/shape.h"
#include "stimuli/kinds/field.h"
#include "stimuli/kinds/figure.h"
#include "stimuli/kinds/grating.h"
#include "stimuli/kinds/photograph.h"
#include "stimuli/kinds/texture.h"

#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ventral::stimuli {

struct Element;

/// Elements that are placed, turned and scaled together.
struct Group {
    double x_deg = 0;
    double y_deg = 0;
    double rotation_deg = 0;  ///< counter-clockwise about (x, y)
    std::vector<Element> elements;
    bool operator==(const Group&) const;
};

/// Elements shown one after the other (rapid serial presentation), each from the element's onset
/// on for `each_ms`, with `blank_ms` between two.
struct Sequence {
    double each_ms = 100;   ///< > 0
    double blank_ms = 0;    ///< >= 0
    int repeats = 1;        ///< >= 1
    bool shuffled = false;  ///< a seeded order within every repeat
    std::vector<Element> items;
    bool operator==(const Sequence&) const;
};

/// Everything that can be shown.
using Kind = std::variant<Figure<Rectangle>,
                          Figure<Square>,
                          Figure<Bar>,
                          Figure<Disk>,
                          Figure<Ellipse>,
                          Figure<Ring>,
                          Figure<Polygon>,
                          Figure<ContourShape>,
                          Figure<Morph>,
                          Curve,
                          Uniform,
                          Gradient,
                          Grating,
                          Plaid,
                          Gabor,
                          LineTexture,
                          DotTexture,
                          Photograph,
                          SpectralNoise,
                          DeadLeaves,
                          MappingNoise,
                          Group,
                          Sequence>;

/// How the element's light meets what lies below it.
enum class Blend {
    Over,  ///< covers it
    Add,   ///< adds its difference from the background
};

/// A movement of the whole element. Times count from stimulus onset.
struct Movement {
    double direction_deg = 0;    ///< period 360
    double speed_deg_per_s = 0;  ///< >= 0
    double spin_deg_per_s = 0;   ///< counter-clockwise about the element's own centre
    double from_ms = 0;          ///< at rest before
    double until_ms = std::numeric_limits<double>::infinity();  ///< at rest after
    bool operator==(const Movement&) const = default;
    bool moves() const { return speed_deg_per_s != 0 || spin_deg_per_s != 0; }
};

/// One element of a display.
struct Element {
    std::string name{};
    Kind kind{};
    double onset_ms = 0;                                         ///< shown from here, included
    double offset_ms = std::numeric_limits<double>::infinity();  ///< to here, excluded
    double ramp_ms = 0;     ///< linear rise of opacity after the onset, fall before the offset
    double opacity = 1;     ///< 0..1
    double flicker_ms = 0;  ///< > 0: shown and hidden in turn, each for this long
    Blend blend = Blend::Over;
    std::optional<Shape> inside{};   ///< cut to this shape
    std::optional<Shape> outside{};  ///< cut out of this shape
    Movement movement{};
    bool operator==(const Element&) const = default;
};

}  // namespace ventral::stimuli
