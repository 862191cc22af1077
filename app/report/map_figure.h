#pragma once

/// Activity maps as a figure without a browser: a variant, another one and their difference side by
/// side, a line for each population and time.

#include "app/report/maps.h"

#include <string>
#include <vector>

namespace ventral::app {

struct MapFigure {
    std::string title;
    std::string subtitle;
    std::vector<std::string> variants;  ///< of the maps' sources
    std::size_t first = 0;              ///< index of the variant on the left
    std::size_t second = 0;             ///< and of the one it is held against
    std::vector<double> times_ms;       ///< the frames before or at them are drawn
};

/// Draws the first condition of the maps. One scale for each population, as in a report; the scale
/// of differences reaches to the largest one over all times.
void draw_maps(const MapFigure& figure, const Maps& maps, const std::string& path, bool force);

}  // namespace ventral::app
