#pragma once

/// Fields over visual space, each in a panel with axes in degrees: displays and kernels.

#include "app/figure/colour_map.h"
#include "app/figure/field_layout.h"
#include "sim/base/grid.h"

#include <string>
#include <vector>

namespace ventral::app {

/// A place that is marked in a panel by an open cross in the colour of its group.
struct FieldMark {
    double x_deg = 0;
    double y_deg = 0;
    std::size_t group = 0;  ///< index into FieldFigure::legend
};

struct FieldPanel {
    std::string title;
    base::Grid grid;
    std::vector<float> values;  ///< [y][x], row 0 lowest
    std::vector<FieldMark> marks;
};

struct FieldFigure {
    std::string title;
    std::string subtitle;
    std::string note;  ///< below the subtitle, broken into lines; empty: none
    std::string unit;  ///< of the values, for the colour bar
    ColourScale scale = ColourScale::Grey;
    double low = 0;
    double high = 1;
    bool own_range = false;           ///< each panel is scaled to its own largest absolute value
    bool has_scale_bar = false;       ///< a length in degrees in every panel
    std::vector<std::string> legend;  ///< what the marks are
    PanelLayout layout;
    std::vector<FieldPanel> panels;
};

void draw_fields(const FieldFigure& figure, const std::string& path, bool force);

/// Figures of one layout as the frames of an animated PNG. A path that does not end in .png is a
/// base::ConfigError.
/// @param frame_ms how long each is seen.
void draw_animation(const std::vector<FieldFigure>& frames,
                    double frame_ms,
                    const std::string& path,
                    bool force);

}  // namespace ventral::app
