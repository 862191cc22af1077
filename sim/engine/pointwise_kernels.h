#pragma once

/// The loops of pointwise.cpp, always inlined into its per-instruction-set wrappers.

#include "sim/engine/pointwise.h"

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
    const auto whole = static_cast<std::int32_t>(y + (y >= 0 ? 0.5f : -0.5f));
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
/// that the check of the rates finds it.
VENTRAL_INLINE float power_of(float x, float p) {
    const float safe = x > 1e-37f ? x : 1e-37f;
    float y = p * log2_positive(safe);
    y = y < -126.0f ? -126.0f : (y > 127.0f ? 127.0f : y);
    const float value = exp2_bounded(y);
    return x > 1e-37f ? value : (x == x ? 0.0f : x);
}
VENTRAL_INLINE double power_of(double x, double p) {
    return x <= 0 ? 0.0 : std::pow(x, p);
}

template <class Real>
VENTRAL_INLINE Real positive(Real x) {
    return x < Real(0) ? Real(0) : x;
}

template <class Real>
VENTRAL_INLINE void add_scaled(std::size_t n, Real w, const Real* x, Real* y) {
    for (std::size_t i = 0; i < n; ++i) {
        y[i] += w * x[i];
    }
}

template <class Real>
VENTRAL_INLINE void add_scaled_field(std::size_t n, Real w, const Real* f, const Real* x, Real* y) {
    for (std::size_t i = 0; i < n; ++i) {
        y[i] += w * f[i] * x[i];
    }
}

template <class Real>
VENTRAL_INLINE void add_group(
    std::size_t n, const Real* d, const Real* g, Real low, Real high, const Real* pool, Real* u) {
    if (g == nullptr) {
        for (std::size_t i = 0; i < n; ++i) {
            u[i] += d[i] / pool[i];
        }
        return;
    }
    for (std::size_t i = 0; i < n; ++i) {
        const Real gain = Real(1) + g[i];
        const Real kept = gain < low ? low : (gain > high ? high : gain);
        u[i] += pool == nullptr ? d[i] * kept : d[i] * kept / pool[i];
    }
}

template <class Real>
VENTRAL_INLINE void power(std::size_t n, Real p, const Real* in, Real* out) {
    for (std::size_t i = 0; i < n; ++i) {
        out[i] = power_of(in[i], p);
    }
}

template <class Real, class F>
VENTRAL_INLINE void apply_transfer(const TransferFunction& f,
                                   std::size_t n,
                                   const Real* u,
                                   const Real* gain,
                                   Real* r,
                                   F nonlinearity) {
    const Real limit = static_cast<Real>(f.ceiling_rate);
    const Real inverse = f.ceiling == Ceiling::Soft ? Real(1) / limit : Real(0);
    for (std::size_t i = 0; i < n; ++i) {
        Real p = nonlinearity(u[i]);
        if (f.ceiling == Ceiling::Hard) {
            p = p > limit ? limit : p;
        } else if (f.ceiling == Ceiling::Soft) {
            p = p / (Real(1) + positive(p) * inverse);
        }
        r[i] = gain == nullptr ? p : p * gain[i];
    }
}

template <class Real>
VENTRAL_INLINE void transfer(
    const TransferFunction& f, std::size_t n, const Real* u, const Real* gain, Real* r) {
    const Real k = static_cast<Real>(f.gain);
    const Real p = static_cast<Real>(f.exponent);
    const Real top = static_cast<Real>(f.max_rate);
    const Real half = static_cast<Real>(f.half);
    switch (f.kind) {
        case TransferKind::Linear:
            apply_transfer(f, n, u, gain, r, [k](Real v) { return k * v; });
            return;
        case TransferKind::RectifiedLinear:
            apply_transfer(f, n, u, gain, r, [k](Real v) { return k * positive(v); });
            return;
        case TransferKind::PowerLaw:
            if (f.exponent == 2) {
                apply_transfer(f, n, u, gain, r,
                               [k](Real v) { return k * positive(v) * positive(v); });
                return;
            }
            apply_transfer(f, n, u, gain, r, [k, p](Real v) { return k * power_of(v, p); });
            return;
        case TransferKind::NakaRushton: {
            const Real half_power = power_of(half, p);
            apply_transfer(f, n, u, gain, r, [top, p, half_power](Real v) {
                const Real q = power_of(v, p);
                return top * q / (half_power + q);
            });
            return;
        }
        case TransferKind::Logistic:
            apply_transfer(f, n, u, gain, r, [k, top, half](Real v) {
                return top / (Real(1) + std::exp(-k * (v - half)));
            });
            return;
    }
}

template <class Real>
VENTRAL_INLINE void relax(std::size_t n, Real c, const Real* target, Real* x) {
    for (std::size_t i = 0; i < n; ++i) {
        x[i] += c * (target[i] - x[i]);
    }
}

template <class Real>
VENTRAL_INLINE bool all_within(std::size_t n, Real limit, const Real* x) {
    int outside = 0;
    for (std::size_t i = 0; i < n; ++i) {
        outside |= static_cast<int>(!(x[i] <= limit)) | static_cast<int>(!(x[i] >= -limit));
    }
    return outside == 0;
}

template <class Real>
VENTRAL_INLINE void sum_spectra(std::size_t n,
                                const SpectralProduct<Real>* products,
                                std::size_t count,
                                Real* out_re,
                                Real* out_im) {
    constexpr std::size_t block = 256;
    for (std::size_t begin = 0; begin < n; begin += block) {
        const std::size_t m = n - begin < block ? n - begin : block;
        alignas(64) Real re[block];
        alignas(64) Real im[block];
        for (std::size_t i = 0; i < m; ++i) {
            re[i] = Real(0);
            im[i] = Real(0);
        }
        for (std::size_t j = 0; j < count; ++j) {
            const SpectralProduct<Real>& p = products[j];
            const Real* kr = p.kernel_re + begin;
            const Real* sr = p.source_re + begin;
            const Real* si = p.source_im + begin;
            const Real w = p.weight;
            if (p.kernel_im == nullptr) {
                for (std::size_t i = 0; i < m; ++i) {
                    const Real k = w * kr[i];
                    re[i] += k * sr[i];
                    im[i] += k * si[i];
                }
            } else {
                const Real* ki = p.kernel_im + begin;
                for (std::size_t i = 0; i < m; ++i) {
                    const Real a = w * kr[i];
                    const Real b = w * ki[i];
                    re[i] += a * sr[i] - b * si[i];
                    im[i] += a * si[i] + b * sr[i];
                }
            }
        }
        for (std::size_t i = 0; i < m; ++i) {
            out_re[begin + i] = re[i];
            out_im[begin + i] = im[i];
        }
    }
}

/// Folds members into `out` with `step(accumulator, value)`, then finishes with `last`.
template <class Real, class Step, class Last>
VENTRAL_INLINE void fold(const CombinationArguments<Real>& a, Real start, Step step, Last last) {
    for (std::size_t i = 0; i < a.size; ++i) {
        a.out[i] = start;
    }
    for (int m = 0; m < a.num_members; ++m) {
        const Real* z = a.planes[m];
        for (std::size_t i = 0; i < a.size; ++i) {
            a.out[i] = step(a.out[i], z[i]);
        }
    }
    for (std::size_t i = 0; i < a.size; ++i) {
        a.out[i] = last(a.out[i]);
    }
}

template <class Real>
VENTRAL_INLINE void orientation_contrast(const CombinationArguments<Real>& a) {
    for (std::size_t i = 0; i < a.size; ++i) {
        Real magnitudes = 0;
        Real total = 0;
        for (int m = 0; m < a.num_members; ++m) {
            const Real z = a.planes[m][i];
            magnitudes += z < 0 ? -z : z;
            total += z;
        }
        a.out[i] = magnitudes - (total < 0 ? -total : total);
    }
}

template <class Real>
VENTRAL_INLINE void own_against_opponent(const CombinationArguments<Real>& a) {
    const Real* own = a.planes[0];
    const Real* opponent = a.planes[1];
    for (std::size_t i = 0; i < a.size; ++i) {
        const Real y0 = power_of(own[i], a.exponent);
        const Real y1 = power_of(opponent[i], a.exponent);
        a.out[i] = y0 / (Real(1) + y0 + y1);
    }
}

template <class Real>
VENTRAL_INLINE void combine(const CombinationArguments<Real>& a) {
    const Real p = a.exponent;
    const Real count = static_cast<Real>(a.num_members);
    const Real floor = static_cast<Real>(kPowerMeanFloor);
    switch (a.kind) {
        case CombinationKind::None:
            fold(
                a, Real(0), [](Real s, Real z) { return s + z; }, [](Real s) { return s; });
            return;
        case CombinationKind::RootSumOfSquares:
            fold(
                a, Real(0), [](Real s, Real z) { return s + z * z; },
                [](Real s) { return std::sqrt(s); });
            return;
        case CombinationKind::OrientationContrast:
            orientation_contrast(a);
            return;
        case CombinationKind::PowerMean:
            fold(
                a, Real(0),
                [p, floor](Real s, Real z) { return s + power_of(positive(z) + floor, p); },
                [p, count, floor](Real s) { return power_of(s / count, Real(1) / p) - floor; });
            return;
        case CombinationKind::Product:
            fold(
                a, Real(1), [](Real s, Real z) { return s * positive(z); },
                [](Real s) { return s; });
            return;
        case CombinationKind::GeometricMean:
            if (a.num_members == 2) {
                fold(
                    a, Real(1), [](Real s, Real z) { return s * positive(z); },
                    [](Real s) { return std::sqrt(s); });
                return;
            }
            fold(
                a, Real(1), [](Real s, Real z) { return s * positive(z); },
                [count](Real s) { return power_of(s, Real(1) / count); });
            return;
        case CombinationKind::OwnAgainstOpponent:
            own_against_opponent(a);
            return;
    }
}

}  // namespace ventral::engine::pointwise_kernels
