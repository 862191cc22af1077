#pragma once

/// The arithmetic of fft.cpp: Stockham passes over lane vectors (Van Loan 1992, section 1.7), and
/// the transposition between rows and lanes. Always inlined into the per-instruction-set wrappers.

#include "sim/engine/fft.h"
#include "sim/engine/transpose.h"

#include <cstring>

namespace ventral::engine::fft_kernels {

template <class V, class Real>
VENTRAL_INLINE V load(const Real* p) {
    return *reinterpret_cast<const V*>(p);
}
template <class V, class Real>
VENTRAL_INLINE void store(Real* p, V v) {
    *reinterpret_cast<V*>(p) = v;
}

/// Reads the members of a butterfly, writes them multiplied by their twiddles.
template <class V, class Real>
struct Butterfly {
    const Real* in_re;
    const Real* in_im;
    Real* out_re;
    Real* out_im;
    std::size_t in_step;   ///< between members, in reals
    std::size_t out_step;  ///< between outputs, in reals
    const Real* cosine;
    const Real* sine;

    VENTRAL_INLINE V re(int j) const { return load<V>(in_re + in_step * std::size_t(j)); }
    VENTRAL_INLINE V im(int j) const { return load<V>(in_im + in_step * std::size_t(j)); }
    VENTRAL_INLINE void put(int k, V re_k, V im_k) const {
        Real* to_re = out_re + out_step * std::size_t(k);
        Real* to_im = out_im + out_step * std::size_t(k);
        if (k == 0) {
            store<V>(to_re, re_k);
            store<V>(to_im, im_k);
            return;
        }
        const Real c = cosine[k - 1];
        const Real s = sine[k - 1];
        store<V>(to_re, re_k * c - im_k * s);
        store<V>(to_im, re_k * s + im_k * c);
    }
};

template <class V, class Real>
VENTRAL_INLINE void radix2(const Butterfly<V, Real>& b) {
    const auto r0 = b.re(0), r1 = b.re(1), i0 = b.im(0), i1 = b.im(1);
    b.put(0, r0 + r1, i0 + i1);
    b.put(1, r0 - r1, i0 - i1);
}

template <class V, class Real>
VENTRAL_INLINE void radix3(const Butterfly<V, Real>& b) {
    constexpr Real half_sqrt3 = Real(0.866025403784438646763723170752936183L);
    const auto r0 = b.re(0), i0 = b.im(0);
    const auto sum_r = b.re(1) + b.re(2), sum_i = b.im(1) + b.im(2);
    const auto dif_r = (b.re(1) - b.re(2)) * half_sqrt3, dif_i = (b.im(1) - b.im(2)) * half_sqrt3;
    const auto mid_r = r0 - sum_r * Real(0.5), mid_i = i0 - sum_i * Real(0.5);
    b.put(0, r0 + sum_r, i0 + sum_i);
    b.put(1, mid_r + dif_i, mid_i - dif_r);
    b.put(2, mid_r - dif_i, mid_i + dif_r);
}

template <class V, class Real>
VENTRAL_INLINE void radix4(const Butterfly<V, Real>& b) {
    const auto r02 = b.re(0) + b.re(2), i02 = b.im(0) + b.im(2);
    const auto d02r = b.re(0) - b.re(2), d02i = b.im(0) - b.im(2);
    const auto r13 = b.re(1) + b.re(3), i13 = b.im(1) + b.im(3);
    const auto d13r = b.re(1) - b.re(3), d13i = b.im(1) - b.im(3);
    b.put(0, r02 + r13, i02 + i13);
    b.put(1, d02r + d13i, d02i - d13r);
    b.put(2, r02 - r13, i02 - i13);
    b.put(3, d02r - d13i, d02i + d13r);
}

template <class V, class Real>
VENTRAL_INLINE void radix5(const Butterfly<V, Real>& b) {
    constexpr Real c1 = Real(0.309016994374947424102293417182819059L);
    constexpr Real c2 = Real(-0.809016994374947424102293417182819059L);
    constexpr Real s1 = Real(0.951056516295153572116439333379382143L);
    constexpr Real s2 = Real(0.587785252292473129168705954639072769L);
    const auto r0 = b.re(0), i0 = b.im(0);
    const auto p1r = b.re(1) + b.re(4), p1i = b.im(1) + b.im(4);
    const auto m1r = b.re(1) - b.re(4), m1i = b.im(1) - b.im(4);
    const auto p2r = b.re(2) + b.re(3), p2i = b.im(2) + b.im(3);
    const auto m2r = b.re(2) - b.re(3), m2i = b.im(2) - b.im(3);
    const auto a1r = r0 + p1r * c1 + p2r * c2, a1i = i0 + p1i * c1 + p2i * c2;
    const auto a2r = r0 + p1r * c2 + p2r * c1, a2i = i0 + p1i * c2 + p2i * c1;
    const auto b1r = m1r * s1 + m2r * s2, b1i = m1i * s1 + m2i * s2;
    const auto b2r = m1r * s2 - m2r * s1, b2i = m1i * s2 - m2i * s1;
    b.put(0, r0 + p1r + p2r, i0 + p1i + p2i);
    b.put(1, a1r + b1i, a1i - b1r);
    b.put(2, a2r + b2i, a2i - b2r);
    b.put(3, a2r - b2i, a2i + b2r);
    b.put(4, a1r - b1i, a1i + b1r);
}

/// Plain sum over roots of unity, for prime factors above 5.
template <class V, class Real>
VENTRAL_INLINE void radix_any(const Butterfly<V, Real>& b,
                              int radix,
                              const Real* c,
                              const Real* s) {
    for (int k = 0; k < radix; ++k) {
        auto sum_r = b.re(0), sum_i = b.im(0);
        for (int j = 1; j < radix; ++j) {
            const int root = j * k % radix;
            sum_r += b.re(j) * c[root] - b.im(j) * s[root];
            sum_i += b.re(j) * s[root] + b.im(j) * c[root];
        }
        b.put(k, sum_r, sum_i);
    }
}

/// One pass over all groups and strides.
template <class V, class Real>
VENTRAL_INLINE void run_pass(const FftPlan<Real>& plan,
                             const FftPass& pass,
                             const Real* in_re,
                             const Real* in_im,
                             Real* out_re,
                             Real* out_im) {
    constexpr auto lanes = static_cast<std::size_t>(kLanesIn<V, Real>);
    const auto stride = static_cast<std::size_t>(pass.stride);
    const auto groups = static_cast<std::size_t>(pass.num_groups);
    const auto radix = static_cast<std::size_t>(pass.radix);
    for (std::size_t p = 0; p < groups; ++p) {
        const std::size_t twiddle = pass.twiddle_offset + p * (radix - 1);
        for (std::size_t q = 0; q < stride; ++q) {
            const std::size_t in = lanes * (q + stride * p);
            const std::size_t out = lanes * (q + stride * radix * p);
            const Butterfly<V, Real> b{in_re + in,
                                       in_im + in,
                                       out_re + out,
                                       out_im + out,
                                       lanes * stride * groups,
                                       lanes * stride,
                                       plan.cosines.data() + twiddle,
                                       plan.sines.data() + twiddle};
            switch (pass.radix) {
                case 2:
                    radix2<V, Real>(b);
                    break;
                case 3:
                    radix3<V, Real>(b);
                    break;
                case 4:
                    radix4<V, Real>(b);
                    break;
                case 5:
                    radix5<V, Real>(b);
                    break;
                default:
                    radix_any<V, Real>(b, pass.radix, plan.cosines.data() + pass.root_offset,
                                       plan.sines.data() + pass.root_offset);
            }
        }
    }
}

/// Transforms a[n][lanes] in place, with b as working memory. Swapping re and im gives the inverse.
/// Returns true if the result lies in b.
template <class V, class Real>
VENTRAL_INLINE bool transform(
    const FftPlan<Real>& plan, Real* a_re, Real* a_im, Real* b_re, Real* b_im) {
    bool in_b = false;
    for (const FftPass& pass : plan.passes) {
        if (in_b) {
            run_pass<V>(plan, pass, b_re, b_im, a_re, a_im);
        } else {
            run_pass<V>(plan, pass, a_re, a_im, b_re, b_im);
        }
        in_b = !in_b;
    }
    return in_b;
}

/// tile[x][lane] = rows[lane][x] for the rows that exist, zero for the others.
template <class V, class Real>
VENTRAL_INLINE void rows_to_lanes(
    const Real* rows, int num_rows, int nx, std::size_t row_stride, Real* tile) {
    constexpr int lanes = kLanesIn<V, Real>;
    if (num_rows < lanes) {
        std::memset(tile, 0, sizeof(Real) * std::size_t(nx) * std::size_t(lanes));
    }
    if (num_rows > 0) {
        const int count = num_rows < lanes ? num_rows : lanes;
        transpose_plane<V, Real>(rows, std::size_t(count), std::size_t(nx), row_stride, tile,
                                 std::size_t(lanes));
    }
}

/// rows[lane][x] = tile[x][lane] for the rows that exist.
template <class V, class Real>
VENTRAL_INLINE void lanes_to_rows(
    const Real* tile, int num_rows, int nx, std::size_t row_stride, Real* rows) {
    constexpr int lanes = kLanesIn<V, Real>;
    const int count = num_rows < lanes ? num_rows : lanes;
    transpose_plane<V, Real>(tile, std::size_t(nx), std::size_t(count), std::size_t(lanes), rows,
                             row_stride);
}

}  // namespace ventral::engine::fft_kernels
