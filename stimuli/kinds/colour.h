#pragma once

/// Colours as light: the one place where a colour becomes a luminance.

#include <array>

namespace ventral::stimuli {

/// Red, green and blue of the sRGB space, encoded, each 0..1.
using Colour = std::array<double, 3>;

/// Linear value of an sRGB-encoded one, both 0..1 (IEC 61966-2-1).
double srgb_to_linear(double encoded);

/// Luminance of linear red, green and blue, as a share of white's: 0.2126 R + 0.7152 G + 0.0722 B
/// (Rec. 709).
double rec709_luminance(double red, double green, double blue);

/// Luminance of a colour as a share of white's, 0..1.
double luminance_of(const Colour& colour);

}  // namespace ventral::stimuli
