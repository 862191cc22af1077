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

/// Swaps the off-diagonal quadrants of size S of every 2S x 2S block, then recurses to S/2.
template <int S, class V, class Real>
VENTRAL_INLINE void swap_quadrants(V* rows) {
    constexpr int lanes = kLanesIn<V, Real>;
    for (int i = 0; i < lanes; ++i) {
        if ((i & S) == 0) {
            swap_in_rows<S>(rows[i], rows[i + S], std::make_integer_sequence<int, lanes>{});
        }
    }
    if constexpr (S > 1) {
        swap_quadrants<S / 2, V, Real>(rows);
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
        __builtin_memcpy(&rows[i], in + static_cast<std::size_t>(i) * in_stride, sizeof(V));
    }
    swap_quadrants<lanes / 2, V, Real>(rows);
    for (int i = 0; i < lanes; ++i) {
        __builtin_memcpy(out + static_cast<std::size_t>(i) * out_stride, &rows[i], sizeof(V));
    }
}

/// out[x][y] = in[y][x] for ny rows of nx numbers.
template <class V, class Real>
VENTRAL_INLINE void transpose_plane(const Real* in,
                                    std::size_t ny,
                                    std::size_t nx,
                                    std::size_t in_stride,
                                    Real* out,
                                    std::size_t out_stride) {
    constexpr auto lanes = static_cast<std::size_t>(kLanesIn<V, Real>);
    const std::size_t whole_y = ny - ny % lanes;
    const std::size_t whole_x = nx - nx % lanes;
    for (std::size_t y = 0; y < whole_y; y += lanes) {
        for (std::size_t x = 0; x < whole_x; x += lanes) {
            transpose_block<V, Real>(in + y * in_stride + x, in_stride, out + x * out_stride + y,
                                     out_stride);
        }
        for (std::size_t x = whole_x; x < nx; ++x) {
            for (std::size_t k = 0; k < lanes; ++k) {
                out[x * out_stride + y + k] = in[(y + k) * in_stride + x];
            }
        }
    }
    for (std::size_t y = whole_y; y < ny; ++y) {
        for (std::size_t x = 0; x < nx; ++x) {
            out[x * out_stride + y] = in[y * in_stride + x];
        }
    }
}

}  // namespace ventral::engine
