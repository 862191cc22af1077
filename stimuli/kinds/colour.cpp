#include "stimuli/kinds/colour.h"

#include <cmath>

namespace ventral::stimuli {

double srgb_to_linear(double encoded) {
    return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

double rec709_luminance(double red, double green, double blue) {
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

double luminance_of(const Colour& colour) {
    return rec709_luminance(srgb_to_linear(colour[0]), srgb_to_linear(colour[1]),
                            srgb_to_linear(colour[2]));
}

}  // namespace ventral::stimuli
