#pragma once

/// Figures of many small panels: where each one stands, and the heading above them.

#include "app/figure/canvas.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

struct Heading {
    std::string title;
    std::vector<std::string> variants;  ///< in the palette's colours
    std::string note;                   ///< below the title, behind the variants
};

class PanelGrid {
public:
    /// Two or three columns below the heading, which takes as many lines as it needs.
    PanelGrid(std::size_t num_panels, Heading heading);

    double width() const;
    double height() const;
    /// The panel's box, without its labels.
    Box box(std::size_t panel) const;
    void draw_head(Canvas& canvas) const;

private:
    struct Place {
        double x;
        double y;
    };

    std::size_t columns_;
    std::size_t rows_;
    Heading heading_;
    std::vector<Place> entries_;  ///< of the heading: variants, then the note
    double head_ = 0;             ///< its height
};

}  // namespace ventral::app
