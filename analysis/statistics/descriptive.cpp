#include "analysis/statistics/descriptive.h"

#include "analysis/rows.h"
#include "analysis/value.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace ventral::analysis {

double mean(std::span<const double> values) {
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    return values.empty() ? kNoValue : sum / static_cast<double>(values.size());
}

double standard_deviation(std::span<const double> values) {
    if (values.size() < 2) {
        return kNoValue;
    }
    const double centre = mean(values);
    double squares = 0;
    for (const double value : values) {
        squares += (value - centre) * (value - centre);
    }
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

double quantile(std::span<const double> values, double p) {
    if (values.empty() || !(p >= 0 && p <= 1)) {
        return kNoValue;
    }
    if (std::any_of(values.begin(), values.end(), [](double v) { return std::isnan(v); })) {
        return kNoValue;
    }
    std::vector<double> parted(values.begin(), values.end());
    const double place = p * static_cast<double>(parted.size() - 1);
    const auto index = static_cast<std::ptrdiff_t>(place);
    const double share = place - static_cast<double>(index);
    const auto below = parted.begin() + index;
    std::nth_element(parted.begin(), below, parted.end());
    return share > 0 ? *below + share * (*std::min_element(below + 1, parted.end()) - *below)
                     : *below;
}

double median(std::span<const double> values) {
    return quantile(values, 0.5);
}

std::vector<double> ranks(std::span<const double> values) {
    std::vector<double> result(values.size(), kNoValue);
    if (std::any_of(values.begin(), values.end(), [](double v) { return std::isnan(v); })) {
        return result;
    }
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && values[order[last]] == values[order[first]]) {
            ++last;
        }
        const double shared = (static_cast<double>(first + last) + 1) / 2;
        for (std::size_t i = first; i < last; ++i) {
            result[order[i]] = shared;
        }
        first = last;
    }
    return result;
}

double correlation(std::span<const double> x, std::span<const double> y) {
    require_equal_lengths(x.size(), y.size(), "the two variables of a correlation");
    const double mean_x = mean(x);
    const double mean_y = mean(y);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : kNoValue;
}

double rank_correlation(std::span<const double> x, std::span<const double> y) {
    return correlation(ranks(x), ranks(y));
}

}  // namespace ventral::analysis
