#include "analysis/tuning/samples.h"

#include "analysis/rows.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ventral::analysis {

namespace {

std::vector<double> distinct(std::span<const double> values) {
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return sorted;
}

}  // namespace

std::string reason_against(std::span<const double> at,
                           std::span<const double> rates,
                           std::size_t least) {
    require_equal_lengths(at.size(), rates.size(), "stimulus values and rates");
    if (!all_finite(at) || !all_finite(rates)) {
        return "a value is not finite";
    }
    if (num_distinct(at) < least) {
        return base::str(num_distinct(at), " different stimuli; at least ", least, " are needed");
    }
    const auto [low, high] = std::minmax_element(rates.begin(), rates.end());
    if (*high - *low <= 1e-9 * std::max(std::abs(*low), std::abs(*high))) {
        return *high == 0 ? "no response" : "the responses are all equal";
    }
    return {};
}

double smallest_spacing(std::span<const double> values) {
    const std::vector<double> sorted = distinct(values);
    double smallest = 0;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        const double gap = sorted[i] - sorted[i - 1];
        smallest = i == 1 ? gap : std::min(smallest, gap);
    }
    return smallest;
}

std::size_t num_distinct(std::span<const double> values) {
    return distinct(values).size();
}

std::size_t index_of_largest(std::span<const double> values) {
    return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) -
                                    values.begin());
}

bool ascends(std::span<const double> values) {
    return std::adjacent_find(values.begin(), values.end(),
                              [](double a, double b) { return !(b > a); }) == values.end();
}

}  // namespace ventral::analysis
