#pragma once

/// Where the boxes and arrows of a network's diagram stand, in points from the top left corner.

#include "app/figure/canvas.h"
#include "sim/engine/network_description.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace ventral::app {

struct WiringHeading {
    std::string text;  ///< an area
    double x = 0;
    double y = 0;
};

struct WiringBox {
    Box box;
    std::string name;  ///< without its area where a heading names it
    std::string note;  ///< "8 channels, 120 x 120"
};

/// A projection as a Bezier curve from its source to its target.
struct WiringArrow {
    std::array<std::pair<double, double>, 4> control;
    engine::ProjectionClass projection_class = engine::ProjectionClass::Feedforward;
    bool drives = true;  ///< else it enters a gain, a pool or the output
};

struct WiringLayout {
    std::vector<WiringHeading> headings;
    std::vector<WiringBox> boxes;     ///< one per population
    std::vector<WiringArrow> arrows;  ///< one per projection
    double width = 0;
    double height = 0;
};

/// Areas as columns in the order of the model, inputs first, populations as boxes.
/// @param top free space above, for a title and a legend.
WiringLayout lay_out_wiring(const engine::NetworkDescription& network, double top);

/// The colour of a class of projections in every figure.
Colour class_colour(engine::ProjectionClass projection_class);

}  // namespace ventral::app
