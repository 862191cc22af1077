#pragma once

/// Synthetic time courses whose latency is known.

#include "sim/base/random.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace ventral::test {

/// 1 ms samples from -200 to 500 ms.
inline std::vector<double> latency_times() {
    std::vector<double> times;
    for (int t = -200; t <= 500; ++t) {
        times.push_back(t);
    }
    return times;
}

/// What a response with Gaussian onsets is made of; amplitudes in Hz.
struct Onsets {
    double mu_ms = 60;
    double sigma_ms = 10;
    double sustained = 20;
    double transient = 0;
    double alpha_per_ms = 0.02;
    double baseline = 5;
};

/// A step and an exponentially fading response, averaged over the onsets by quadrature: what the
/// latency fit's closed form must equal.
inline double onset_response(double t, const Onsets& o) {
    constexpr int kSteps = 4000;
    const double from = o.mu_ms - 8 * o.sigma_ms;
    const double to = std::min(t, o.mu_ms + 8 * o.sigma_ms);
    if (to <= from) {
        return o.baseline;
    }
    double sum = 0;
    for (int i = 0; i <= kSteps; ++i) {
        const double onset = from + (to - from) * i / kSteps;
        const double z = (onset - o.mu_ms) / o.sigma_ms;
        const double density = std::exp(-0.5 * z * z) / (o.sigma_ms * std::sqrt(2 * std::acos(-1)));
        const double response = o.sustained + o.transient * std::exp(-o.alpha_per_ms * (t - onset));
        sum += (i == 0 || i == kSteps ? 0.5 : 1) * density * response;
    }
    return o.baseline + sum * (to - from) / kSteps;
}

inline std::vector<double> onset_trace(const std::vector<double>& times, const Onsets& onsets) {
    std::vector<double> rates;
    for (const double t : times) {
        rates.push_back(onset_response(t, onsets));
    }
    return rates;
}

/// First time the noiseless response, less its baseline, reaches a share of its maximum, by 0.01
/// ms.
inline double true_latency(const Onsets& onsets, double share) {
    double maximum = 0;
    for (int half_ms = 0; half_ms <= 1000; ++half_ms) {
        maximum = std::max(maximum, onset_response(0.5 * half_ms, onsets) - onsets.baseline);
    }
    double low = -100;
    double high = 500;
    for (int t = 0; t <= 500; ++t) {
        if (onset_response(t, onsets) - onsets.baseline >= share * maximum) {
            high = t;
            break;
        }
    }
    while (high - low > 1e-3) {
        const double middle = (low + high) / 2;
        const bool above = onset_response(middle, onsets) - onsets.baseline >= share * maximum;
        (above ? high : low) = middle;
    }
    return high;
}

inline std::vector<double> with_noise(std::vector<double> rates, double sd, std::uint64_t seed) {
    base::RandomStream stream(seed, "trace noise");
    for (double& rate : rates) {
        rate += sd * stream.normal();
    }
    return rates;
}

}  // namespace ventral::test
