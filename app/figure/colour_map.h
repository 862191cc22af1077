#pragma once

/// Numbers as colours.

#include "app/figure/canvas.h"

#include <span>

namespace ventral::app {

enum class ColourScale {
    Grey,       ///< luminance: black to white, encoded for a screen
    Rate,       ///< viridis (van der Walt & Smith 2015): dark for nothing, bright for much
    Diverging,  ///< blue for negative, white for zero, red for positive
};

/// A colour for a value; what lies outside [low, high] takes the colour of the end.
Colour colour_of(double value, double low, double high, ColourScale scale);

/// A field [y][x], row 0 lowest, as an image with its top row first.
PixelImage make_image(
    std::span<const float> values, int nx, int ny, double low, double high, ColourScale scale);

}  // namespace ventral::app
