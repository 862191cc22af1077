#pragma once

/// Figures of many small panels: where each one stands, and the heading above them.

#include "app/figure/canvas.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

class PanelGrid {
public:
    /// Two or three columns. @param head height of the heading in points.
    PanelGrid(std::size_t num_panels, double head);

    double width() const;
    double height() const;
    /// The panel's box, without its labels.
    Box box(std::size_t panel) const;
    /// The title, the variants in their colours, and a note behind them.
    static void draw_head(Canvas& canvas,
                          const std::string& title,
                          const std::vector<std::string>& variants,
                          const std::string& note);

private:
    std::size_t columns_;
    std::size_t rows_;
    double head_;
};

}  // namespace ventral::app
