#include "app/fit/loss.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

/// Distance from the middle over the half width; for an open band only towards its end.
/// @param end the finite end; @param inward 1 if the band lies above it, else -1.
double open_distance(const analysis::Target& target, double end, double inward, double value) {
    double half_width = end == 0 ? 1 : std::abs(end);
    if (target.value && (*target.value - end) * inward > 0) {
        half_width = (*target.value - end) * inward;
    }
    const double middle = end + inward * half_width;
    return std::max(0.0, (middle - value) * inward / half_width);
}

double distance(const analysis::Target& target, double value) {
    const auto& [low, high] = *target.band;
    if (std::isinf(low) && std::isinf(high)) {
        return 0;
    }
    if (std::isinf(high)) {
        return open_distance(target, low, 1, value);
    }
    if (std::isinf(low)) {
        return open_distance(target, high, -1, value);
    }
    return std::abs(value - (low + high) / 2) / ((high - low) / 2);
}

}  // namespace

double target_loss(const analysis::Target& target, double value) {
    if (!target.band) {
        return 0;
    }
    if (!std::isfinite(value)) {
        return kLargestLoss;
    }
    const double d = distance(target, value);
    return d <= 1 ? d * d : std::min(d, kLargestLoss);
}

}  // namespace ventral::app
