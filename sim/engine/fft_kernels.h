#pragma once

/// The arithmetic of fft.cpp: Stockham passes over lane vectors (Van Loan 1992, section 1.7), and
/// the transposition between rows and lanes. Always inlined into the per-instruction-set wrappers.

#include "sim/engine/butterflies.h"
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

/// Where a pass reads and writes lane vectors: element e of a line lies e * step reals further.
template <class Real>
struct Line {
    Real* re;
    Real* im;
    std::size_t step;
};

/// The butterfly of group p, lane vector q. `cosine` null: without twiddles.
template <int R, class V, class Real>
VENTRAL_INLINE void run_butterfly(const Real* cosine,
                                  const Real* sine,
                                  const Line<const Real>& in,
                                  std::size_t in_step,
                                  const Line<Real>& out,
                                  std::size_t out_step) {
    V re[std::size_t(R)];
    V im[std::size_t(R)];
    for (std::size_t j = 0; j < R; ++j) {
        re[j] = load<V>(in.re + in_step * j);
        im[j] = load<V>(in.im + in_step * j);
    }
    Dft<R, V>::run(re, im);
    store<V>(out.re, re[0]);
    store<V>(out.im, im[0]);
    for (std::size_t k = 1; k < R; ++k) {
        if (cosine == nullptr) {
            store<V>(out.re + out_step * k, re[k]);
            store<V>(out.im + out_step * k, im[k]);
        } else {
            const Real c = cosine[k - 1];
            const Real s = sine[k - 1];
            store<V>(out.re + out_step * k, re[k] * c - im[k] * s);
            store<V>(out.im + out_step * k, re[k] * s + im[k] * c);
        }
    }
}

/// One pass of a radix known at compile time. The first group has no twiddles.
template <int R, class V, class Real>
VENTRAL_INLINE void run_radix(const FftPlan<Real>& plan,
                              const FftPass& pass,
                              const Line<const Real>& in,
                              const Line<Real>& out) {
    const auto stride = static_cast<std::size_t>(pass.stride);
    const auto groups = static_cast<std::size_t>(pass.num_groups);
    const std::size_t in_step = in.step * stride * groups;
    const std::size_t out_step = out.step * stride;
    const Real* cosine = plan.cosines.data() + pass.twiddle_offset;
    const Real* sine = plan.sines.data() + pass.twiddle_offset;
    for (std::size_t q = 0; q < stride; ++q) {
        const std::size_t i = q * in.step;
        const std::size_t o = q * out.step;
        run_butterfly<R, V, Real>(nullptr, nullptr, {in.re + i, in.im + i, 0}, in_step,
                                  {out.re + o, out.im + o, 0}, out_step);
    }
    if (stride == 1) {
        for (std::size_t p = 1; p < groups; ++p) {
            const std::size_t i = p * in.step;
            const std::size_t o = p * R * out.step;
            run_butterfly<R, V, Real>(cosine + p * (R - 1), sine + p * (R - 1),
                                      {in.re + i, in.im + i, 0}, in_step,
                                      {out.re + o, out.im + o, 0}, out.step);
        }
        return;
    }
    for (std::size_t p = 1; p < groups; ++p) {
        const std::size_t first_in = p * stride * in.step;
        const std::size_t first_out = p * R * out_step;
        for (std::size_t q = 0; q < stride; ++q) {
            const std::size_t i = first_in + q * in.step;
            const std::size_t o = first_out + q * out.step;
            run_butterfly<R, V, Real>(cosine + p * (R - 1), sine + p * (R - 1),
                                      {in.re + i, in.im + i, 0}, in_step,
                                      {out.re + o, out.im + o, 0}, out_step);
        }
    }
}

/// Plain sum over roots of unity, for prime factors above 5.
template <class V, class Real>
VENTRAL_INLINE void run_any_radix(const FftPlan<Real>& plan,
                                  const FftPass& pass,
                                  const Line<const Real>& in,
                                  const Line<Real>& out) {
    const auto stride = static_cast<std::size_t>(pass.stride);
    const auto groups = static_cast<std::size_t>(pass.num_groups);
    const auto radix = static_cast<std::size_t>(pass.radix);
    const Real* root_c = plan.cosines.data() + pass.root_offset;
    const Real* root_s = plan.sines.data() + pass.root_offset;
    for (std::size_t p = 0; p < groups; ++p) {
        for (std::size_t q = 0; q < stride; ++q) {
            for (std::size_t k = 0; k < radix; ++k) {
                V sum_re{};
                V sum_im{};
                for (std::size_t j = 0; j < radix; ++j) {
                    const std::size_t at = in.step * (q + stride * (p + groups * j));
                    const V re = load<V>(in.re + at);
                    const V im = load<V>(in.im + at);
                    const std::size_t root = j * k % radix;
                    sum_re += re * root_c[root] - im * root_s[root];
                    sum_im += re * root_s[root] + im * root_c[root];
                }
                const std::size_t twiddle = pass.twiddle_offset + p * (radix - 1) + k - 1;
                const Real c = k == 0 ? Real(1) : plan.cosines[twiddle];
                const Real s = k == 0 ? Real(0) : plan.sines[twiddle];
                const std::size_t at = out.step * (q + stride * (radix * p + k));
                store<V>(out.re + at, sum_re * c - sum_im * s);
                store<V>(out.im + at, sum_re * s + sum_im * c);
            }
        }
    }
}

template <class V, class Real>
VENTRAL_INLINE void run_pass(const FftPlan<Real>& plan,
                             const FftPass& pass,
                             const Line<const Real>& in,
                             const Line<Real>& out) {
    switch (pass.radix) {
        case 2:
            return run_radix<2, V>(plan, pass, in, out);
        case 3:
            return run_radix<3, V>(plan, pass, in, out);
        case 4:
            return run_radix<4, V>(plan, pass, in, out);
        case 5:
            return run_radix<5, V>(plan, pass, in, out);
        case 8:
            return run_radix<8, V>(plan, pass, in, out);
        default:
            return run_any_radix<V>(plan, pass, in, out);
    }
}

/// Transforms the line `in` into `out`, with a and b as working memory (n * lanes reals each);
/// `out` may be `in`. Swapping re and im gives the inverse.
template <class V, class Real>
VENTRAL_INLINE void transform(const FftPlan<Real>& plan,
                              const Line<const Real>& in,
                              const Line<Real>& a,
                              const Line<Real>& b,
                              const Line<Real>& out) {
    const std::size_t count = plan.passes.size();
    Line<const Real> from = in;
    for (std::size_t i = 0; i < count; ++i) {
        // A pass cannot write where it reads: a single one goes by way of a.
        const bool is_last = i + 1 == count && count > 1;
        const Line<Real>& to = is_last ? out : (i % 2 == 0 ? a : b);
        run_pass<V>(plan, plan.passes[i], from, to);
        from = {to.re, to.im, to.step};
    }
    if (count < 2) {
        for (std::size_t e = 0; e < static_cast<std::size_t>(plan.n); ++e) {
            store<V>(out.re + e * out.step, load<V>(from.re + e * from.step));
            store<V>(out.im + e * out.step, load<V>(from.im + e * from.step));
        }
    }
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
