#include "stimuli/kinds/field.h"

#include <cmath>
#include <numbers>

namespace ventral::stimuli {
namespace {

/// Integral of d^power over [low, high].
double power_integral(double low, double high, double power) {
    if (std::abs(power + 1) < 1e-9) {
        return std::log(high / low);
    }
    return (std::pow(high, power + 1) - std::pow(low, power + 1)) / (power + 1);
}

}  // namespace

double DeadLeaves::diameter_at(double u) const {
    if (std::abs(exponent - 1) < 1e-9) {
        return min_diameter_deg * std::pow(max_diameter_deg / min_diameter_deg, u);
    }
    const double power = 1 - exponent;
    const double low = std::pow(min_diameter_deg, power);
    const double high = std::pow(max_diameter_deg, power);
    return std::pow(low + u * (high - low), 1 / power);
}

std::int64_t DeadLeaves::num_leaves() const {
    constexpr double kBareShare = 1e-4;
    const double mean_square =
        max_diameter_deg > min_diameter_deg
            ? power_integral(min_diameter_deg, max_diameter_deg, 2 - exponent) /
                  power_integral(min_diameter_deg, max_diameter_deg, -exponent)
            : min_diameter_deg * min_diameter_deg;
    const double mean_area = 0.25 * std::numbers::pi * mean_square;
    const double side = size_deg + max_diameter_deg;
    return static_cast<std::int64_t>(std::ceil(-std::log(kBareShare) * side * side / mean_area));
}

}  // namespace ventral::stimuli
