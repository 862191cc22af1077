#pragma once

/// Named, seeded, counter-based random streams (Philox 4x32-10, Salmon et al. 2011). A stream is
/// a pure function of (run seed, name, index): adding a population does not shift another's
/// numbers, and any draw can be repeated on any thread.

#include <array>
#include <cstdint>
#include <string_view>

namespace ventral::base {

/// 64-bit FNV-1a of a name, the same on every machine.
std::uint64_t hash_name(std::string_view name);

/// A stream of random numbers. Value type: a copy continues independently from the same place.
class RandomStream {
public:
    /// @param seed the run's or the model's seed; @param purpose e.g. "noise/V1.E";
    /// @param index e.g. the trial number.
    RandomStream(std::uint64_t seed, std::string_view purpose, std::uint64_t index = 0);

    std::uint32_t next_u32();
    /// Uniform in [0, 1) with 53 bits.
    double uniform();
    /// Uniform in [low, high).
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Standard normal (Box-Muller).
    double normal();
    /// Gamma with the given shape > 0 and scale 1 (Marsaglia & Tsang 2000).
    double gamma(double shape);
    /// Uniform integer in [0, n), n >= 1, without modulo bias.
    std::uint32_t below(std::uint32_t n);

private:
    void refill();

    std::array<std::uint32_t, 2> key_{};
    std::array<std::uint32_t, 4> counter_{};
    std::array<std::uint32_t, 4> block_{};
    unsigned used_ = 4;
    double spare_normal_ = 0;
    bool has_spare_ = false;
};

}  // namespace ventral::base
