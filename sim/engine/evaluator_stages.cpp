#include "sim/engine/evaluator.h"

#include "sim/base/index_of.h"
#include "sim/engine/same_bytes.h"

#include <algorithm>

namespace ventral::engine {

using base::index_of;

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
    const bool holds = buffer.stamp > 0 && tap_holds(index, buffer.stamp);
    buffer.stamp = stamp_;
    buffer.has_spectrum = buffer.has_spectrum && holds;
    const Tap<Real>& tap = plan_.taps[index_of(index)];
    const bool copies = tap.resampler >= 0 || tap.power != 1;
    if (copies && holds) {
        return;
    }
    const Real* field = source_field(tap, buffer, instant);
    if (!copies) {
        buffer.current = field;
        return;
    }
    const std::size_t size = plan_.populations[index_of(tap.source)].size;
    const std::size_t source_samples = plan_.populations[index_of(tap.source)].samples;
    const std::size_t samples = plan_.grids[index_of(tap.grid)].grid.size();
    const std::size_t out_size = samples * index_of(tap.num_channels);
    for (std::size_t b = 0; b < index_of(batch_); ++b) {
        for (const int channel : tap.channels) {
            const Real* in = field + b * size + index_of(channel) * source_samples;
            Real* out = buffer.planes.data() + b * out_size + index_of(channel) * samples;
            if (tap.power != 1) {
                Real* powered = tap.resampler >= 0 ? power_work_.data() : out;
                ops_.power(source_samples, static_cast<Real>(tap.power), in, powered);
                in = powered;
            }
            if (tap.resampler >= 0) {
                plan_.resamplers[index_of(tap.resampler)].apply(in, 1, out, resample_work_.data());
            }
        }
    }
    buffer.current = buffer.planes.data();
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
    for (std::size_t b = 0; b < index_of(batch_); ++b) {
        for (const int channel : tap.transformed) {
            const std::size_t plane = b * index_of(tap.num_channels) + index_of(channel);
            const Real* in = buffer.current + plane * samples;
            if (grid.padded()) {
                Real* to = padded_.data();
                for (const int y : grid.y_index) {
                    for (const int x : grid.x_index) {
                        *to++ = y < 0 || x < 0
                                    ? Real(0)
                                    : in[index_of(y) * index_of(grid.grid.nx) + index_of(x)];
                    }
                }
                in = padded_.data();
            }
            grid.fft->forward(in, buffer.re.data() + plane * spectrum,
                              buffer.im.data() + plane * spectrum,
                              fft_scratch_[index_of(tap.grid)]);
        }
    }
}

template <class Real>
void Evaluator<Real>::load_taps(const Pathway<Real>& pathway, const Instant& instant) {
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
}

/// The plane that the term reads, as its tap was last loaded.
template <class Real>
const Real* Evaluator<Real>::point_plane(const PointTerm<Real>& term, int b) const {
    const Tap<Real>& tap = plan_.taps[index_of(term.tap)];
    const std::size_t samples = plan_.grids[index_of(tap.grid)].grid.size();
    return taps_[index_of(term.tap)].current +
           (index_of(b) * index_of(tap.num_channels) + index_of(term.in)) * samples;
}

/// What lesions and variants make of a projection. A combination is scaled as a whole, after it.
template <class Real>
Real Evaluator<Real>::term_scale(const Pathway<Real>& pathway, int projection) const {
    return pathway.is_linear() ? projection_scale_[index_of(projection)] : Real(1);
}

template <class Real>
void Evaluator<Real>::add_points(const Pathway<Real>& pathway, int b, int slot, Real* plane) {
    const std::size_t samples = plan_.grids[index_of(pathway.grid)].grid.size();
    const TermRange& range = pathway.points_of[index_of(slot)];
    for (std::size_t i = range.begin; i < range.end; ++i) {
        const PointTerm<Real>& term = pathway.points[i];
        const ScaledPlane<Real> scaled{point_plane(term, b),
                                       term.weight * term_scale(pathway, term.projection), nullptr};
        ops_.add_planes(samples, &scaled, 1, plane);
    }
}

/// Lists what a slot is made of, and the weights of those that follow it and are made of the same
/// with other weights. Returns how many slots they are, itself included.
template <class Real>
int Evaluator<Real>::list_products(const Pathway<Real>& pathway, int b, std::size_t first) {
    const KernelGrid<Real>& grid = plan_.grids[index_of(pathway.grid)];
    const TermRange& own = pathway.kernels_of[first];
    int num_slots = 1;
    const auto alike = [&](const SpectralTerm<Real>& s, const SpectralTerm<Real>& t) {
        return s.projection == t.projection && s.tap == t.tap && s.in == t.in &&
               s.kernel == t.kernel;
    };
    const auto* terms = pathway.kernels.data();
    while (num_slots < kMixedSlots && first + index_of(num_slots) < pathway.kernels_of.size()) {
        const TermRange& other = pathway.kernels_of[first + index_of(num_slots)];
        if (!std::equal(terms + own.begin, terms + own.end, terms + other.begin, terms + other.end,
                        alike)) {
            break;
        }
        ++num_slots;
    }
    products_.clear();
    for (std::size_t i = 0; i < own.end - own.begin; ++i) {
        const SpectralTerm<Real>& term = terms[own.begin + i];
        const Real scale = term_scale(pathway, term.projection);
        if (scale == Real(0)) {
            continue;
        }
        Real* weights = product_weights_.data() + products_.size() * index_of(kMixedSlots);
        for (int s = 0; s < num_slots; ++s) {
            weights[s] = terms[pathway.kernels_of[first + index_of(s)].begin + i].weight * scale;
        }
        const KernelSpectrum<Real>& kernel = plan_.spectra[index_of(term.kernel)];
        const Tap<Real>& tap = plan_.taps[index_of(term.tap)];
        const TapBuffer& buffer = taps_[index_of(term.tap)];
        const std::size_t source = (index_of(b) * index_of(tap.num_channels) + index_of(term.in)) *
                                   grid.fft->spectrum_size();
        products_.push_back({kernel.re.data(), kernel.im.empty() ? nullptr : kernel.im.data(),
                             buffer.re.data() + source, buffer.im.data() + source});
    }
    return num_slots;
}

/// Mixes the spectra of the slot `first` and of those that are made of the same, into the spectrum
/// buffers. Returns how many they are; 0: nothing comes in.
template <class Real>
int Evaluator<Real>::mix_products(const Pathway<Real>& pathway, int b, std::size_t first) {
    SpectralMix<Real> mix{};
    mix.num_slots = list_products(pathway, b, first);
    if (!products_.empty()) {
        mix.size = plan_.grids[index_of(pathway.grid)].fft->spectrum_size();
        mix.products = products_.data();
        mix.count = products_.size();
        mix.weights = product_weights_.data();
        for (std::size_t s = 0; s < index_of(mix.num_slots); ++s) {
            mix.out_re[s] = spectrum_re_.data() + s * mix.size;
            mix.out_im[s] = spectrum_im_.data() + s * mix.size;
        }
        ops_.mix_spectra(mix);
    }
    return mix.num_slots;
}

/// The same for all slots of a pathway on a circle.
template <class Real>
int Evaluator<Real>::mix_circle(const Pathway<Real>& pathway, int b) {
    CirculantMix<Real> mix{};
    mix.size = plan_.grids[index_of(pathway.grid)].fft->spectrum_size();
    circle_.clear();
    for (const CirculantBlock<Real>& block : pathway.circulant) {
        const Real scale = term_scale(pathway, block.projection);
        if (scale == Real(0)) {
            continue;
        }
        const TapBuffer& buffer = taps_[index_of(block.tap)];
        const std::size_t source = index_of(b * kCircleChannels) * mix.size;
        CirculantProduct<Real> product{plan_.spectra[index_of(block.kernel)].re.data(),
                                       buffer.re.data() + source,
                                       buffer.im.data() + source,
                                       {}};
        std::transform(block.waves.begin(), block.waves.end(), product.waves,
                       [scale](Real wave) { return wave * scale; });
        circle_.push_back(product);
    }
    mix.blocks = circle_.data();
    mix.count = circle_.size();
    for (std::size_t s = 0; s < index_of(kCircleChannels); ++s) {
        mix.out_re[s] = spectrum_re_.data() + s * mix.size;
        mix.out_im[s] = spectrum_im_.data() + s * mix.size;
    }
    ops_.mix_circle(mix);
    return kCircleChannels;
}

/// Sums the products of spectra of every slot, and transforms them back; zero where there are none.
template <class Real>
void Evaluator<Real>::compute_kernels(const Pathway<Real>& pathway, int b, Real* planes) {
    const std::size_t samples = plan_.grids[index_of(pathway.grid)].grid.size();
    const bool on_circle = !pathway.circulant.empty();
    int num_slots = 1;
    for (std::size_t slot = 0; slot < pathway.kernels_of.size(); slot += index_of(num_slots)) {
        num_slots = on_circle ? mix_circle(pathway, b) : mix_products(pathway, b, slot);
        if (on_circle ? circle_.empty() : products_.empty()) {
            std::fill_n(planes + slot * samples, index_of(num_slots) * samples, Real(0));
            continue;
        }
        for (std::size_t s = 0; s < index_of(num_slots); ++s) {
            transform_back(pathway.grid, s, planes + (slot + s) * samples);
        }
    }
}

/// The plane of a mixed spectrum.
template <class Real>
void Evaluator<Real>::transform_back(int grid_index, std::size_t spectrum, Real* plane) {
    const KernelGrid<Real>& grid = plan_.grids[index_of(grid_index)];
    FftScratch<Real>& scratch = fft_scratch_[index_of(grid_index)];
    const Real* re = spectrum_re_.data() + spectrum * grid.fft->spectrum_size();
    const Real* im = spectrum_im_.data() + spectrum * grid.fft->spectrum_size();
    if (!grid.padded()) {
        grid.fft->inverse(re, im, plane, scratch);
        return;
    }
    grid.fft->inverse(re, im, padded_.data(), scratch);
    const auto nx = index_of(grid.grid.nx);
    for (std::size_t y = 0; y < index_of(grid.grid.ny); ++y) {
        std::copy_n(padded_.data() + y * index_of(grid.fft->nx()), nx, plane + y * nx);
    }
}

/// Separable weights from a map: each source channel's weighted sum over the map.
template <class Real>
void Evaluator<Real>::pool_source(const Pathway<Real>& pathway, int b) {
    const Tap<Real>& tap = plan_.taps[index_of(pathway.dense_tap)];
    const std::size_t samples = plan_.grids[index_of(tap.grid)].grid.size();
    const Real* in = taps_[index_of(pathway.dense_tap)].current +
                     index_of(b) * index_of(tap.num_channels) * samples;
    const bool from_map = pathway.dense_spatial.size() == samples && pathway.slot_size == 1;
    for (std::size_t c = 0; c < index_of(pathway.dense_columns); ++c) {
        pooled_[c] = from_map && !pathway.spreads_over_map
                         ? ops_.dot(samples, pathway.dense_spatial.data(), in + c * samples)
                         : in[c];
    }
}

/// Explicit or separable matrices, for areas without a map: one channel of the stage.
template <class Real>
void Evaluator<Real>::compute_dense(const Pathway<Real>& pathway, int slot, Real* plane) {
    const std::size_t samples = plan_.grids[index_of(pathway.grid)].grid.size();
    const auto columns = index_of(pathway.dense_columns);
    const Real scale = term_scale(pathway, pathway.projections.front());
    const bool explicit_rows = pathway.dense_spatial.empty();
    const std::size_t rows = explicit_rows ? samples : 1;
    const Real* weights = pathway.dense.data() + index_of(slot) * rows * columns;
    for (std::size_t row = 0; row < rows; ++row) {
        plane[row] = scale * ops_.dot(columns, weights + row * columns, pooled_.data());
    }
    if (!explicit_rows && !pathway.spreads_over_map && samples > 1) {
        const Real value = *plane;
        for (std::size_t s = 0; s < samples; ++s) {
            plane[s] = value * pathway.dense_spatial[s];
        }
    }
}

/// C of one target channel.
template <class Real>
void Evaluator<Real>::combine(const Pathway<Real>& pathway, int b, int channel, Real* out) {
    const std::size_t samples = plan_.grids[index_of(pathway.grid)].grid.size();
    member_planes_.clear();
    members_.clear();
    for (const int slot : pathway.combination.members[index_of(channel)]) {
        PlaneRange member;
        member.begin = member_planes_.size();
        if (pathway.dense_tap >= 0 || !pathway.kernels_of[index_of(slot)].empty()) {
            member_planes_.push_back(
                {stage_work_.data() + index_of(slot) * samples, Real(1), nullptr});
        }
        const TermRange& range = pathway.points_of[index_of(slot)];
        for (std::size_t i = range.begin; i < range.end; ++i) {
            const PointTerm<Real>& term = pathway.points[i];
            member_planes_.push_back({point_plane(term, b), term.weight, nullptr});
        }
        member.end = member_planes_.size();
        members_.push_back(member);
    }
    ops_.combine({pathway.combination.kind, static_cast<Real>(pathway.combination.exponent),
                  member_planes_.data(), members_.data(), members_.size(), samples, out});
    const Real scale = projection_scale_[index_of(pathway.projections.front())];
    if (scale != Real(1)) {
        ops_.approach(samples, scale, out, Real(1), nullptr, out);
    }
}

/// C(K * o^p) of all slots of one batch element.
template <class Real>
void Evaluator<Real>::compute_slots(const Pathway<Real>& pathway, int b, Real* planes) {
    const bool is_dense = pathway.dense_tap >= 0;
    // The stage channels of a combination, where they are more than sums of the taps' planes.
    Real* stage = pathway.is_linear() ? planes : stage_work_.data();
    const std::size_t stage_size =
        pathway.is_linear() ? pathway.slot_size : plan_.grids[index_of(pathway.grid)].grid.size();
    if (is_dense) {
        pool_source(pathway, b);
        for (std::size_t slot = 0; slot < pathway.points_of.size(); ++slot) {
            compute_dense(pathway, static_cast<int>(slot), stage + slot * stage_size);
        }
    } else if (pathway.is_linear() || !pathway.kernels.empty()) {
        compute_kernels(pathway, b, stage);
    }
    for (int slot = 0; slot < pathway.num_slots; ++slot) {
        Real* plane = planes + index_of(slot) * pathway.slot_size;
        if (!pathway.is_linear()) {
            combine(pathway, b, slot, plane);
        } else if (!is_dense && pathway.points_are_in_stage()) {
            add_points(pathway, b, slot, plane);
        }
    }
}

/// The targets of a pathway's filter, or its state after the step.
template <class Real>
void Evaluator<Real>::compute_filter(
    int index, const Instant& instant, const EulerStep* step, const Real* x, Real* out) {
    const Pathway<Real>& pathway = plan_.pathways[index_of(index)];
    PathwayBuffer& buffer = pathways_[index_of(index)];
    const std::size_t first = static_cast<std::size_t>(pathway.state_offset) * index_of(batch_);
    if (buffer.is_dormant || buffer.values_of != index) {
        if (step == nullptr) {
            std::fill_n(out + first, pathway.stage_size * index_of(batch_), Real(0));
        }
        return;
    }
    if (step != nullptr && buffer.state_changed < stamp_ && terms_hold(index, stamp_ - 1)) {
        return;  // `out` holds the state before this one, which is the same
    }
    const bool silent = is_silent(pathway);
    const Real share = static_cast<Real>(step == nullptr ? 1 : step->share(pathway.tau_syn_ms));
    if (!silent) {
        load_taps(pathway, instant);
    }
    for (int b = 0; b < batch_; ++b) {
        const std::size_t place = first + index_of(b) * pathway.stage_size;
        if (silent) {
            std::fill_n(out + place, pathway.stage_size, Real(0));
        } else {
            compute_slots(pathway, b, out + place);
        }
        if (step != nullptr) {
            ops_.approach(pathway.stage_size, Real(1), out + place, share, x + place, out + place);
        }
    }
    if (step != nullptr &&
        !same_bytes(x + first, out + first, pathway.stage_size * index_of(batch_))) {
        buffer.state_changed = stamp_ + 1;
    }
}

// Each file instantiates the members that it defines.
template class Evaluator<float>;
template class Evaluator<double>;

}  // namespace ventral::engine
