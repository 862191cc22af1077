#include "analysis/statistics/bootstrap.h"

#include "analysis/statistics/descriptive.h"
#include "sim/base/errors.h"
#include "sim/base/random.h"
#include "sim/base/text.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>

namespace ventral::analysis {

namespace {

const boost::math::normal kNormal;

/// Samples of these sizes lie one after the other in the indices; each is resampled on its own.
using Sizes = std::vector<std::size_t>;

std::vector<std::size_t> draw(const Sizes& sizes, std::uint64_t seed, std::size_t i) {
    base::RandomStream stream(seed, "bootstrap", i);
    std::vector<std::size_t> chosen;
    std::size_t first = 0;
    for (const std::size_t size : sizes) {
        for (std::size_t k = 0; k < size; ++k) {
            chosen.push_back(first + stream.below(static_cast<std::uint32_t>(size)));
        }
        first += size;
    }
    return chosen;
}

std::vector<std::size_t> all_indices(std::size_t n) {
    std::vector<std::size_t> all(n);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

/// Acceleration from the jackknife, for one sample or several (Davison & Hinkley 1997, eq. 5.29):
/// a = sum_j (sum_i U^3 / n^3) / (6 (sum_j sum_i U^2 / n^2)^(3/2)). NaN if a value is missing.
double acceleration(const Sizes& sizes, const Statistic& statistic, unsigned num_threads) {
    const std::size_t n = std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
    std::vector<double> left_out(n);
    for_each_index(n, num_threads, [&](std::size_t i) {
        std::vector<std::size_t> rest = all_indices(n);
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        left_out[i] = statistic(rest);
    });
    double cubes = 0;
    double squares = 0;
    std::size_t first = 0;
    for (const std::size_t size : sizes) {
        const auto own = std::span(left_out).subspan(first, size);
        const double centre = mean(own);
        const auto count = static_cast<double>(size);
        for (const double value : own) {
            const double influence = (count - 1) / count * (centre - value);
            cubes += influence * influence * influence;
            squares += influence * influence;
        }
        first += size;
    }
    return squares == 0 ? 0 : cubes / (6 * std::pow(squares, 1.5));
}

double clamp_share(double p) {
    return std::clamp(p, 0.0, 1.0);
}

Interval bca_interval(std::span<const double> resampled,
                      double value,
                      double accel,
                      double confidence) {
    const auto below = [&](double x) { return x < value ? 1.0 : (x == value ? 0.5 : 0.0); };
    double count = 0;
    for (const double x : resampled) {
        count += below(x);
    }
    const double share = count / static_cast<double>(resampled.size());
    if (!(share > 0 && share < 1) || !std::isfinite(accel)) {
        return {};
    }
    const double z0 = boost::math::quantile(kNormal, share);
    const auto level = [&](double p) {
        const double z = z0 + boost::math::quantile(kNormal, p);
        return boost::math::cdf(kNormal, z0 + z / (1 - accel * z));
    };
    const double tail = (1 - confidence) / 2;
    return {quantile(resampled, clamp_share(level(tail))),
            quantile(resampled, clamp_share(level(1 - tail)))};
}

void set_interval(BootstrapResult& result,
                  const Sizes& sizes,
                  const Statistic& statistic,
                  std::span<const double> resampled,
                  const BootstrapSettings& settings) {
    if (settings.method == BootstrapMethod::Percentile) {
        const double tail = (1 - settings.confidence) / 2;
        result.interval = {quantile(resampled, tail), quantile(resampled, 1 - tail)};
        return;
    }
    const double accel = acceleration(sizes, statistic, settings.num_threads);
    result.interval = bca_interval(resampled, result.value, accel, settings.confidence);
    if (std::isnan(result.interval.low)) {
        result.reason = std::isfinite(accel)
                            ? "the value lies outside all of its resamples"
                            : "the statistic has no value without one of the observations";
    }
}

}  // namespace

std::string_view name_of(BootstrapMethod method) {
    return method == BootstrapMethod::Bca ? "BCa bootstrap" : "percentile bootstrap";
}

std::vector<std::size_t> resample_indices(std::size_t n, std::uint64_t seed, std::size_t i) {
    return draw({n}, seed, i);
}

BootstrapResult bootstrap_samples(const std::vector<std::size_t>& sizes,
                                  const Statistic& statistic,
                                  const BootstrapSettings& settings) {
    if (!(settings.confidence > 0 && settings.confidence < 1) || settings.num_resamples < 2) {
        throw base::ConfigError(
            {.what = "a bootstrap",
             .got = base::str("confidence ", settings.confidence, ", ", settings.num_resamples,
                              " resamples"),
             .allowed = "a confidence between 0 and 1 and at least 2 resamples"});
    }
    BootstrapResult result;
    const std::size_t n = std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
    if (*std::min_element(sizes.begin(), sizes.end()) == 0) {
        result.reason = "no observations";
        return result;
    }
    result.value = statistic(all_indices(n));
    if (std::isnan(result.value)) {
        result.reason = "the statistic has no value";
        return result;
    }
    if (*std::min_element(sizes.begin(), sizes.end()) < 2) {
        result.reason = "one observation has no interval";
        return result;
    }
    std::vector<double> resampled(settings.num_resamples);
    for_each_index(
        settings.num_resamples, settings.num_threads,
        [&](std::size_t i) { resampled[i] = statistic(draw(sizes, settings.seed, i)); },
        settings.progress);
    std::erase_if(resampled, [](double v) { return std::isnan(v); });
    result.num_failed = settings.num_resamples - resampled.size();
    if (static_cast<double>(result.num_failed) >
        settings.max_failed_share * static_cast<double>(settings.num_resamples)) {
        result.reason = base::str("no value in ", result.num_failed, " of ", settings.num_resamples,
                                  " resamples");
        return result;
    }
    result.standard_error = standard_deviation(resampled);
    result.bias = mean(resampled) - result.value;
    set_interval(result, sizes, statistic, resampled, settings);
    return result;
}

BootstrapResult bootstrap(std::size_t n,
                          const Statistic& statistic,
                          const BootstrapSettings& settings) {
    return bootstrap_samples({n}, statistic, settings);
}

BootstrapResult bootstrap(std::span<const double> values,
                          const std::function<double(std::span<const double>)>& statistic,
                          const BootstrapSettings& settings) {
    return bootstrap_samples(
        {values.size()},
        [&](std::span<const std::size_t> chosen) {
            std::vector<double> sample;
            sample.reserve(chosen.size());
            for (const std::size_t i : chosen) {
                sample.push_back(values[i]);
            }
            return statistic(sample);
        },
        settings);
}

BootstrapResult bootstrap_two_samples(
    std::span<const double> a,
    std::span<const double> b,
    const std::function<double(std::span<const double>, std::span<const double>)>& statistic,
    const BootstrapSettings& settings) {
    return bootstrap_samples(
        {a.size(), b.size()},
        [&](std::span<const std::size_t> chosen) {
            std::vector<double> from_a;
            std::vector<double> from_b;
            for (const std::size_t i : chosen) {
                if (i < a.size()) {
                    from_a.push_back(a[i]);
                } else {
                    from_b.push_back(b[i - a.size()]);
                }
            }
            return statistic(from_a, from_b);
        },
        settings);
}

}  // namespace ventral::analysis
