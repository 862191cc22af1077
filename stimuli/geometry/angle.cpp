#include "stimuli/geometry/angle.h"

#include <cmath>
#include <numbers>

namespace ventral::stimuli {

CosSin cos_sin_deg(double angle_deg) {
    int quadrant = 0;
    const double rest = std::remquo(angle_deg, 90.0, &quadrant);
    const double radians = rest * std::numbers::pi / 180.0;
    const double c = std::cos(radians);
    const double s = rest == 0 ? 0.0 : std::sin(radians);
    switch (static_cast<unsigned>(quadrant) & 3U) {
        case 0:
            return {c, s};
        case 1:
            return {-s, c};
        case 2:
            return {-c, -s};
        default:
            return {s, -c};
    }
}

}  // namespace ventral::stimuli
