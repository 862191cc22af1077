#pragma once

/// The loops of pointwise.cpp, always inlined into its per-instruction-set wrappers.

#include "sim/engine/pointwise.h"
#include "sim/engine/powers.h"

#include <cmath>

namespace ventral::engine::pointwise_kernels {

/// Samples per block: a handful of blocks stays in the innermost cache.
inline constexpr std::size_t kBlock = 512;

/// y += the planes' samples [begin, begin + n)
template <class Real>
VENTRAL_INLINE void add_planes(
    std::size_t begin, std::size_t n, const ScaledPlane<Real>* planes, std::size_t count, Real* y) {
    for (std::size_t k = 0; k < count; ++k) {
        const Real w = planes[k].weight;
        const Real* x = planes[k].values + begin;
        if (planes[k].spread == nullptr) {
            for (std::size_t i = 0; i < n; ++i) {
                y[i] += w * x[i];
            }
        } else {
            const Real* f = planes[k].spread + begin;
            for (std::size_t i = 0; i < n; ++i) {
                y[i] += w * f[i] * x[i];
            }
        }
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

}  // namespace ventral::engine::pointwise_kernels
