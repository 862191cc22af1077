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

/// out += kernel * sum, a complex product unless the kernel is real (its im null).
template <class Real>
VENTRAL_INLINE void add_product(std::size_t n,
                                const Real* kernel_re,
                                const Real* kernel_im,
                                const Real* sum_re,
                                const Real* sum_im,
                                Real* re,
                                Real* im) {
    if (kernel_im == nullptr) {
        for (std::size_t i = 0; i < n; ++i) {
            re[i] += kernel_re[i] * sum_re[i];
            im[i] += kernel_re[i] * sum_im[i];
        }
        return;
    }
    for (std::size_t i = 0; i < n; ++i) {
        re[i] += kernel_re[i] * sum_re[i] - kernel_im[i] * sum_im[i];
        im[i] += kernel_re[i] * sum_im[i] + kernel_im[i] * sum_re[i];
    }
}

/// sum += weight * source, of one product and of two at once.
template <class Real>
VENTRAL_INLINE void mix_one(
    std::size_t n, std::size_t begin, const SpectralProduct<Real>& a, Real* re, Real* im) {
    const Real w = a.weight;
    const Real* ar = a.source_re + begin;
    const Real* ai = a.source_im + begin;
    for (std::size_t i = 0; i < n; ++i) {
        re[i] += w * ar[i];
        im[i] += w * ai[i];
    }
}
template <class Real>
VENTRAL_INLINE void mix_two(
    std::size_t n, std::size_t begin, const SpectralProduct<Real>* pair, Real* re, Real* im) {
    const Real wa = pair[0].weight;
    const Real wb = pair[1].weight;
    const Real* ar = pair[0].source_re + begin;
    const Real* ai = pair[0].source_im + begin;
    const Real* br = pair[1].source_re + begin;
    const Real* bi = pair[1].source_im + begin;
    for (std::size_t i = 0; i < n; ++i) {
        re[i] += wa * ar[i] + wb * br[i];
        im[i] += wa * ai[i] + wb * bi[i];
    }
}

/// Neighbouring products of the same kernel are one: sources are mixed first.
template <class Real>
VENTRAL_INLINE void sum_spectra(std::size_t n,
                                const SpectralProduct<Real>* products,
                                std::size_t count,
                                Real* out_re,
                                Real* out_im) {
    constexpr std::size_t block = 256;
    alignas(64) Real sum_re[block];
    alignas(64) Real sum_im[block];
    for (std::size_t begin = 0; begin < n; begin += block) {
        const std::size_t m = n - begin < block ? n - begin : block;
        Real* re = out_re + begin;
        Real* im = out_im + begin;
        for (std::size_t i = 0; i < m; ++i) {
            re[i] = im[i] = Real(0);
        }
        for (std::size_t j = 0; j < count;) {
            const Real* kernel_re = products[j].kernel_re;
            const Real* kernel_im = products[j].kernel_im;
            const Real w = products[j].weight;
            const Real* r = products[j].source_re + begin;
            const Real* s = products[j].source_im + begin;
            for (std::size_t i = 0; i < m; ++i) {
                sum_re[i] = w * r[i];
                sum_im[i] = w * s[i];
            }
            for (++j; j + 1 < count && products[j + 1].kernel_re == kernel_re; j += 2) {
                mix_two(m, begin, products + j, sum_re, sum_im);
            }
            for (; j < count && products[j].kernel_re == kernel_re; ++j) {
                mix_one(m, begin, products[j], sum_re, sum_im);
            }
            add_product(m, kernel_re + begin, kernel_im == nullptr ? nullptr : kernel_im + begin,
                        sum_re, sum_im, re, im);
        }
    }
}

}  // namespace ventral::engine::pointwise_kernels
