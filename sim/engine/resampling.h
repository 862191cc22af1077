#pragma once

/// Band-limited resampling between grids of different density, place or extent: a separable
/// Lanczos-3 filter cut off at the lower of the two Nyquist limits, rows normalized to one so that
/// a uniform field stays as it is. docs/theory.md, "Grids".

#include "sim/base/grid.h"
#include "sim/engine/network_description.h"
#include "sim/engine/simd.h"

#include <vector>

namespace ventral::engine {

/// Weights of one dimension: target i is the sum of `weights[k]` times source `indices[k]` for k
/// in [begin[i], begin[i + 1]).
struct ResamplingAxis {
    std::vector<int> begin;
    std::vector<int> indices;
    std::vector<double> weights;
};

/// Index that a position beyond the edge reads from, or -1 for zero.
int border_index(int index, int n, BorderRule border);

/// @param n_source, n_target samples; densities in samples/deg; offset of the grids' centres.
ResamplingAxis make_resampling_axis(int n_source,
                                    double source_density,
                                    int n_target,
                                    double target_density,
                                    double target_centre_offset_deg,
                                    BorderRule border);

template <class Real>
class Resampler {
public:
    Resampler(const base::Grid& source, const base::Grid& target, BorderRule border, Isa isa);

    bool is_identity() const { return identity_; }
    /// Resamples num_planes planes; `work` holds work_size() values.
    void apply(const Real* in, int num_planes, Real* out, Real* work) const;
    std::size_t work_size() const;
    /// Value at one target sample of one plane.
    Real at(const Real* plane, int ix, int iy) const;

private:
    base::Grid source_, target_;
    ResamplingAxis x_, y_;
    std::vector<Real> x_weights_, y_weights_;
    bool identity_;
    Isa isa_;
};

extern template class Resampler<float>;
extern template class Resampler<double>;

}  // namespace ventral::engine
