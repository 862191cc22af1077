#pragma once

/// Ornstein-Uhlenbeck noise on the drives, one named stream per population and trial:
/// d eta = -eta/tau dt + sigma sqrt(2/tau) dW, advanced exactly over a step. docs/theory.md.

#include "sim/base/random.h"
#include "sim/engine/network_description.h"
#include "sim/engine/state_archive.h"

#include <cmath>
#include <cstdint>
#include <string>

namespace ventral::engine {

/// The noise of one population in one trial.
class NoiseSource {
public:
    NoiseSource(const Noise& noise,
                const std::string& population,
                std::uint64_t seed,
                std::uint64_t trial)
        : noise_(noise), stream_(seed, "noise/" + population, trial) {}

    /// Draws the stationary distribution.
    template <class Real>
    void start(Real* eta, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) {
            eta[i] = static_cast<Real>(noise_.sigma * stream_.normal());
        }
    }

    /// eta(t + dt) = eta(t) exp(-dt/tau) + sigma sqrt(1 - exp(-2 dt/tau)) z
    template <class Real>
    void advance(Real* eta, std::size_t size, double dt_ms) {
        const double decay = std::exp(-dt_ms / noise_.tau_ms);
        const double spread = noise_.sigma * std::sqrt(1 - decay * decay);
        for (std::size_t i = 0; i < size; ++i) {
            eta[i] =
                static_cast<Real>(decay * static_cast<double>(eta[i]) + spread * stream_.normal());
        }
    }

    /// Where the stream stands; the noise itself is the evaluator's.
    void archive(StateArchive& archive) { archive.item(stream_); }

private:
    Noise noise_;
    base::RandomStream stream_;
};

}  // namespace ventral::engine
