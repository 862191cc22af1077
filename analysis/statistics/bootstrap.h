#pragma once

/// Bootstrap confidence intervals (Efron & Tibshirani 1993). Resample i draws from a random stream
/// of its own, so that a seed gives one result on any number of threads.

#include "analysis/parallel.h"
#include "analysis/value.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ventral::analysis {

enum class BootstrapMethod {
    Bca,         ///< bias-corrected and accelerated (Efron 1987); costs n more evaluations
    Percentile,  ///< quantiles of the resampled values
};
std::string_view name_of(BootstrapMethod method);

struct BootstrapSettings {
    std::size_t num_resamples = 1000;
    double confidence = 0.95;
    BootstrapMethod method = BootstrapMethod::Bca;
    std::uint64_t seed = 1;
    unsigned num_threads = 1;        ///< 0: one per processor; no number changes with it
    double max_failed_share = 0.05;  ///< of the resamples, without a value: then no interval
    Progress progress{};
};

/// A statistic with its interval. The interval is NaN where it cannot be had; `reason` says why.
struct BootstrapResult {
    double value = kNoValue;  ///< of the sample itself
    Interval interval{};
    double standard_error = kNoValue;  ///< standard deviation over the resamples
    double bias = kNoValue;            ///< mean over the resamples - value
    std::size_t num_failed = 0;        ///< resamples for which the statistic had no value
    std::string reason{};
};

/// A statistic of the observations with these indices; NaN where it has no value. Called from
/// several threads if the settings say so.
using Statistic = std::function<double(std::span<const std::size_t> chosen)>;

/// Resamples n observations with replacement. One observation has a value and no interval.
BootstrapResult bootstrap(std::size_t n,
                          const Statistic& statistic,
                          const BootstrapSettings& settings = {});

/// The same for statistics of one sample of numbers, e.g. analysis::median.
BootstrapResult bootstrap(std::span<const double> values,
                          const std::function<double(std::span<const double>)>& statistic,
                          const BootstrapSettings& settings = {});

/// Two independent samples, each resampled on its own.
BootstrapResult bootstrap_two_samples(
    std::span<const double> a,
    std::span<const double> b,
    const std::function<double(std::span<const double>, std::span<const double>)>& statistic,
    const BootstrapSettings& settings = {});

/// Several independent samples of these sizes, each resampled on its own: the indices run through
/// the samples one after the other. BCa also asks for the statistic with one observation left out.
BootstrapResult bootstrap_samples(const std::vector<std::size_t>& sizes,
                                  const Statistic& statistic,
                                  const BootstrapSettings& settings = {});

/// The indices that resample `i` of n observations draws.
std::vector<std::size_t> resample_indices(std::size_t n, std::uint64_t seed, std::size_t i);

}  // namespace ventral::analysis
