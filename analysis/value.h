#pragma once

/// What every estimator gives back where there is nothing to measure: NaN and the reason, never a
/// zero.

#include <limits>
#include <string>
#include <utility>

namespace ventral::analysis {

inline constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

/// One number, or NaN with the reason why there is none.
struct Measured {
    double value = kNoValue;
    std::string reason{};  ///< empty where there is a value
    bool operator==(const Measured&) const = default;
};

/// The lower and upper end of a confidence interval; NaN: none.
struct Interval {
    double low = kNoValue;
    double high = kNoValue;
    bool operator==(const Interval&) const = default;
};

inline Measured no_value(std::string reason) {
    return {.value = kNoValue, .reason = std::move(reason)};
}

}  // namespace ventral::analysis
