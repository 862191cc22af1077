#pragma once

/// The inner loops that are not transforms: sums of planes and spectra, powers, transfer
/// functions and the relaxation step, compiled once per instruction set behind a table.

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
    Real weight;
};

/// Arguments of a combination: target channel c is made of the planes members[begin[c]...].
template <class Real>
struct CombinationArguments {
    CombinationKind kind;
    Real exponent;
    const Real* const* planes;  ///< members' planes, in order
    int num_members;
    std::size_t size;  ///< samples per plane
    Real* out;
};

template <class Real>
struct PointwiseOps {
    /// y += w x
    void (*add_scaled)(std::size_t n, Real w, const Real* x, Real* y);
    /// y += w f x, f per sample
    void (*add_scaled_field)(std::size_t n, Real w, const Real* f, const Real* x, Real* y);
    /// u += d clamp(1 + g, low, high) / pool (either may be null)
    void (*add_group)(std::size_t n,
                      const Real* d,
                      const Real* g,
                      Real low,
                      Real high,
                      const Real* pool,
                      Real* u);
    /// out = max(in, 0)^p
    void (*power)(std::size_t n, Real p, const Real* in, Real* out);
    /// r = f(u) * gain (null: 1)
    void (*transfer)(
        const TransferFunction& f, std::size_t n, const Real* u, const Real* gain, Real* r);
    /// x += c (target - x)
    void (*relax)(std::size_t n, Real c, const Real* target, Real* x);
    /// True if every |x| <= limit (NaN fails).
    bool (*all_within)(std::size_t n, Real limit, const Real* x);
    /// out = sum of products of spectra
    void (*sum_spectra)(std::size_t n,
                        const SpectralProduct<Real>* products,
                        std::size_t count,
                        Real* out_re,
                        Real* out_im);
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
