#pragma once

/// Spike counts from rates, with a stated variability.

#include "sim/base/random.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ventral::analysis {

/// Poisson number with the given mean >= 0.
std::size_t draw_poisson(double mean, base::RandomStream& stream);

/// A count with the given mean and variance-to-mean ratio F (Fano factor): Poisson for F = 1,
/// negative binomial (Poisson with a gamma-distributed mean) for F > 1, binomial for F < 1. Both
/// moments are exact. Throws base::ConfigError if the mean is negative or not finite, or F < 0, or
/// F below what counts of that mean can have, f (1 - f) / mean with f the mean's fractional part.
double draw_count(double mean, double variance_to_mean, base::RandomStream& stream);

/// Counts of `num_trials` trials of a window of `window_ms` at `rate_hz`.
std::vector<double> spike_counts(double rate_hz,
                                 double window_ms,
                                 double variance_to_mean,
                                 std::size_t num_trials,
                                 base::RandomStream& stream);

/// sqrt(count + 3/8), whose variance is nearly 1/4 for Poisson counts (Anscombe 1948).
double anscombe(double count);

}  // namespace ventral::analysis
