#pragma once

/// What one channel of a population is made of at one instant, as planes in memory. Sums are left
/// to the loops of pointwise.h, which run over blocks that stay in the innermost cache.

#include "sim/engine/transfer_function.h"

#include <cstddef>
#include <vector>

namespace ventral::engine {

/// The summand weight * spread * values.
template <class Real>
struct ScaledPlane {
    const Real* values = nullptr;
    Real weight = 1;
    const Real* spread = nullptr;  ///< per sample; nullptr: 1
};

/// The planes [begin, end) of a list: one sum.
struct PlaneRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool empty() const { return begin == end; }
};

/// The factor 1 / (semi_saturation + sum).
template <class Real>
struct PoolInputs {
    Real semi_saturation = 1;
    PlaneRange sum;
};

/// drives * clamp(1 + gains) / product of the pools
template <class Real>
struct GroupInputs {
    PlaneRange drives;
    PlaneRange gains;
    bool has_gain = false;
    Real gain_min = 0;
    Real gain_max = 0;
    PlaneRange pools;  ///< into the list of pools
};

/// u = sum of the groups - threshold - adaptation + noise, for the samples of one channel.
template <class Real>
struct ChannelInputs {
    std::vector<ScaledPlane<Real>> planes;
    std::vector<PoolInputs<Real>> pools;
    std::vector<GroupInputs<Real>> groups;
    Real threshold = 0;
    const Real* thresholds = nullptr;  ///< per sample, instead of `threshold`
    const Real* adaptation = nullptr;
    const Real* noise = nullptr;

    /// Forgets the channel, keeps the memory.
    void clear() {
        planes.clear();
        pools.clear();
        groups.clear();
        thresholds = adaptation = noise = nullptr;
    }
};

/// Where f(u) goes: out = f(u) * gain, or state + share (f(u) * gain - state), an Euler step.
template <class Real>
struct ChannelOutput {
    const TransferFunction* transfer = nullptr;
    const Real* gain = nullptr;   ///< per sample; nullptr: 1
    const Real* state = nullptr;  ///< nullptr: f(u) itself
    Real share = 1;
    Real* out = nullptr;
    Real limit = 0;           ///< on |out|
    bool* exceeds = nullptr;  ///< becomes true beyond the limit; nullptr: not asked
};

}  // namespace ventral::engine
