#include "analysis/statistics/rank_tests.h"

#include "analysis/rows.h"
#include "analysis/statistics/descriptive.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>
#include <vector>

namespace ventral::analysis {

namespace {

constexpr double kLargestExactCount = 9007199254740992.0;  // 2^53: counts stay exact

double two_sided(double z) {
    return std::min(1.0, 2 * boost::math::cdf(complement(boost::math::normal(), std::abs(z))));
}

/// sum over groups of ties of t^3 - t; 0 without ties.
double tie_sum(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    double sum = 0;
    for (std::size_t first = 0; first < values.size();) {
        std::size_t last = first;
        while (last < values.size() && values[last] == values[first]) {
            ++last;
        }
        const auto t = static_cast<double>(last - first);
        sum += t * t * t - t;
        first = last;
    }
    return sum;
}

double binomial(std::size_t n, std::size_t k) {
    double value = 1;
    for (std::size_t i = 1; i <= k; ++i) {
        value *= static_cast<double>(n - k + i) / static_cast<double>(i);
    }
    return value;
}

/// Numbers of orderings with U = 0, 1, ..., n m: the coefficients of the Gaussian binomial.
std::vector<double> mann_whitney_counts(std::size_t n, std::size_t m) {
    std::vector<double> counts(n * m + 1, 0);
    counts[0] = 1;
    for (std::size_t k = 1; k <= n; ++k) {
        for (std::size_t u = counts.size(); u-- > m + k;) {
            counts[u] -= counts[u - m - k];
        }
        for (std::size_t u = k; u < counts.size(); ++u) {
            counts[u] += counts[u - k];
        }
    }
    return counts;
}

/// Numbers of sets of ranks 1 .. n with sum 0, 1, ..., n (n + 1) / 2.
std::vector<double> signed_rank_counts(std::size_t n) {
    std::vector<double> counts(n * (n + 1) / 2 + 1, 0);
    counts[0] = 1;
    for (std::size_t k = 1; k <= n; ++k) {
        for (std::size_t w = counts.size(); w-- > k;) {
            counts[w] += counts[w - k];
        }
    }
    return counts;
}

/// Twice the share of the counts up to `last`, at most 1.
double exact_p(const std::vector<double>& counts, double last) {
    const auto end = counts.begin() + static_cast<std::ptrdiff_t>(std::lround(last)) + 1;
    const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
    return std::min(1.0, 2 * std::accumulate(counts.begin(), end, 0.0) / total);
}

}  // namespace

TestResult mann_whitney(std::span<const double> a, std::span<const double> b) {
    TestResult result;
    if (a.empty() || b.empty()) {
        result.reason = "a sample is empty";
        return result;
    }
    std::vector<double> all(a.begin(), a.end());
    all.insert(all.end(), b.begin(), b.end());
    if (!all_finite(all)) {
        result.reason = "a value is not finite";
        return result;
    }
    const std::vector<double> rank = ranks(all);
    const auto n = static_cast<double>(a.size());
    const auto m = static_cast<double>(b.size());
    const double rank_sum =
        std::accumulate(rank.begin(), rank.begin() + static_cast<std::ptrdiff_t>(a.size()), 0.0);
    result.statistic = rank_sum - n * (n + 1) / 2;
    const double ties = tie_sum(std::move(all));
    const double smaller = std::min(result.statistic, n * m - result.statistic);
    result.exact = ties == 0 && std::min(a.size(), b.size()) <= 8 &&
                   binomial(a.size() + b.size(), std::min(a.size(), b.size())) < kLargestExactCount;
    if (result.exact) {
        result.p =
            exact_p(mann_whitney_counts(std::min(a.size(), b.size()), std::max(a.size(), b.size())),
                    smaller);
        return result;
    }
    const double total = n + m;
    const double variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)));
    if (!(variance > 0)) {
        result.reason = "all values are equal";
        return result;
    }
    const double gap = std::max(0.0, n * m / 2 - smaller - 0.5);
    result.p = two_sided(gap / std::sqrt(variance));
    return result;
}

TestResult wilcoxon_signed_rank(std::span<const double> a, std::span<const double> b) {
    require_equal_lengths(a.size(), b.size(), "the two samples of a paired test");
    TestResult result;
    std::vector<double> sizes;
    std::vector<bool> positive;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double gap = a[i] - b[i];
        if (!std::isfinite(gap)) {
            result.reason = "a value is not finite";
            return result;
        }
        if (gap != 0) {
            sizes.push_back(std::abs(gap));
            positive.push_back(gap > 0);
        }
    }
    if (sizes.empty()) {
        result.reason = a.empty() ? "a sample is empty" : "all differences are zero";
        return result;
    }
    const std::vector<double> rank = ranks(sizes);
    double above = 0;
    for (std::size_t i = 0; i < rank.size(); ++i) {
        above += positive[i] ? rank[i] : 0;
    }
    const auto n = static_cast<double>(sizes.size());
    const double total = n * (n + 1) / 2;
    result.statistic = std::min(above, total - above);
    const double ties = tie_sum(sizes);
    result.exact = sizes.size() == a.size() && sizes.size() <= 50 && ties == 0;
    if (result.exact) {
        result.p = exact_p(signed_rank_counts(sizes.size()), result.statistic);
        return result;
    }
    const double variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
    result.p = two_sided((total / 2 - result.statistic) / std::sqrt(variance));
    return result;
}

}  // namespace ventral::analysis
