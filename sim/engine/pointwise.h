#pragma once

/// The inner loops that are not transforms: sums of planes and spectra, powers, combinations, and
/// the way from a drive to the next state, compiled once per instruction set behind a table.

#include "sim/engine/channel_inputs.h"
#include "sim/engine/network_description.h"
#include "sim/engine/simd.h"

#include <cstddef>

namespace ventral::engine {

/// One kernel applied to one source channel in Fourier space.
template <class Real>
struct SpectralProduct {
    const Real* kernel_re;
    const Real* kernel_im;  ///< nullptr: the kernel is even, its spectrum real
    const Real* source_re;
    const Real* source_im;
};

/// Slots whose spectra are mixed at once, at most.
inline constexpr int kMixedSlots = 4;

/// Sums of products of spectra: out of slot s = sum over j of weight (j, s) * product j.
template <class Real>
struct SpectralMix {
    std::size_t size;  ///< of a spectrum, a whole number of the widest lane vectors
    const SpectralProduct<Real>* products;
    std::size_t count;
    const Real* weights;  ///< [product][kMixedSlots]
    int num_slots;        ///< 1 to kMixedSlots
    Real* out_re[kMixedSlots];
    Real* out_im[kMixedSlots];
};

/// One target channel of a combination; each member is a sum of planes.
template <class Real>
struct CombinationArguments {
    CombinationKind kind;
    Real exponent;
    const ScaledPlane<Real>* planes;
    const PlaneRange* members;  ///< in order
    std::size_t num_members;
    std::size_t size;  ///< samples per plane
    Real* out;
};

/// Channels on a circle that are mixed in its waves: the orientations of every shipped model.
inline constexpr int kCircleChannels = 8;

/// One kernel applied to a circle of channels, the weights by distance alone.
template <class Real>
struct CirculantProduct {
    const Real* kernel;     ///< real spectrum
    const Real* source_re;  ///< of the first channel; the others follow, a spectrum's size apart
    const Real* source_im;
    Real waves[kCircleChannels / 2 + 1];  ///< factors
};

template <class Real>
struct CirculantMix {
    std::size_t size;  ///< of a spectrum, a whole number of the widest lane vectors
    const CirculantProduct<Real>* blocks;  ///< those of one source side by side
    std::size_t count;
    Real* out_re[kCircleChannels];
    Real* out_im[kCircleChannels];
};

template <class Real>
struct PointwiseOps {
    /// y += sum of the planes
    void (*add_planes)(std::size_t n, const ScaledPlane<Real>* planes, std::size_t count, Real* y);
    /// From a channel's inputs to its rate, or to its state one step later.
    void (*respond)(std::size_t n,
                    const ChannelInputs<Real>& inputs,
                    const ChannelOutput<Real>& output);
    /// y = x + share (gain * target - x); y may be `target`. x null: y = gain * target.
    void (*approach)(
        std::size_t n, Real gain, const Real* target, Real share, const Real* x, Real* y);
    /// out = max(in, 0)^p
    void (*power)(std::size_t n, Real p, const Real* in, Real* out);
    /// sum of w x
    Real (*dot)(std::size_t n, const Real* w, const Real* x);
    /// True if every |x| <= limit (NaN fails).
    bool (*all_within)(std::size_t n, Real limit, const Real* x);
    /// Sums of products of spectra.
    void (*mix_spectra)(const SpectralMix<Real>& mix);
    /// The same for channels on a circle.
    void (*mix_circle)(const CirculantMix<Real>& mix);
    /// One target channel of a combination.
    void (*combine)(const CombinationArguments<Real>& arguments);
};

/// The table of a level. A level that this build lacks gives the baseline.
template <class Real>
const PointwiseOps<Real>& pointwise_ops(Isa isa);

extern template const PointwiseOps<float>& pointwise_ops<float>(Isa);
extern template const PointwiseOps<double>& pointwise_ops<double>(Isa);

/// The floor inside a power mean, so that it is smooth at zero; taken off again afterwards.
inline constexpr double kPowerMeanFloor = 1e-4;

}  // namespace ventral::engine
