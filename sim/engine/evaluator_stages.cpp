#include "sim/engine/evaluator.h"

#include <algorithm>

namespace ventral::engine {
namespace {

std::size_t index_of(int i) {
    return static_cast<std::size_t>(i);
}

}  // namespace

/// The source's output that the tap reads, [batch][channel][y][x] on the source's grid.
template <class Real>
const Real* Evaluator<Real>::source_field(const Tap<Real>& tap,
                                          TapBuffer& buffer,
                                          const Instant& instant) {
    if (tap.delay_ms == 0) {
        return outputs_[index_of(tap.source)];
    }
    // The last stage of a step belongs to the step: it sees a jump's left side.
    const Side side = instant.at_step_end() ? Side::Left : Side::Right;
    return histories_[index_of(tap.source)].front().at(instant.time_ms - tap.delay_ms, side,
                                                       buffer.history.data());
}

/// Brings the tap's planes up to this evaluation.
template <class Real>
void Evaluator<Real>::load_tap(int index, const Instant& instant) {
    TapBuffer& buffer = taps_[index_of(index)];
    if (buffer.stamp == stamp_) {
        return;
    }
    buffer.stamp = stamp_;
    buffer.has_spectrum = false;
    const Tap<Real>& tap = plan_.taps[index_of(index)];
    const Real* field = source_field(tap, buffer, instant);
    const std::size_t size = plan_.populations[index_of(tap.source)].size;
    const std::size_t samples = plan_.grids[index_of(tap.grid)].grid.size();
    const std::size_t out_size = samples * index_of(tap.num_channels);
    for (std::size_t b = 0; b < index_of(batch_); ++b) {
        const Real* in = field + b * size;
        if (tap.power != 1) {
            Real* to =
                tap.resampler >= 0 ? power_work_.data() : buffer.planes.data() + b * out_size;
            ops_.power(size, static_cast<Real>(tap.power), in, to);
            in = to;
        }
        if (tap.resampler >= 0) {
            plan_.resamplers[index_of(tap.resampler)].apply(
                in, tap.num_channels, buffer.planes.data() + b * out_size, resample_work_.data());
        }
    }
    buffer.current = tap.resampler >= 0 || tap.power != 1 ? buffer.planes.data() : field;
}

/// Forward transforms of the tap's padded planes.
template <class Real>
void Evaluator<Real>::load_spectrum(int index) {
    TapBuffer& buffer = taps_[index_of(index)];
    if (buffer.has_spectrum) {
        return;
    }
    buffer.has_spectrum = true;
    const Tap<Real>& tap = plan_.taps[index_of(index)];
    const KernelGrid<Real>& grid = plan_.grids[index_of(tap.grid)];
    const std::size_t samples = grid.grid.size();
    const std::size_t spectrum = grid.fft->spectrum_size();
    const std::size_t planes = index_of(tap.num_channels) * index_of(batch_);
    for (std::size_t plane = 0; plane < planes; ++plane) {
        const Real* in = buffer.current + plane * samples;
        if (grid.padded()) {
            Real* to = padded_.data();
            for (const int y : grid.y_index) {
                for (const int x : grid.x_index) {
                    *to++ = y < 0 || x < 0 ? Real(0) : in[index_of(y * grid.grid.nx + x)];
                }
            }
            in = padded_.data();
        }
        grid.fft->forward(in, buffer.re.data() + plane * spectrum,
                          buffer.im.data() + plane * spectrum, fft_scratch_[index_of(tap.grid)]);
    }
}

/// C(K * o^p) of one pathway for all batch elements, [batch][channel][y][x] on its stage grid.
template <class Real>
void Evaluator<Real>::compute_stage(int index, const Instant& instant, Real* out) {
    const Pathway<Real>& pathway = plan_.pathways[index_of(index)];
    const std::size_t total = pathway.stage_size * index_of(batch_);
    if (is_silent(pathway)) {
        std::fill_n(out, total, Real(0));
        return;
    }
    const std::size_t samples = plan_.grids[index_of(pathway.grid)].grid.size();
    const bool combines = pathway.combination.kind != CombinationKind::None;
    for (const PointTerm<Real>& term : pathway.points) {
        load_tap(term.tap, instant);
    }
    for (const SpectralTerm<Real>& term : pathway.kernels) {
        load_tap(term.tap, instant);
        load_spectrum(term.tap);
    }
    if (pathway.dense_tap >= 0) {
        load_tap(pathway.dense_tap, instant);
    }
    for (int b = 0; b < batch_; ++b) {
        Real* element = out + index_of(b) * pathway.stage_size;
        Real* stage = combines ? stage_work_.data() : element;
        for (std::size_t c = 0; c < index_of(pathway.stage_channels); ++c) {
            if (!pathway.from_kernels[c]) {
                std::fill_n(stage + c * samples, samples, Real(0));
            }
        }
        add_kernels(pathway, b, stage);
        add_points(pathway, b, stage);
        add_dense(pathway, b, stage);
        copy_same(pathway, stage);
        if (combines) {
            combine(pathway, stage, element);
        }
        // A lesion of a nonlinear projection scales what comes out of it.
        const Real scale = projection_scale_[index_of(pathway.projections.front())];
        if (combines && scale != Real(1)) {
            for (std::size_t k = 0; k < pathway.stage_size; ++k) {
                element[k] *= scale;
            }
        }
    }
}

/// Sums the products of spectra of each stage channel, and transforms them back.
template <class Real>
void Evaluator<Real>::add_kernels(const Pathway<Real>& pathway, int b, Real* stage) {
    const KernelGrid<Real>& grid = plan_.grids[index_of(pathway.grid)];
    const std::size_t samples = grid.grid.size();
    const bool linear = pathway.combination.kind == CombinationKind::None;
    for (std::size_t i = 0; i < pathway.kernels.size();) {
        const int out = pathway.kernels[i].out;
        products_.clear();
        for (; i < pathway.kernels.size() && pathway.kernels[i].out == out; ++i) {
            const SpectralTerm<Real>& term = pathway.kernels[i];
            const Real scale = linear ? projection_scale_[index_of(term.projection)] : Real(1);
            if (scale == Real(0)) {
                continue;
            }
            const KernelSpectrum<Real>& kernel = plan_.spectra[index_of(term.kernel)];
            const Tap<Real>& tap = plan_.taps[index_of(term.tap)];
            const std::size_t plane =
                (index_of(b) * index_of(tap.num_channels) + index_of(term.in)) *
                grid.fft->spectrum_size();
            products_.push_back({kernel.re.data(), kernel.im.empty() ? nullptr : kernel.im.data(),
                                 taps_[index_of(term.tap)].re.data() + plane,
                                 taps_[index_of(term.tap)].im.data() + plane, term.weight * scale});
        }
        if (products_.empty()) {
            std::fill_n(stage + index_of(out) * samples, samples, Real(0));
            continue;
        }
        ops_.sum_spectra(grid.fft->spectrum_size(), products_.data(), products_.size(),
                         spectrum_re_.data(), spectrum_im_.data());
        Real* plane = stage + index_of(out) * samples;
        FftScratch<Real>& scratch = fft_scratch_[index_of(pathway.grid)];
        if (!grid.padded()) {
            grid.fft->inverse(spectrum_re_.data(), spectrum_im_.data(), plane, scratch);
            continue;
        }
        grid.fft->inverse(spectrum_re_.data(), spectrum_im_.data(), padded_.data(), scratch);
        for (int y = 0; y < grid.grid.ny; ++y) {
            std::copy_n(padded_.data() + index_of(y) * index_of(grid.fft->nx()),
                        index_of(grid.grid.nx), plane + index_of(y * grid.grid.nx));
        }
    }
}

template <class Real>
void Evaluator<Real>::add_points(const Pathway<Real>& pathway, int b, Real* stage) {
    const std::size_t samples = plan_.grids[index_of(pathway.grid)].grid.size();
    const bool linear = pathway.combination.kind == CombinationKind::None;
    for (const PointTerm<Real>& term : pathway.points) {
        const Real scale = linear ? projection_scale_[index_of(term.projection)] : Real(1);
        const Tap<Real>& tap = plan_.taps[index_of(term.tap)];
        const Real* in = taps_[index_of(term.tap)].current +
                         (index_of(b) * index_of(tap.num_channels) + index_of(term.in)) * samples;
        ops_.add_scaled(samples, term.weight * scale, in, stage + index_of(term.out) * samples);
    }
}

/// Explicit or separable matrices, for areas without a map.
template <class Real>
void Evaluator<Real>::add_dense(const Pathway<Real>& pathway, int b, Real* stage) {
    if (pathway.dense_tap < 0) {
        return;
    }
    const Tap<Real>& tap = plan_.taps[index_of(pathway.dense_tap)];
    const std::size_t source_samples = plan_.grids[index_of(tap.grid)].grid.size();
    const std::size_t target_samples = plan_.grids[index_of(pathway.grid)].grid.size();
    const auto rows = index_of(pathway.dense_rows);
    const auto columns = index_of(pathway.dense_columns);
    // A combination is scaled as a whole, after it.
    const bool linear = pathway.combination.kind == CombinationKind::None;
    const Real scale = linear ? projection_scale_[index_of(pathway.projections.front())] : Real(1);
    const Real* in = taps_[index_of(pathway.dense_tap)].current +
                     index_of(b) * index_of(tap.num_channels) * source_samples;
    const Real* spatial = pathway.dense_spatial.empty() ? nullptr : pathway.dense_spatial.data();
    if (spatial != nullptr && target_samples == 1) {
        // Pool each source channel over the map first.
        for (std::size_t c = 0; c < columns; ++c) {
            Real pooled = 0;
            for (std::size_t s = 0; s < source_samples; ++s) {
                pooled += spatial[s] * in[c * source_samples + s];
            }
            upsampled_[c] = pooled;
        }
        in = upsampled_.data();
    }
    for (std::size_t row = 0; row < rows; ++row) {
        const Real* weights = pathway.dense.data() + row * columns;
        Real sum = 0;
        for (std::size_t c = 0; c < columns; ++c) {
            sum += weights[c] * in[c];
        }
        if (spatial != nullptr && target_samples > 1) {
            ops_.add_scaled(target_samples, sum * scale, spatial, stage + row * target_samples);
        } else {
            stage[row] += sum * scale;
        }
    }
}

template <class Real>
void Evaluator<Real>::copy_same(const Pathway<Real>& pathway, Real* stage) {
    const std::size_t samples = plan_.grids[index_of(pathway.grid)].grid.size();
    if (pathway.dense_tap >= 0) {
        return;
    }
    for (std::size_t c = 0; c < pathway.same_as.size(); ++c) {
        const auto first = index_of(pathway.same_as[c]);
        if (first != c) {
            std::copy_n(stage + first * samples, samples, stage + c * samples);
        }
    }
}

template <class Real>
void Evaluator<Real>::combine(const Pathway<Real>& pathway, const Real* stage, Real* out) {
    const std::size_t samples = plan_.grids[index_of(pathway.grid)].grid.size();
    for (std::size_t c = 0; c < pathway.combination.members.size(); ++c) {
        const std::vector<int>& members = pathway.combination.members[c];
        for (std::size_t m = 0; m < members.size(); ++m) {
            members_[m] = stage + index_of(members[m]) * samples;
        }
        ops_.combine({pathway.combination.kind, static_cast<Real>(pathway.combination.exponent),
                      members_.data(), static_cast<int>(members.size()), samples,
                      out + c * samples});
    }
}

// Each file instantiates the members that it defines.
template class Evaluator<float>;
template class Evaluator<double>;

}  // namespace ventral::engine
