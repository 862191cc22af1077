#pragma once

/// Means, spreads and quantiles. NaN for too few values and wherever a value is NaN.

#include <span>
#include <vector>

namespace ventral::analysis {

double mean(std::span<const double> values);
/// Sample standard deviation (n - 1); NaN for fewer than two values.
double standard_deviation(std::span<const double> values);
/// Linear between order statistics (type 7 of Hyndman & Fan 1996, NumPy's default), 0 <= p <= 1.
double quantile(std::span<const double> values, double p);
double median(std::span<const double> values);
/// Ranks from 1, ties shared (midranks).
std::vector<double> ranks(std::span<const double> values);
/// Pearson's r; NaN if either does not vary.
double correlation(std::span<const double> x, std::span<const double> y);
/// Spearman's rho: Pearson's r of the ranks.
double rank_correlation(std::span<const double> x, std::span<const double> y);

}  // namespace ventral::analysis
