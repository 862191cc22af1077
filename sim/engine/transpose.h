#pragma once

/// Transposition of planes in blocks of lanes x lanes, held in registers (Eklundh 1972): what
/// lets passes along rows run with lanes over rows. Always inlined into dispatched wrappers.

#include "sim/engine/simd.h"

#include <cstddef>
#include <utility>

namespace ventral::engine {

/// The lanes K of two rows that are S apart, with their off-diagonal quadrants swapped.
template <int S, class V, int... K>
VENTRAL_INLINE void swap_in_rows(V& first, V& second, std::integer_sequence<int, K...>) {
    constexpr int lanes = sizeof...(K);
    const V a = first;
    const V b = second;
    first = __builtin_shufflevector(a, b, ((K & S) == 0 ? K : lanes + K - S)...);
    second = __builtin_shufflevector(a, b, ((K & S) == 0 ? K + S : lanes + K)...);
}

/// The lanes K of two rows, interleaved in units of `Unit` lanes within blocks of four: the low or
/// the high halves of the blocks.
template <int Unit, bool High, class V, int... K>
VENTRAL_INLINE V interleave(V a, V b, std::integer_sequence<int, K...>) {
    constexpr int lanes = sizeof...(K);
    return __builtin_shufflevector(a, b,
                                   ((K & Unit) == 0 ? 0 : lanes) + (K & ~3) + (High ? 2 : 0) +
                                       (Unit == 1 ? (K & 3) / 2 : (K & 1))...);
}

/// Transposes every block of four rows by four lanes: single instructions in every level, where
/// the last two steps of swap_quadrants would take two each.
template <class V>
VENTRAL_INLINE void transpose_fours(V* rows) {
    constexpr int lanes = static_cast<int>(sizeof(V) / 4);
    constexpr auto k = std::make_integer_sequence<int, lanes>{};
    for (int i = 0; i < lanes; i += 4) {
        const V a = interleave<1, false>(rows[i], rows[i + 1], k);
        const V b = interleave<1, true>(rows[i], rows[i + 1], k);
        const V c = interleave<1, false>(rows[i + 2], rows[i + 3], k);
        const V d = interleave<1, true>(rows[i + 2], rows[i + 3], k);
        rows[i] = interleave<2, false>(a, c, k);
        rows[i + 1] = interleave<2, true>(a, c, k);
        rows[i + 2] = interleave<2, false>(b, d, k);
        rows[i + 3] = interleave<2, true>(b, d, k);
    }
}

/// Swaps the off-diagonal quadrants of size S of every 2S x 2S block, then recurses to S/2.
template <int S, class V, class Real>
VENTRAL_INLINE void swap_quadrants(V* rows) {
    constexpr int lanes = kLanesIn<V, Real>;
    if constexpr (S == 2 && sizeof(Real) == 4) {
        transpose_fours<V>(rows);
    } else {
        for (int i = 0; i < lanes; ++i) {
            if ((i & S) == 0) {
                swap_in_rows<S>(rows[i], rows[i + S], std::make_integer_sequence<int, lanes>{});
            }
        }
        if constexpr (S > 1) {
            swap_quadrants<S / 2, V, Real>(rows);
        }
    }
}

/// out[x][y] = in[y][x] for a full block.
template <class V, class Real>
VENTRAL_INLINE void transpose_block(const Real* in,
                                    std::size_t in_stride,
                                    Real* out,
                                    std::size_t out_stride) {
    constexpr int lanes = kLanesIn<V, Real>;
    V rows[static_cast<std::size_t>(lanes)];
    for (int i = 0; i < lanes; ++i) {
        rows[i] = load_lanes<V>(in + static_cast<std::size_t>(i) * in_stride);
    }
    swap_quadrants<lanes / 2, V, Real>(rows);
    for (int i = 0; i < lanes; ++i) {
        store_lanes<V>(out + static_cast<std::size_t>(i) * out_stride, rows[i]);
    }
}

/// out[x][y] = in[y][x] for ny rows of nx numbers. The last blocks overlap those before them where
/// a side is no multiple of the lanes.
template <class V, class Real>
VENTRAL_INLINE void transpose_plane(const Real* in,
                                    std::size_t ny,
                                    std::size_t nx,
                                    std::size_t in_stride,
                                    Real* out,
                                    std::size_t out_stride) {
    constexpr auto lanes = static_cast<std::size_t>(kLanesIn<V, Real>);
    if (ny < lanes || nx < lanes) {
        for (std::size_t y = 0; y < ny; ++y) {
            for (std::size_t x = 0; x < nx; ++x) {
                out[x * out_stride + y] = in[y * in_stride + x];
            }
        }
        return;
    }
    for (std::size_t j = 0; j < ny; j += lanes) {
        const std::size_t y = j + lanes <= ny ? j : ny - lanes;
        for (std::size_t i = 0; i < nx; i += lanes) {
            const std::size_t x = i + lanes <= nx ? i : nx - lanes;
            transpose_block<V, Real>(in + y * in_stride + x, in_stride, out + x * out_stride + y,
                                     out_stride);
        }
    }
}

}  // namespace ventral::engine
