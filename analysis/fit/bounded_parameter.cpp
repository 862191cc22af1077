#include "analysis/fit/bounded_parameter.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

// At a bound the slope of the transformation is zero and a search would be stuck there.
constexpr double kInside = 1e-3;

bool has_low(const FitParameter& p) {
    return std::isfinite(p.low);
}

bool has_high(const FitParameter& p) {
    return std::isfinite(p.high);
}

}  // namespace

double to_free(const FitParameter& p, double value) {
    if (has_low(p) && has_high(p)) {
        const double share = (value - p.low) / (p.high - p.low);
        return std::asin(2 * std::clamp(share, kInside, 1 - kInside) - 1);
    }
    if (has_low(p) || has_high(p)) {
        const double distance = has_low(p) ? value - p.low : p.high - value;
        const double root = std::max(distance, kInside) + 1;
        return std::sqrt(root * root - 1);
    }
    return value;
}

double from_free(const FitParameter& p, double q) {
    if (has_low(p) && has_high(p)) {
        return p.low + (p.high - p.low) * (1 + std::sin(q)) / 2;
    }
    if (has_low(p)) {
        return p.low - 1 + std::sqrt(q * q + 1);
    }
    if (has_high(p)) {
        return p.high + 1 - std::sqrt(q * q + 1);
    }
    return q;
}

double slope_of_free(const FitParameter& p, double q) {
    if (has_low(p) && has_high(p)) {
        return (p.high - p.low) * std::cos(q) / 2;
    }
    if (has_low(p) || has_high(p)) {
        return (has_low(p) ? 1 : -1) * q / std::sqrt(q * q + 1);
    }
    return 1;
}

bool is_at_bound(const FitParameter& p, double value, double fraction) {
    if (has_low(p) && has_high(p)) {
        const double margin = fraction * (p.high - p.low);
        return value - p.low < margin || p.high - value < margin;
    }
    if (has_low(p)) {
        return value - p.low < fraction * std::max(1.0, std::abs(p.low));
    }
    return has_high(p) && p.high - value < fraction * std::max(1.0, std::abs(p.high));
}

}  // namespace ventral::analysis
