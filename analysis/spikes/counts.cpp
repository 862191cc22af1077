#include "analysis/spikes/counts.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::analysis {

namespace {

/// Poisson by multiplying uniform numbers (Knuth); exp(-mean) must not vanish.
std::size_t draw_small_poisson(double mean, base::RandomStream& stream) {
    const double limit = std::exp(-mean);
    double product = stream.uniform();
    std::size_t count = 0;
    while (product > limit) {
        product *= stream.uniform();
        ++count;
    }
    return count;
}

/// Variance-to-mean ratio of a binomial number with success probability p whose number of attempts
/// is mean / p, rounded up or down at random so that the mean is kept.
double binomial_ratio(double mean, double p) {
    const double attempts = mean / p;
    const double part = attempts - std::floor(attempts);
    return 1 - p + p * p * part * (1 - part) / mean;
}

double draw_underdispersed(double mean, double ratio, base::RandomStream& stream) {
    // The ratio is continuous in p, 1 at p = 0 and the least possible one at p = 1.
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (binomial_ratio(mean, middle) > ratio ? low : high) = middle;
    }
    const double p = high;
    const double attempts = mean / p;
    const double whole = std::floor(attempts);
    const auto num_attempts =
        static_cast<std::size_t>(whole) + (stream.uniform() < attempts - whole ? 1U : 0U);
    double count = 0;
    for (std::size_t i = 0; i < num_attempts; ++i) {
        count += stream.uniform() < p ? 1 : 0;
    }
    return count;
}

void require_count(double mean, double ratio) {
    if (!(mean >= 0) || !std::isfinite(mean) || !(ratio >= 0) || !std::isfinite(ratio)) {
        throw base::ConfigError(
            {.what = "a spike count",
             .got = base::str("mean ", mean, ", variance-to-mean ratio ", ratio),
             .allowed = "both finite and at least 0"});
    }
    const double part = mean - std::floor(mean);
    const double least = mean > 0 ? part * (1 - part) / mean : 0;
    if (ratio < least - 1e-12) {
        throw base::ConfigError(
            {.what = base::str("whole numbers with mean ", base::format_number(mean),
                               " cannot vary as little"),
             .got = base::str("variance-to-mean ratio ", base::format_number(ratio)),
             .allowed = base::str("at least ", base::format_number(least))});
    }
}

}  // namespace

std::size_t draw_poisson(double mean, base::RandomStream& stream) {
    constexpr double kPart = 100;
    std::size_t count = 0;
    while (mean > kPart) {
        count += draw_small_poisson(kPart, stream);
        mean -= kPart;
    }
    return count + draw_small_poisson(mean, stream);
}

double draw_count(double mean, double variance_to_mean, base::RandomStream& stream) {
    require_count(mean, variance_to_mean);
    if (mean == 0) {
        return 0;
    }
    if (variance_to_mean < 1) {
        return draw_underdispersed(mean, variance_to_mean, stream);
    }
    if (variance_to_mean == 1) {
        return static_cast<double>(draw_poisson(mean, stream));
    }
    const double excess = variance_to_mean - 1;
    const double own_mean = excess * stream.gamma(mean / excess);
    return static_cast<double>(draw_poisson(own_mean, stream));
}

std::vector<double> spike_counts(double rate_hz,
                                 double window_ms,
                                 double variance_to_mean,
                                 std::size_t num_trials,
                                 base::RandomStream& stream) {
    std::vector<double> counts(num_trials);
    for (double& count : counts) {
        count = draw_count(rate_hz * window_ms / 1000, variance_to_mean, stream);
    }
    return counts;
}

double anscombe(double count) {
    return std::sqrt(count + 0.375);
}

}  // namespace ventral::analysis
