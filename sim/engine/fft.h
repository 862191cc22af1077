#pragma once

/// Two-dimensional Fourier transform of real planes, vectorized over lanes of rows and columns.
/// Any size works; sizes of the form 2^a 3^b 5^c are fast. Transforms are unnormalized:
/// inverse(forward(f)) = nx * ny * f.

#include "sim/engine/aligned_vector.h"
#include "sim/engine/simd.h"

#include <vector>

namespace ventral::engine {

/// One radix pass of a Stockham transform.
struct FftPass {
    int radix = 2;
    int num_groups = 1;  ///< m = remaining length / radix
    int stride = 1;
    std::size_t twiddle_offset = 0;  ///< into FftPlan's tables: (radix-1) per group
    std::size_t root_offset = 0;     ///< radix-th roots of unity, for radices above 5
};

/// Factors and twiddles of a one-dimensional complex transform of length n.
template <class Real>
struct FftPlan {
    explicit FftPlan(int length);
    int n;
    std::vector<FftPass> passes;
    std::vector<Real> cosines;
    std::vector<Real> sines;
};

/// Working memory of one thread's transforms.
template <class Real>
struct FftScratch {
    AlignedVector<Real> a_re, a_im, b_re, b_im, c_re, c_im;
};

/// Transforms planes of ny x nx reals. The spectrum is split into two planes (real, imaginary) of
/// ny rows and `stride()` columns, of which the first nx/2 + 1 carry data and the rest are zero.
template <class Real>
class RealFft2d {
public:
    RealFft2d(int ny, int nx, Isa isa);

    int ny() const { return rows_.n > 0 ? columns_.n : 0; }
    int nx() const { return rows_.n; }
    int stride() const { return stride_; }
    std::size_t spectrum_size() const {
        return static_cast<std::size_t>(columns_.n) * static_cast<std::size_t>(stride_);
    }
    /// Sizes the scratch once; the transforms then allocate nothing.
    FftScratch<Real> make_scratch() const;

    /// @param in ny*nx reals, row-major. @param re, im spectrum_size() reals each, 64-byte aligned.
    void forward(const Real* in, Real* re, Real* im, FftScratch<Real>& scratch) const;
    /// @param out ny*nx reals. The spectrum is left as it was.
    void inverse(const Real* re, const Real* im, Real* out, FftScratch<Real>& scratch) const;

private:
    FftPlan<Real> rows_;     ///< along x
    FftPlan<Real> columns_;  ///< along y
    int stride_;
    Isa isa_;
};

/// The smallest n' >= n of the form 2^a 3^b 5^c.
int next_fast_length(int n);

extern template class RealFft2d<float>;
extern template class RealFft2d<double>;

}  // namespace ventral::engine
