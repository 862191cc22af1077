#pragma once

/// The sums of products of spectra of pointwise.h, for several slots at once: every spectrum is
/// read once for all of them. Always inlined into the wrappers of pointwise.cpp.

#include "sim/engine/pointwise.h"

namespace ventral::engine::pointwise_kernels {

/// Products of the same kernel are one: their sources are mixed first, in order.
template <std::size_t Slots, class V, class Real>
VENTRAL_INLINE void mix_slots(const SpectralMix<Real>& mix) {
    constexpr auto lanes = static_cast<std::size_t>(kLanesIn<V, Real>);
    for (std::size_t i = 0; i < mix.size; i += lanes) {
        V out_re[Slots] = {};
        V out_im[Slots] = {};
        for (std::size_t j = 0; j < mix.count;) {
            const Real* kernel_re = mix.products[j].kernel_re;
            const Real* kernel_im = mix.products[j].kernel_im;
            V sum_re[Slots] = {};
            V sum_im[Slots] = {};
            do {
                const V re = load_lanes<V>(mix.products[j].source_re + i);
                const V im = load_lanes<V>(mix.products[j].source_im + i);
                const Real* weights = mix.weights + j * kMixedSlots;
                for (std::size_t s = 0; s < Slots; ++s) {
                    sum_re[s] += weights[s] * re;
                    sum_im[s] += weights[s] * im;
                }
                ++j;
            } while (j < mix.count && mix.products[j].kernel_re == kernel_re);
            const V re = load_lanes<V>(kernel_re + i);
            if (kernel_im == nullptr) {
                for (std::size_t s = 0; s < Slots; ++s) {
                    out_re[s] += re * sum_re[s];
                    out_im[s] += re * sum_im[s];
                }
                continue;
            }
            const V im = load_lanes<V>(kernel_im + i);
            for (std::size_t s = 0; s < Slots; ++s) {
                out_re[s] += re * sum_re[s] - im * sum_im[s];
                out_im[s] += re * sum_im[s] + im * sum_re[s];
            }
        }
        for (std::size_t s = 0; s < Slots; ++s) {
            store_lanes<V>(mix.out_re[s] + i, out_re[s]);
            store_lanes<V>(mix.out_im[s] + i, out_im[s]);
        }
    }
}

template <class V, class Real>
VENTRAL_INLINE void mix_spectra(const SpectralMix<Real>& mix) {
    switch (mix.num_slots) {
        case 1:
            return mix_slots<1, V>(mix);
        case 2:
            return mix_slots<2, V>(mix);
        case 3:
            return mix_slots<3, V>(mix);
        default:
            return mix_slots<std::size_t(kMixedSlots), V>(mix);
    }
}

}  // namespace ventral::engine::pointwise_kernels
