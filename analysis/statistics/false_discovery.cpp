#include "analysis/statistics/false_discovery.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ventral::analysis {

std::vector<double> benjamini_hochberg(std::span<const double> p) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (!std::isnan(p[i])) {
            order.push_back(i);
        }
    }
    std::sort(order.begin(), order.end(),
              [&](std::size_t i, std::size_t k) { return p[i] > p[k]; });
    std::vector<double> adjusted(p.begin(), p.end());
    const auto num_tests = static_cast<double>(order.size());
    double smallest = 1;
    double rank = num_tests;
    for (const std::size_t i : order) {
        smallest = std::min(smallest, p[i] * num_tests / rank);
        adjusted[i] = smallest;
        --rank;
    }
    return adjusted;
}

}  // namespace ventral::analysis
