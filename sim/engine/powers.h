#pragma once

/// Powers that the compiler can vectorize, in single precision to about 1e-7 of the result's
/// logarithm. Always inlined into per-instruction-set wrappers.

#include "sim/engine/simd.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace ventral::engine::pointwise_kernels {

/// log2 of a positive normal float, to about 1e-7: exponent plus an atanh series of the mantissa.
VENTRAL_INLINE float log2_positive(float x) {
    const auto bits = std::bit_cast<std::int32_t>(x);
    const std::int32_t shifted = (bits - 0x3f3504f3) >> 23;  // exponent of x / sqrt(1/2)
    const float m = std::bit_cast<float>(bits - (shifted << 23));
    const float t = (m - 1.0f) / (m + 1.0f);
    const float t2 = t * t;
    const float series =
        1.0f + t2 * (1.0f / 3 + t2 * (1.0f / 5 + t2 * (1.0f / 7 + t2 * (1.0f / 9))));
    return static_cast<float>(shifted) + 2.885390081777927f * t * series;
}

/// 2^y for y in [-126, 127], to about 1e-7.
VENTRAL_INLINE float exp2_bounded(float y) {
    const std::int32_t whole = static_cast<std::int32_t>(y + 127.5f) - 127;
    const float f = (y - static_cast<float>(whole)) * 0.6931471805599453f;
    const float series =
        1.0f +
        f * (1.0f +
             f * (1.0f / 2 +
                  f * (1.0f / 6 +
                       f * (1.0f / 24 + f * (1.0f / 120 + f * (1.0f / 720 + f * (1.0f / 5040)))))));
    return series * std::bit_cast<float>((whole + 127) << 23);
}

/// x^p of the positive part, p > 0. Like all functions here it hands on what is not a number, so
/// that the check of the rates finds it. Selections are masks of bits: branches, even implied ones,
/// would keep loops from being vectorized.
VENTRAL_INLINE float power_of(float x, float p) {
    constexpr float smallest = 1e-37f;
    const std::int32_t is_positive = -static_cast<std::int32_t>(x > smallest);
    const float safe = std::bit_cast<float>((std::bit_cast<std::int32_t>(x) & is_positive) |
                                            (std::bit_cast<std::int32_t>(smallest) & ~is_positive));
    float y = p * log2_positive(safe);
    y = y < -126.0f ? -126.0f : y;
    y = y > 127.0f ? 127.0f : y;
    const float value = exp2_bounded(y);
    const float kept = std::bit_cast<float>(std::bit_cast<std::int32_t>(value) & is_positive);
    return kept + (x - x);
}
VENTRAL_INLINE double power_of(double x, double p) {
    return x <= 0 ? 0.0 : std::pow(x, p);
}

template <class Real>
VENTRAL_INLINE Real positive(Real x) {
    return x < Real(0) ? Real(0) : x;
}

}  // namespace ventral::engine::pointwise_kernels
