#include "sim/base/random.h"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>

namespace ventral::base {
namespace {

/// SplitMix64's finalizer: spreads the bits of seed and name over the Philox key.
std::uint64_t mix(std::uint64_t value) {
    value ^= value >> 30U;
    value *= 0xbf58476d1ce4e5b9ULL;
    value ^= value >> 27U;
    value *= 0x94d049bb133111ebULL;
    return value ^ (value >> 31U);
}

}  // namespace

std::uint64_t hash_name(std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char letter : name) {
        hash ^= static_cast<unsigned char>(letter);
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

RandomStream::RandomStream(std::uint64_t seed, std::string_view purpose, std::uint64_t index) {
    const std::uint64_t key = mix(mix(seed + 0x9e3779b97f4a7c15ULL) ^ hash_name(purpose));
    key_ = {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U)};
    counter_ = {0, 0, static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32U)};
}

void RandomStream::refill() {
    const r123::Philox4x32 philox;
    const r123::Philox4x32::ctr_type counter{{counter_[0], counter_[1], counter_[2], counter_[3]}};
    const r123::Philox4x32::key_type key{{key_[0], key_[1]}};
    const auto block = philox(counter, key);
    block_ = {block[0], block[1], block[2], block[3]};
    used_ = 0;
    if (++counter_[0] == 0) {
        ++counter_[1];
    }
}

std::uint32_t RandomStream::next_u32() {
    if (used_ == 4) {
        refill();
    }
    return block_[used_++];
}

double RandomStream::uniform() {
    const std::uint64_t high = next_u32();
    const std::uint64_t low = next_u32();
    return static_cast<double>(((high << 32U) | low) >> 11U) * 0x1.0p-53;
}

double RandomStream::normal() {
    if (has_spare_) {
        has_spare_ = false;
        return spare_normal_;
    }
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    const double angle = 2.0 * std::numbers::pi * uniform();
    spare_normal_ = radius * std::sin(angle);
    has_spare_ = true;
    return radius * std::cos(angle);
}

double RandomStream::gamma(double shape) {
    if (shape < 1.0) {
        const double boost = std::pow(1.0 - uniform(), 1.0 / shape);
        return gamma(shape + 1.0) * boost;
    }
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / std::sqrt(9.0 * d);
    for (;;) {
        const double x = normal();
        const double v = std::pow(1.0 + c * x, 3);
        if (v > 0 && std::log(1.0 - uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) {
            return d * v;
        }
    }
}

std::uint32_t RandomStream::below(std::uint32_t n) {
    const std::uint32_t limit = 0xffffffffU - (0xffffffffU % n + 1U) % n;
    std::uint32_t draw = next_u32();
    while (draw > limit) {
        draw = next_u32();
    }
    return draw % n;
}

}  // namespace ventral::base
