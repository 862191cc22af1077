#pragma once

/// The loops of pointwise.cpp, always inlined into its per-instruction-set wrappers.

#include "sim/engine/pointwise.h"
#include "sim/engine/powers.h"

#include <cmath>

namespace ventral::engine::pointwise_kernels {

/// Samples per block: a handful of blocks stays in the innermost cache.
inline constexpr std::size_t kBlock = 512;

/// y += N planes without spread, each sample in the order of the planes.
template <std::size_t N, class Real>
VENTRAL_INLINE void add_at_once(std::size_t begin,
                                std::size_t n,
                                const ScaledPlane<Real>* planes,
                                Real* y) {
    Real w[N];
    const Real* x[N];
    for (std::size_t k = 0; k < N; ++k) {
        w[k] = planes[k].weight;
        x[k] = planes[k].values + begin;
    }
    for (std::size_t i = 0; i < n; ++i) {
        Real sum = y[i];
        for (std::size_t k = 0; k < N; ++k) {
            sum += w[k] * x[k][i];
        }
        y[i] = sum;
    }
}

/// y += the planes' samples [begin, begin + n)
template <class Real>
VENTRAL_INLINE void add_planes(
    std::size_t begin, std::size_t n, const ScaledPlane<Real>* planes, std::size_t count, Real* y) {
    for (std::size_t k = 0; k < count;) {
        std::size_t plain = 0;
        while (plain < 4 && k + plain < count && planes[k + plain].spread == nullptr) {
            ++plain;
        }
        switch (plain) {
            case 0: {
                const Real w = planes[k].weight;
                const Real* x = planes[k].values + begin;
                const Real* f = planes[k].spread + begin;
                for (std::size_t i = 0; i < n; ++i) {
                    y[i] += w * f[i] * x[i];
                }
                plain = 1;
                break;
            }
            case 1:
                add_at_once<1>(begin, n, planes + k, y);
                break;
            case 2:
                add_at_once<2>(begin, n, planes + k, y);
                break;
            case 3:
                add_at_once<3>(begin, n, planes + k, y);
                break;
            default:
                add_at_once<4>(begin, n, planes + k, y);
        }
        k += plain;
    }
}

template <class Real>
VENTRAL_INLINE Real dot(std::size_t n, const Real* w, const Real* x) {
    constexpr std::size_t lanes = 64 / sizeof(Real);
    Real sums[lanes] = {};
    const std::size_t whole = n - n % lanes;
    for (std::size_t i = 0; i < whole; i += lanes) {
        for (std::size_t k = 0; k < lanes; ++k) {
            sums[k] += w[i + k] * x[i + k];
        }
    }
    Real total = 0;
    for (const Real sum : sums) {
        total += sum;
    }
    for (std::size_t i = whole; i < n; ++i) {
        total += w[i] * x[i];
    }
    return total;
}

template <class Real>
VENTRAL_INLINE void power(std::size_t n, Real p, const Real* in, Real* out) {
    for (std::size_t i = 0; i < n; ++i) {
        out[i] = power_of(in[i], p);
    }
}

/// One loop for each ceiling, and one more for the gain: a branch within would mask every load, and
/// masked loads from nowhere take hundreds of cycles.
template <class Real, class F>
VENTRAL_INLINE void apply_transfer(const TransferFunction& f,
                                   std::size_t n,
                                   const Real* u,
                                   const Real* gain,
                                   Real* r,
                                   F nonlinearity) {
    const Real limit = static_cast<Real>(f.ceiling_rate);
    switch (f.ceiling) {
        case Ceiling::None:
            for (std::size_t i = 0; i < n; ++i) {
                r[i] = nonlinearity(u[i]);
            }
            break;
        case Ceiling::Hard:
            for (std::size_t i = 0; i < n; ++i) {
                const Real p = nonlinearity(u[i]);
                r[i] = p > limit ? limit : p;
            }
            break;
        case Ceiling::Soft: {
            const Real inverse = Real(1) / limit;
            for (std::size_t i = 0; i < n; ++i) {
                const Real p = nonlinearity(u[i]);
                r[i] = p / (Real(1) + positive(p) * inverse);
            }
            break;
        }
    }
    if (gain != nullptr) {
        for (std::size_t i = 0; i < n; ++i) {
            r[i] *= gain[i];
        }
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
VENTRAL_INLINE void approach(
    std::size_t n, Real gain, const Real* target, Real share, const Real* x, Real* y) {
    if (x == nullptr) {
        for (std::size_t i = 0; i < n; ++i) {
            y[i] = gain * target[i];
        }
        return;
    }
    for (std::size_t i = 0; i < n; ++i) {
        y[i] = x[i] + share * (gain * target[i] - x[i]);
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

}  // namespace ventral::engine::pointwise_kernels
