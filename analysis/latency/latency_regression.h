#pragma once

/// How latency grows with distance, path length along a curve or receptive-field steps.

#include "analysis/statistics/regression.h"

#include <span>
#include <string>

namespace ventral::analysis {

/// latency = intercept + slope * distance, over the units that have a latency.
struct LatencyRegression {
    Regression line{};            ///< slope in ms per unit of distance
    double speed = kNoValue;      ///< 1 / slope, units of distance per ms; NaN if the slope is <= 0
    std::string distance_name{};  ///< e.g. "deg along the curve", "receptive-field steps"
    std::size_t num_without = 0;  ///< units without a latency, left out
    std::string reason{};
};

LatencyRegression regress_latency(std::span<const double> distances,
                                  std::span<const double> latencies_ms,
                                  std::string distance_name,
                                  double confidence = 0.95);

}  // namespace ventral::analysis
