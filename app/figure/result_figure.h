#pragma once

/// The picture of a run: what was shown, the time course of each population under each variant,
/// and how the variants come apart.

#include "analysis/overview.h"
#include "app/figure/canvas.h"

#include <string>
#include <vector>

namespace ventral::app {

/// A display beside the time courses.
struct Thumbnail {
    std::string label;
    PixelImage image;
    double width_deg = 0;
};

struct ResultFigure {
    std::string title;
    std::string subtitle;
    std::string reference;  ///< the variant that the others are held against
    std::vector<analysis::OverviewRow> rows;
    std::vector<Thumbnail> thumbnails;
};

/// One line of panels per population and view: rates on the left, divergence on the right.
void draw_result(const ResultFigure& figure, const std::string& path, bool force);

}  // namespace ventral::app
