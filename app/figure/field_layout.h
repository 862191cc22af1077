#pragma once

/// Where the panels of a figure of fields stand.

#include <cstddef>

namespace ventral::app {

/// How panels fill a picture.
struct PanelLayout {
    std::size_t columns = 0;   ///< panels side by side; 0: four at most
    double panel_width = 150;  ///< points
    bool is_dense = false;     ///< panels close together, without the names of their axes
};

/// Free space between two panels, points.
struct PanelGaps {
    double x = 0;
    double y = 0;
};
PanelGaps panel_gaps(bool is_dense);

/// What is to be laid out: groups of panels that stay together, a condition at several times.
struct SheetContents {
    std::size_t num_groups = 1;
    std::size_t group_size = 1;
    std::size_t usual_groups = 1;  ///< side by side while there is room below
    double panel_height = 1;       ///< over a panel's width
};

struct SheetFit {
    PanelLayout layout;
    std::size_t num_groups = 0;  ///< the first ones, that are legible on one picture
};

/// The widest panels, of a few sizes that can be read, with which all groups fit on a picture of
/// 2400 by 4000 points; more groups side by side before smaller panels. If not all fit at the
/// smallest size, as many as do; 0 if not even one group does.
SheetFit fit_sheet(const SheetContents& contents);

}  // namespace ventral::app
