#include "sim/engine/evaluator.h"

#include <algorithm>
#include <cmath>

namespace ventral::engine {
namespace {

/// Times closer than this are one (ms).
constexpr double kSameTime = 1e-9;

std::size_t index_of(int i) {
    return static_cast<std::size_t>(i);
}

}  // namespace

template <class Real>
Evaluator<Real>::Evaluator(
    const Plan<Real>& plan, const Variant& variant, int batch, double step_ms, bool keeps_slopes)
    : plan_(plan),
      ops_(pointwise_ops<Real>(plan.isa)),
      variant_(variant),
      batch_(batch),
      time_of_scales_(std::nan("")),
      projection_scale_(plan.network.projections.size(), Real(1)),
      population_scale_(plan.network.populations.size(), Real(1)),
      taps_(plan.taps.size()),
      stages_(plan.pathways.size()),
      stage_stamps_(plan.pathways.size(), 0) {
    make_population_buffers(step_ms, keeps_slopes);
    make_tap_buffers();
    make_pathway_buffers();
}

template <class Real>
bool Evaluator<Real>::is_lesioned(int population) const {
    return std::any_of(variant_.lesions.begin(), variant_.lesions.end(), [&](const Lesion& l) {
        return l.target == Lesion::Target::Population && l.index == population;
    });
}

template <class Real>
void Evaluator<Real>::make_population_buffers(double step_ms, bool keeps_slopes) {
    const auto batch = index_of(batch_);
    std::size_t largest = 1;
    for (std::size_t i = 0; i < plan_.populations.size(); ++i) {
        const PopulationPlan<Real>& p = plan_.populations[i];
        const PopulationDescription& d = plan_.network.populations[i];
        largest = std::max(largest, p.size);
        const bool own_rates = p.rate_offset < 0;
        const bool gained = !p.output_pathways.empty() || is_lesioned(static_cast<int>(i));
        rates_.emplace_back(own_rates ? p.size * batch : 0, Real(0));
        gained_.emplace_back(gained ? p.size * batch : 0, Real(0));
        noise_.emplace_back(d.noise ? p.size * batch : 0, Real(0));
        outputs_.push_back(nullptr);
        histories_.emplace_back();
        if (p.history_ms > 0) {
            const Interpolation smooth =
                own_rates || gained ? Interpolation::LinearWithJumps : Interpolation::Hermite;
            histories_.back().emplace_back(p.size * batch, p.history_ms, step_ms,
                                           keeps_slopes ? smooth : Interpolation::Linear);
        }
    }
    upsampled_.resize(largest);
    drive_.resize(largest);
    group_.resize(largest);
    gain_.resize(largest);
    pool_.resize(largest);
    slope_.resize(largest * batch);
}

template <class Real>
void Evaluator<Real>::make_tap_buffers() {
    const auto batch = index_of(batch_);
    for (const KernelGrid<Real>& grid : plan_.grids) {
        fft_scratch_.push_back(grid.fft ? grid.fft->make_scratch() : FftScratch<Real>{});
        if (grid.fft) {
            const auto size = index_of(grid.fft->ny()) * index_of(grid.fft->nx());
            padded_.resize(std::max(padded_.size(), size));
            spectrum_re_.resize(std::max(spectrum_re_.size(), grid.fft->spectrum_size()));
            spectrum_im_.resize(std::max(spectrum_im_.size(), grid.fft->spectrum_size()));
        }
    }
    for (std::size_t i = 0; i < plan_.taps.size(); ++i) {
        const Tap<Real>& tap = plan_.taps[i];
        TapBuffer& buffer = taps_[i];
        const std::size_t source_size = plan_.populations[index_of(tap.source)].size;
        const KernelGrid<Real>& grid = plan_.grids[index_of(tap.grid)];
        const std::size_t planes = index_of(tap.num_channels) * batch;
        const bool copies = tap.resampler >= 0 || tap.power != 1;
        buffer.history.resize(tap.delay_ms > 0 ? source_size * batch : 0);
        buffer.planes.resize(copies ? planes * grid.grid.size() : 0);
        if (tap.needs_spectrum) {
            buffer.re.resize(grid.fft->spectrum_size() * planes);
            buffer.im.resize(grid.fft->spectrum_size() * planes);
        }
        power_work_.resize(std::max(power_work_.size(), tap.power != 1 ? source_size : 0));
    }
}

template <class Real>
void Evaluator<Real>::make_pathway_buffers() {
    std::size_t stage = 1;
    std::size_t most_members = 1;
    for (std::size_t i = 0; i < plan_.pathways.size(); ++i) {
        const Pathway<Real>& p = plan_.pathways[i];
        const std::size_t samples = plan_.grids[index_of(p.grid)].grid.size();
        stage = std::max(stage, index_of(p.stage_channels) * samples);
        if (p.tau_syn_ms == 0) {
            stages_[i].assign(p.stage_size * index_of(batch_), Real(0));
        }
        products_.reserve(std::max(products_.capacity(), p.kernels.size()));
        for (const auto& members : p.combination.members) {
            most_members = std::max(most_members, members.size());
        }
    }
    for (const Resampler<Real>& r : plan_.resamplers) {
        resample_work_.resize(std::max(resample_work_.size(), r.work_size()));
    }
    stage_work_.resize(stage);
    members_.resize(most_members);
}

/// Factors of projections and populations at this time: the class switches and open lesions.
template <class Real>
void Evaluator<Real>::update_scales(double time_ms) {
    if (time_ms == time_of_scales_ || (!std::isnan(time_of_scales_) && variant_.lesions.empty())) {
        return;
    }
    time_of_scales_ = time_ms;
    for (std::size_t i = 0; i < projection_scale_.size(); ++i) {
        projection_scale_[i] =
            static_cast<Real>(variant_.scale(plan_.network.projections[i].projection_class));
    }
    std::fill(population_scale_.begin(), population_scale_.end(), Real(1));
    for (const Lesion& lesion : variant_.lesions) {
        if (time_ms >= lesion.begin_ms - kSameTime && time_ms < lesion.end_ms - kSameTime) {
            auto& scale =
                lesion.target == Lesion::Target::Projection ? projection_scale_ : population_scale_;
            scale[index_of(lesion.index)] *= static_cast<Real>(lesion.factor);
        }
    }
}

template <class Real>
bool Evaluator<Real>::is_silent(const Pathway<Real>& pathway) const {
    return std::all_of(pathway.projections.begin(), pathway.projections.end(),
                       [this](int p) { return projection_scale_[index_of(p)] == Real(0); });
}

template <class Real>
Real* Evaluator<Real>::input_field(int population, int b) {
    return rates_[index_of(population)].data() +
           index_of(b) * plan_.populations[index_of(population)].size;
}

template <class Real>
void Evaluator<Real>::evaluate(const Instant& instant, const Real* x, Real* target) {
    compute_outputs(instant, x);
    const auto batch = index_of(batch_);
    for (std::size_t i = 0; i < plan_.populations.size(); ++i) {
        const PopulationPlan<Real>& p = plan_.populations[i];
        const PopulationDescription& d = plan_.network.populations[i];
        if (p.rate_offset >= 0) {
            Real* out = target + index_of(static_cast<int>(p.rate_offset)) * batch;
            for (std::size_t b = 0; b < batch; ++b) {
                compute_drive(static_cast<int>(i), static_cast<int>(b), instant, x, drive_.data());
                ops_.transfer(d.transfer, p.size, drive_.data(),
                              p.gain.empty() ? nullptr : p.gain.data(), out + b * p.size);
            }
        }
        if (p.adaptation_offset >= 0) {
            Real* out = target + static_cast<std::size_t>(p.adaptation_offset) * batch;
            const Real* rate = p.rate_offset >= 0
                                   ? x + static_cast<std::size_t>(p.rate_offset) * batch
                                   : rates_[i].data();
            std::fill_n(out, p.size * batch, Real(0));
            ops_.add_scaled(p.size * batch, static_cast<Real>(d.adaptation->strength), rate, out);
        }
    }
    for (std::size_t i = 0; i < plan_.pathways.size(); ++i) {
        const Pathway<Real>& pathway = plan_.pathways[i];
        if (pathway.state_offset >= 0) {
            compute_stage(static_cast<int>(i), instant,
                          target + static_cast<std::size_t>(pathway.state_offset) * batch);
        }
    }
}

template <class Real>
void Evaluator<Real>::compute_outputs(const Instant& instant, const Real* x) {
    ++stamp_;
    update_scales(instant.at_step_end() ? instant.step_begin_ms : instant.time_ms);
    for (const int population : plan_.order) {
        compute_output(population, instant, x);
    }
}

template <class Real>
void Evaluator<Real>::compute_output(int population, const Instant& instant, const Real* x) {
    const auto i = index_of(population);
    const auto batch = index_of(batch_);
    const PopulationPlan<Real>& p = plan_.populations[i];
    const PopulationDescription& d = plan_.network.populations[i];
    const Real* rate = rates_[i].data();
    if (p.rate_offset >= 0) {
        rate = x + static_cast<std::size_t>(p.rate_offset) * batch;
    } else if (d.algebraic && d.input == ExternalInput::None) {
        for (std::size_t b = 0; b < batch; ++b) {
            compute_drive(static_cast<int>(i), static_cast<int>(b), instant, x, drive_.data());
            ops_.transfer(d.transfer, p.size, drive_.data(),
                          p.gain.empty() ? nullptr : p.gain.data(), rates_[i].data() + b * p.size);
        }
    }
    outputs_[i] = rate;
    if (gained_[i].empty()) {
        return;
    }
    for (std::size_t b = 0; b < batch; ++b) {
        std::fill_n(gain_.data(), p.size, Real(0));
        add_pathways(p.output_pathways, static_cast<int>(b), instant, x, gain_.data());
        Real* out = gained_[i].data() + b * p.size;
        const Real scale = population_scale_[i];
        const Real* r = rate + b * p.size;
        for (std::size_t k = 0; k < p.size; ++k) {
            out[k] = r[k] * (Real(1) + gain_[k]) * scale;
        }
    }
    outputs_[i] = gained_[i].data();
}

template <class Real>
void Evaluator<Real>::push_history(double time_ms, double earliest_reader_ms) {
    for (std::size_t i = 0; i < histories_.size(); ++i) {
        for (History<Real>& history : histories_[i]) {
            history.push(time_ms, earliest_reader_ms, outputs_[i]);
        }
    }
}

template <class Real>
void Evaluator<Real>::replace_history() {
    for (std::size_t i = 0; i < histories_.size(); ++i) {
        for (History<Real>& history : histories_[i]) {
            history.set_right(outputs_[i]);
        }
    }
}

template <class Real>
void Evaluator<Real>::push_slopes(const Real* x, const Real* target) {
    const auto batch = index_of(batch_);
    for (std::size_t i = 0; i < histories_.size(); ++i) {
        const PopulationPlan<Real>& p = plan_.populations[i];
        if (histories_[i].empty() || p.rate_offset < 0 || !gained_[i].empty()) {
            continue;
        }
        const std::size_t offset = static_cast<std::size_t>(p.rate_offset) * batch;
        const Real inverse_tau = Real(1) / static_cast<Real>(plan_.network.populations[i].tau_ms);
        for (std::size_t k = 0; k < p.size * batch; ++k) {
            slope_[k] = (target[offset + k] - x[offset + k]) * inverse_tau;
        }
        histories_[i].front().set_slope(slope_.data());
    }
}

template <class Real>
std::size_t Evaluator<Real>::bytes() const {
    std::size_t numbers = stage_work_.size() + padded_.size() + 2 * spectrum_re_.size() +
                          upsampled_.size() + 4 * drive_.size() + slope_.size();
    std::size_t total = 0;
    for (const TapBuffer& t : taps_) {
        numbers += t.history.size() + t.planes.size() + t.re.size() + t.im.size();
    }
    for (std::size_t i = 0; i < rates_.size(); ++i) {
        numbers += rates_[i].size() + gained_[i].size() + noise_[i].size();
        for (const History<Real>& history : histories_[i]) {
            total += history.bytes();
        }
    }
    for (const auto& stage : stages_) {
        numbers += stage.size();
    }
    return total + numbers * sizeof(Real);
}

// Each file instantiates the members that it defines.
template class Evaluator<float>;
template class Evaluator<double>;

}  // namespace ventral::engine
