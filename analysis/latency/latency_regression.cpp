#include "analysis/latency/latency_regression.h"

#include <cmath>

namespace ventral::analysis {

LatencyRegression regress_latency(std::span<const double> distances,
                                  std::span<const double> latencies_ms,
                                  std::string distance_name,
                                  double confidence) {
    LatencyRegression result;
    result.line = regress(distances, latencies_ms, confidence);
    result.reason = result.line.reason;
    result.distance_name = std::move(distance_name);
    for (const double latency : latencies_ms) {
        result.num_without += std::isnan(latency) ? 1U : 0U;
    }
    if (result.line.slope > 0) {
        result.speed = 1 / result.line.slope;
    }
    return result;
}

}  // namespace ventral::analysis
