#include "sim/engine/resampling.h"

#include "sim/engine/transpose.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ventral::engine {
namespace {

double sinc(double x) {
    return x == 0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
}

double lanczos3(double x) {
    return std::abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0.0;
}

struct PlaneSize {
    std::size_t source_nx, target_nx, target_ny;
};

/// One row of the target: the taps [begin, end) of the axis, the sums of two vectors in registers.
template <class V, class Real>
VENTRAL_INLINE void mix_row(const ResamplingAxis& axis,
                            const Real* weights,
                            std::size_t begin,
                            std::size_t end,
                            std::size_t width,
                            const Real* in,
                            Real* row) {
    constexpr auto lanes = static_cast<std::size_t>(kLanesIn<V, Real>);
    const auto from = [&](std::size_t k) {
        return in + static_cast<std::size_t>(axis.indices[k]) * width;
    };
    if (width < lanes) {
        for (std::size_t x = 0; x < width; ++x) {
            Real sum = 0;
            for (std::size_t k = begin; k < end; ++k) {
                sum += weights[k] * from(k)[x];
            }
            row[x] = sum;
        }
        return;
    }
    // The last vectors overlap those before them where the width is no multiple of the lanes.
    for (std::size_t x = 0; x < width; x += 2 * lanes) {
        const std::size_t first = x + lanes <= width ? x : width - lanes;
        const std::size_t second = x + 2 * lanes <= width ? x + lanes : width - lanes;
        V sum_first{};
        V sum_second{};
        for (std::size_t k = begin; k < end; ++k) {
            sum_first += weights[k] * load_lanes<V>(from(k) + first);
            sum_second += weights[k] * load_lanes<V>(from(k) + second);
        }
        store_lanes<V>(row + first, sum_first);
        store_lanes<V>(row + second, sum_second);
    }
}

/// out row i = weighted sum of the in rows that the axis names.
template <class V, class Real>
VENTRAL_INLINE void mix_rows(
    const ResamplingAxis& axis, const Real* weights, std::size_t width, const Real* in, Real* out) {
    for (std::size_t i = 0; i + 1 < axis.begin.size(); ++i) {
        mix_row<V>(axis, weights, static_cast<std::size_t>(axis.begin[i]),
                   static_cast<std::size_t>(axis.begin[i + 1]), width, in, out + i * width);
    }
}

/// Rows, transpose, columns as rows, transpose back.
template <class V, class Real>
VENTRAL_INLINE void resample_plane(const ResamplingAxis& x_axis,
                                   const Real* x_weights,
                                   const ResamplingAxis& y_axis,
                                   const Real* y_weights,
                                   PlaneSize size,
                                   const Real* in,
                                   Real* out,
                                   Real* work) {
    Real* half_done = work;
    Real* turned = half_done + size.target_ny * size.source_nx;
    Real* done = turned + size.target_ny * size.source_nx;
    mix_rows<V>(y_axis, y_weights, size.source_nx, in, half_done);
    transpose_plane<V, Real>(half_done, size.target_ny, size.source_nx, size.source_nx, turned,
                             size.target_ny);
    mix_rows<V>(x_axis, x_weights, size.target_ny, turned, done);
    transpose_plane<V, Real>(done, size.target_nx, size.target_ny, size.target_ny, out,
                             size.target_nx);
}

#define VENTRAL_RESAMPLE(SUFFIX, BYTES, ATTRIBUTE)                                             \
    template <class Real>                                                                      \
    ATTRIBUTE void resample_##SUFFIX(const ResamplingAxis& x, const Real* x_weights,           \
                                     const ResamplingAxis& y, const Real* y_weights,           \
                                     PlaneSize size, const Real* in, Real* out, Real* work) {  \
        resample_plane<LanesOf<Real, BYTES>>(x, x_weights, y, y_weights, size, in, out, work); \
    }

VENTRAL_RESAMPLE(baseline, 16, )
#if defined(__x86_64__)
VENTRAL_RESAMPLE(avx2, 32, __attribute__((target("avx2,fma"))))
VENTRAL_RESAMPLE(avx512, 64, __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"))))
#endif

}  // namespace

int border_index(int index, int n, BorderRule border) {
    if (index >= 0 && index < n) {
        return index;
    }
    switch (border) {
        case BorderRule::Periodic:
            return ((index % n) + n) % n;
        case BorderRule::Replicate:
            return index < 0 ? 0 : n - 1;
        case BorderRule::Mirror: {
            const int folded = ((index % (2 * n)) + 2 * n) % (2 * n);
            return folded < n ? folded : 2 * n - 1 - folded;
        }
        case BorderRule::Zero:
            break;
    }
    return -1;
}

ResamplingAxis make_resampling_axis(int n_source,
                                    double source_density,
                                    int n_target,
                                    double target_density,
                                    double target_centre_offset_deg,
                                    BorderRule border) {
    ResamplingAxis axis;
    const double cutoff = std::min(1.0, target_density / source_density);
    axis.begin.push_back(0);
    for (int i = 0; i < n_target; ++i) {
        const double position_deg =
            (i - 0.5 * (n_target - 1)) / target_density + target_centre_offset_deg;
        const double centre = position_deg * source_density + 0.5 * (n_source - 1);
        const int first = static_cast<int>(std::ceil(centre - 3.0 / cutoff));
        const int last = static_cast<int>(std::floor(centre + 3.0 / cutoff));
        double total = 0;
        for (int j = first; j <= last; ++j) {
            total += lanczos3((j - centre) * cutoff);
        }
        for (int j = first; j <= last; ++j) {
            const double weight = lanczos3((j - centre) * cutoff) / total;
            const int index = border_index(j, n_source, border);
            if (index >= 0 && weight != 0) {
                axis.indices.push_back(index);
                axis.weights.push_back(weight);
            }
        }
        axis.begin.push_back(static_cast<int>(axis.indices.size()));
    }
    return axis;
}

template <class Real>
Resampler<Real>::Resampler(const base::Grid& source,
                           const base::Grid& target,
                           BorderRule border,
                           Isa isa)
    : source_(source),
      target_(target),
      x_(make_resampling_axis(source.nx,
                              source.samples_per_deg,
                              target.nx,
                              target.samples_per_deg,
                              target.centre_x_deg - source.centre_x_deg,
                              border)),
      y_(make_resampling_axis(source.ny,
                              source.samples_per_deg,
                              target.ny,
                              target.samples_per_deg,
                              target.centre_y_deg - source.centre_y_deg,
                              border)),
      x_weights_(x_.weights.begin(), x_.weights.end()),
      y_weights_(y_.weights.begin(), y_.weights.end()),
      identity_(source == target),
      isa_(isa) {}

template <class Real>
std::size_t Resampler<Real>::work_size() const {
    const auto half_done = source_.size() / static_cast<std::size_t>(source_.ny) *
                           static_cast<std::size_t>(target_.ny);
    return 2 * half_done + target_.size();
}

template <class Real>
void Resampler<Real>::apply(const Real* in, int num_planes, Real* out, Real* work) const {
    if (identity_) {
        std::copy_n(in, static_cast<std::size_t>(num_planes) * source_.size(), out);
        return;
    }
    const PlaneSize size{static_cast<std::size_t>(source_.nx), static_cast<std::size_t>(target_.nx),
                         static_cast<std::size_t>(target_.ny)};
    for (int plane = 0; plane < num_planes; ++plane) {
        switch (isa_) {
#if defined(__x86_64__)
            case Isa::Avx512:
                resample_avx512(x_, x_weights_.data(), y_, y_weights_.data(), size, in, out, work);
                break;
            case Isa::Avx2:
                resample_avx2(x_, x_weights_.data(), y_, y_weights_.data(), size, in, out, work);
                break;
#endif
            default:
                resample_baseline(x_, x_weights_.data(), y_, y_weights_.data(), size, in, out,
                                  work);
        }
        in += source_.size();
        out += target_.size();
    }
}

template <class Real>
Real Resampler<Real>::at(const Real* plane, int ix, int iy) const {
    if (identity_) {
        return plane[static_cast<std::size_t>(iy * source_.nx + ix)];
    }
    Real total = 0;
    for (int k = y_.begin[std::size_t(iy)]; k < y_.begin[std::size_t(iy) + 1]; ++k) {
        const Real* row = plane + static_cast<std::size_t>(y_.indices[std::size_t(k)] * source_.nx);
        for (int l = x_.begin[std::size_t(ix)]; l < x_.begin[std::size_t(ix) + 1]; ++l) {
            total += y_weights_[std::size_t(k)] * x_weights_[std::size_t(l)] *
                     row[x_.indices[std::size_t(l)]];
        }
    }
    return total;
}

template class Resampler<float>;
template class Resampler<double>;

}  // namespace ventral::engine
