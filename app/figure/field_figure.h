#pragma once

/// Fields over visual space, each in a panel with axes in degrees: displays and kernels.

#include "app/figure/colour_map.h"
#include "sim/base/grid.h"

#include <string>
#include <vector>

namespace ventral::app {

struct FieldPanel {
    std::string title;
    base::Grid grid;
    std::vector<float> values;  ///< [y][x], row 0 lowest
};

struct FieldFigure {
    std::string title;
    std::string subtitle;
    std::string unit;  ///< of the values, for the colour bar
    ColourScale scale = ColourScale::Grey;
    double low = 0;
    double high = 1;
    bool own_range = false;  ///< each panel is scaled to its own largest absolute value
    std::vector<FieldPanel> panels;
};

void draw_fields(const FieldFigure& figure, const std::string& path, bool force);

}  // namespace ventral::app
