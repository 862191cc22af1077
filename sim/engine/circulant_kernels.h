#pragma once

/// Mixing on a circle of eight channels, in its waves. Always inlined into the wrappers of
/// pointwise.cpp.

#include "sim/engine/pointwise.h"

namespace ventral::engine::pointwise_kernels {

/// Eight values on a circle as waves: w[m] = sum of x cos(2 pi m j / 8) for m = 0 to 4, w[4 + m] =
/// sum of x sin(2 pi m j / 8) for m = 1 to 3.
template <class V, class Real>
VENTRAL_INLINE void to_waves(V* x) {
    constexpr Real half_sqrt2 = Real(0.707106781186547524400844362104849039L);
    const V s04 = x[0] + x[4], s15 = x[1] + x[5], s26 = x[2] + x[6], s37 = x[3] + x[7];
    const V d04 = x[0] - x[4], d26 = x[2] - x[6];
    const V d15 = x[1] - x[5], d37 = x[3] - x[7];
    const V even = s04 + s26, odd = s15 + s37;
    const V across = (d15 - d37) * half_sqrt2, along = (d15 + d37) * half_sqrt2;
    x[0] = even + odd;
    x[4] = even - odd;
    x[2] = s04 - s26;
    x[6] = s15 - s37;
    x[1] = d04 + across;
    x[3] = d04 - across;
    x[5] = along + d26;
    x[7] = along - d26;
}

/// The transpose: x[j] = sum of w[m] cos(2 pi m j / 8) and w[4 + m] sin(2 pi m j / 8).
template <class V, class Real>
VENTRAL_INLINE void from_waves(V* x) {
    constexpr Real half_sqrt2 = Real(0.707106781186547524400844362104849039L);
    const V even = x[0] + x[4], odd = x[0] - x[4];
    const V c_sum = x[1] + x[3], c_dif = (x[1] - x[3]) * half_sqrt2;
    const V s_sum = (x[5] + x[7]) * half_sqrt2, s_dif = x[5] - x[7];
    const V even_up = even + x[2], even_down = even - x[2];
    const V odd_up = odd + x[6], odd_down = odd - x[6];
    x[0] = even_up + c_sum;
    x[4] = even_up - c_sum;
    x[2] = even_down + s_dif;
    x[6] = even_down - s_dif;
    x[1] = odd_up + (s_sum + c_dif);
    x[5] = odd_up - (s_sum + c_dif);
    x[3] = odd_down + (s_sum - c_dif);
    x[7] = odd_down - (s_sum - c_dif);
}

/// One part, real or imaginary, of the mixed spectra.
template <class V, class Real>
VENTRAL_INLINE void mix_part(const CirculantMix<Real>& mix,
                             std::size_t i,
                             bool imaginary,
                             Real* const* out) {
    constexpr auto channels = static_cast<std::size_t>(kCircleChannels);
    V waves[channels];
    V sums[channels] = {};
    for (std::size_t j = 0; j < mix.count; ++j) {
        const CirculantProduct<Real>& block = mix.blocks[j];
        if (j == 0 || block.source_re != mix.blocks[j - 1].source_re) {
            const Real* source = (imaginary ? block.source_im : block.source_re) + i;
            for (std::size_t c = 0; c < channels; ++c) {
                waves[c] = load_lanes<V>(source + c * mix.size);
            }
            to_waves<V, Real>(waves);
        }
        const V kernel = load_lanes<V>(block.kernel + i);
        for (std::size_t m = 0; m <= channels / 2; ++m) {
            const V factor = kernel * block.waves[m];
            sums[m] += factor * waves[m];
            if (m > 0 && m < channels / 2) {
                sums[channels / 2 + m] += factor * waves[channels / 2 + m];
            }
        }
    }
    from_waves<V, Real>(sums);
    for (std::size_t c = 0; c < channels; ++c) {
        store_lanes<V>(out[c] + i, sums[c]);
    }
}

template <class V, class Real>
VENTRAL_INLINE void mix_circle(const CirculantMix<Real>& mix) {
    constexpr auto lanes = static_cast<std::size_t>(kLanesIn<V, Real>);
    for (std::size_t i = 0; i < mix.size; i += lanes) {
        mix_part<V>(mix, i, false, mix.out_re);
        mix_part<V>(mix, i, true, mix.out_im);
    }
}

}  // namespace ventral::engine::pointwise_kernels
