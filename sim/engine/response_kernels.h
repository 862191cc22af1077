#pragma once

/// From a channel's inputs to its rate, in one pass over blocks. Always inlined into the wrappers
/// of pointwise.cpp. docs/theory.md, "The equation".

#include "sim/engine/pointwise_kernels.h"

namespace ventral::engine::pointwise_kernels {

/// The drive without its groups.
template <class Real>
VENTRAL_INLINE void start_drive(const ChannelInputs<Real>& in,
                                std::size_t begin,
                                std::size_t n,
                                Real* u) {
    for (std::size_t i = 0; i < n; ++i) {
        u[i] = -in.threshold;
    }
    if (in.thresholds != nullptr) {
        for (std::size_t i = 0; i < n; ++i) {
            u[i] = -in.thresholds[begin + i];
        }
    }
    if (in.adaptation != nullptr) {
        for (std::size_t i = 0; i < n; ++i) {
            u[i] -= in.adaptation[begin + i];
        }
    }
    if (in.noise != nullptr) {
        for (std::size_t i = 0; i < n; ++i) {
            u[i] += in.noise[begin + i];
        }
    }
}

/// `sum` = start + the planes of the range
template <class Real>
VENTRAL_INLINE void sum_range(const ChannelInputs<Real>& in,
                              const PlaneRange& range,
                              Real start,
                              std::size_t begin,
                              std::size_t n,
                              Real* sum) {
    for (std::size_t i = 0; i < n; ++i) {
        sum[i] = start;
    }
    add_planes(begin, n, in.planes.data() + range.begin, range.end - range.begin, sum);
}

/// u += D G / prod (sigma + S)
template <class Real>
VENTRAL_INLINE void add_group(const ChannelInputs<Real>& in,
                              const GroupInputs<Real>& group,
                              std::size_t begin,
                              std::size_t n,
                              Real* u) {
    if (!group.has_gain && group.pools.empty()) {
        add_planes(begin, n, in.planes.data() + group.drives.begin,
                   group.drives.end - group.drives.begin, u);
        return;
    }
    alignas(64) Real drive[kBlock];
    alignas(64) Real factor[kBlock];
    sum_range(in, group.drives, Real(0), begin, n, drive);
    if (group.has_gain) {
        sum_range(in, group.gains, Real(1), begin, n, factor);
        const Real low = group.gain_min;
        const Real high = group.gain_max;
        for (std::size_t i = 0; i < n; ++i) {
            drive[i] *= factor[i] < low ? low : (factor[i] > high ? high : factor[i]);
        }
    }
    for (std::size_t k = group.pools.begin; k < group.pools.end; ++k) {
        sum_range(in, in.pools[k].sum, in.pools[k].semi_saturation, begin, n, factor);
        for (std::size_t i = 0; i < n; ++i) {
            drive[i] /= factor[i];
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        u[i] += drive[i];
    }
}

template <class Real>
VENTRAL_INLINE void respond(std::size_t size,
                            const ChannelInputs<Real>& in,
                            const ChannelOutput<Real>& output) {
    alignas(64) Real u[kBlock];
    for (std::size_t begin = 0; begin < size; begin += kBlock) {
        const std::size_t n = size - begin < kBlock ? size - begin : kBlock;
        start_drive(in, begin, n, u);
        for (const GroupInputs<Real>& group : in.groups) {
            add_group(in, group, begin, n, u);
        }
        const Real* gain = output.gain == nullptr ? nullptr : output.gain + begin;
        transfer(*output.transfer, n, u, gain, u);
        const Real* state = output.state == nullptr ? nullptr : output.state + begin;
        approach(n, Real(1), u, output.share, state, output.out + begin);
        if (output.exceeds != nullptr && !all_within(n, output.limit, output.out + begin)) {
            *output.exceeds = true;
        }
    }
}

}  // namespace ventral::engine::pointwise_kernels
