#pragma once

/// Closeness with both tolerances stated; NaN is never close.

#include <algorithm>
#include <cmath>

namespace ventral::test {

/// |actual - expected| <= abs + rel |expected|.
inline bool close(double actual, double expected, double rel, double abs) {
    return std::abs(actual - expected) <= abs + rel * std::abs(expected);
}

/// Largest |a - b| over largest |b|, the measure in which algorithms are compared.
template <class A, class B>
double relative_error(const A& actual, const B& expected) {
    double difference = 0;
    double scale = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double gap =
            std::abs(static_cast<double>(actual[i]) - static_cast<double>(expected[i]));
        if (std::isnan(gap)) {
            return gap;
        }
        difference = std::max(difference, gap);
        scale = std::max(scale, std::abs(static_cast<double>(expected[i])));
    }
    return scale > 0 ? difference / scale : difference;
}

}  // namespace ventral::test
