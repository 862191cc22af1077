#include "sim/engine/resampling.h"

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
Resampler<Real>::Resampler(const base::Grid& source, const base::Grid& target, BorderRule border)
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
      work_size_(static_cast<std::size_t>(source.nx)) {}

template <class Real>
void Resampler<Real>::apply(const Real* in, int num_planes, Real* out, Real* work) const {
    const auto nx = static_cast<std::size_t>(source_.nx);
    if (identity_) {
        std::copy_n(in, static_cast<std::size_t>(num_planes) * source_.size(), out);
        return;
    }
    for (int plane = 0; plane < num_planes; ++plane) {
        for (int y = 0; y < target_.ny; ++y) {
            std::fill_n(work, nx, Real(0));
            for (int k = y_.begin[std::size_t(y)]; k < y_.begin[std::size_t(y) + 1]; ++k) {
                const Real weight = y_weights_[std::size_t(k)];
                const Real* row = in + static_cast<std::size_t>(y_.indices[std::size_t(k)]) * nx;
                for (std::size_t x = 0; x < nx; ++x) {
                    work[x] += weight * row[x];
                }
            }
            for (int x = 0; x < target_.nx; ++x) {
                Real total = 0;
                for (int k = x_.begin[std::size_t(x)]; k < x_.begin[std::size_t(x) + 1]; ++k) {
                    total += x_weights_[std::size_t(k)] * work[x_.indices[std::size_t(k)]];
                }
                *out++ = total;
            }
        }
        in += source_.size();
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
