#pragma once

/// Trigonometry in degrees that is exact at multiples of 90.

namespace ventral::stimuli {

/// cos and sin of an angle in degrees; exactly 0, 1 or -1 at multiples of 90.
struct CosSin {
    double cos = 1;
    double sin = 0;
};

/// Both of them, after exact reduction to [-45, 45] degrees; any finite angle.
CosSin cos_sin_deg(double angle_deg);

}  // namespace ventral::stimuli
