#include "sim/engine/evaluator.h"

#include "sim/base/index_of.h"
#include "sim/engine/same_bytes.h"

#include <algorithm>
#include <cmath>

namespace ventral::engine {

using base::index_of;

namespace {

/// Times closer than this are one (ms).
constexpr double kSameTime = 1e-9;

}  // namespace

template <class Real>
Evaluator<Real>::Evaluator(const Plan<Real>& plan,
                           const Variant& variant,
                           int batch,
                           double step_ms,
                           bool keeps_slopes,
                           const std::vector<bool>& needed)
    : plan_(plan),
      ops_(pointwise_ops<Real>(plan.isa)),
      variant_(variant),
      batch_(batch),
      time_of_scales_(std::nan("")),
      needed_(needed.empty() ? std::vector<bool>(plan.populations.size(), true) : needed),
      longest_delays_(plan.populations.size(), 0.0),
      projection_scale_(plan.network.projections.size(), Real(1)),
      population_scale_(plan.network.populations.size(), Real(1)),
      output_changed_(plan.populations.size(), 1),
      state_changed_(plan.populations.size(), 1),
      computed_(plan.populations.size(), 0),
      exceeds_(plan.populations.size(), true),
      next_exceeds_(plan.populations.size(), true),
      taps_(plan.taps.size()),
      pathways_(plan.pathways.size()) {
    last_scales_.reserve(projection_scale_.size() + population_scale_.size());
    find_idle_pathways();
    find_longest_delays(step_ms);
    make_population_buffers(step_ms, keeps_slopes);
    make_tap_buffers();
    make_pathway_buffers();
    make_combination_buffers();
}

template <class Real>
bool Evaluator<Real>::is_lesioned(int population) const {
    return std::any_of(variant_.lesions.begin(), variant_.lesions.end(), [&](const Lesion& l) {
        return l.target == Lesion::Target::Population && l.index == population;
    });
}

/// What the pathways that are not dormant read.
template <class Real>
void Evaluator<Real>::find_longest_delays(double step_ms) {
    const auto read = [&](std::size_t reader, int index) {
        const Tap<Real>& tap = plan_.taps[index_of(index)];
        double& longest = longest_delays_[index_of(tap.source)];
        taps_[index_of(index)].is_read = true;
        taps_[index_of(index)].lag = static_cast<std::size_t>(std::ceil(tap.delay_ms / step_ms));
        std::vector<int>& known = pathways_[reader].taps;
        if (std::find(known.begin(), known.end(), index) == known.end()) {
            known.push_back(index);
        }
        longest = std::max(longest, tap.delay_ms);
    };
    for (std::size_t i = 0; i < pathways_.size(); ++i) {
        const Pathway<Real>& p = plan_.pathways[i];
        if (pathways_[i].is_dormant) {
            continue;
        }
        for (const PointTerm<Real>& term : p.points) {
            read(i, term.tap);
        }
        for (const SpectralTerm<Real>& term : p.kernels) {
            read(i, term.tap);
        }
        if (p.dense_tap >= 0) {
            read(i, p.dense_tap);
        }
    }
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
        if (longest_delays_[i] > 0) {
            const Interpolation smooth =
                own_rates || gained ? Interpolation::LinearWithJumps : Interpolation::Hermite;
            histories_.back().emplace_back(p.size * batch, longest_delays_[i], step_ms,
                                           keeps_slopes ? smooth : Interpolation::Linear);
        }
    }
    const bool all_needed = std::all_of(needed_.begin(), needed_.end(), [](bool n) { return n; });
    silent_.resize(all_needed ? 0 : largest * batch);
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
        outputs_[i] = needed_[i] ? nullptr : silent_.data();
    }
    gain_.resize(largest);
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
            const std::size_t spectra =
                grid.fft->spectrum_size() * index_of(std::max(kMixedSlots, kCircleChannels));
            spectrum_re_.resize(std::max(spectrum_re_.size(), spectra));
            spectrum_im_.resize(std::max(spectrum_im_.size(), spectra));
        }
    }
    for (std::size_t i = 0; i < plan_.taps.size(); ++i) {
        const Tap<Real>& tap = plan_.taps[i];
        TapBuffer& buffer = taps_[i];
        if (!buffer.is_read) {
            continue;
        }
        const std::size_t source_size = plan_.populations[index_of(tap.source)].size;
        const KernelGrid<Real>& grid = plan_.grids[index_of(tap.grid)];
        const std::size_t planes = index_of(tap.num_channels) * batch;
        const bool copies = tap.resampler >= 0 || tap.power != 1;
        buffer.history.resize(tap.delay_ms > 0 ? source_size * batch : 0);
        buffer.planes.resize(copies ? planes * grid.grid.size() : 0);
        if (tap.needs_spectrum()) {
            buffer.re.resize(grid.fft->spectrum_size() * planes);
            buffer.im.resize(grid.fft->spectrum_size() * planes);
        }
        power_work_.resize(std::max(power_work_.size(), tap.power != 1 ? source_size : 0));
    }
}

template <class Real>
void Evaluator<Real>::make_pathway_buffers() {
    std::size_t most_planes = 1;
    for (std::size_t i = 0; i < plan_.pathways.size(); ++i) {
        const Pathway<Real>& p = plan_.pathways[i];
        PathwayBuffer& buffer = pathways_[i];
        const auto slots = index_of(p.num_slots);
        if (p.state_offset < 0) {
            buffer.stage.assign(p.stage_size * index_of(batch_), Real(0));
            buffer.stage_stamps.assign(index_of(batch_), 0);
        }
        if (p.resampler >= 0) {
            const auto samples = plan_.populations[index_of(p.target)].samples;
            buffer.resampled.resize(slots * samples);
            buffer.resampled_stamps.assign(slots, 0);
        }
        for (const TermRange& range : p.kernels_of) {
            products_.reserve(std::max(products_.capacity(), range.end - range.begin));
            product_weights_.resize(std::max(product_weights_.size(),
                                             (range.end - range.begin) * index_of(kMixedSlots)));
        }
        circle_.reserve(std::max(circle_.capacity(), p.circulant.size()));
        pooled_.resize(std::max(pooled_.size(), index_of(p.dense_columns)));
        most_planes += p.points.size() + 1;
    }
    for (const Resampler<Real>& r : plan_.resamplers) {
        resample_work_.resize(std::max(resample_work_.size(), r.work_size()));
    }
    std::size_t most_pools = 0;
    std::size_t most_groups = 0;
    for (const PopulationPlan<Real>& p : plan_.populations) {
        most_groups = std::max(most_groups, p.drive_pathways.size());
        std::size_t pools = 0;
        for (const auto& of_group : p.pool_pathways) {
            pools += of_group.size();
        }
        most_pools = std::max(most_pools, pools);
    }
    inputs_.planes.reserve(most_planes);
    inputs_.pools.reserve(most_pools);
    inputs_.groups.reserve(most_groups);
}

template <class Real>
void Evaluator<Real>::make_combination_buffers() {
    for (const Pathway<Real>& p : plan_.pathways) {
        if (p.is_linear()) {
            continue;
        }
        const std::size_t samples = plan_.grids[index_of(p.grid)].grid.size();
        stage_work_.resize(std::max(stage_work_.size(), p.points_of.size() * samples));
        for (const auto& members : p.combination.members) {
            std::size_t planes = members.size();
            for (const int slot : members) {
                planes += p.points_of[index_of(slot)].end - p.points_of[index_of(slot)].begin;
            }
            members_.reserve(std::max(members_.capacity(), members.size()));
            member_planes_.reserve(std::max(member_planes_.capacity(), planes));
        }
    }
}

/// What the variant switches off stays zero, and what ends in a population that is not needed is
/// not computed; twins with the same factors read one filter.
template <class Real>
void Evaluator<Real>::find_idle_pathways() {
    const auto projection_of = [this](int index) -> const ProjectionDescription& {
        return plan_.network.projections[index_of(index)];
    };
    const auto is_lesioned = [this](int projection) {
        return std::any_of(variant_.lesions.begin(), variant_.lesions.end(), [&](const Lesion& l) {
            return l.target == Lesion::Target::Projection && l.index == projection;
        });
    };
    for (std::size_t i = 0; i < pathways_.size(); ++i) {
        const Pathway<Real>& p = plan_.pathways[i];
        pathways_[i].values_of = static_cast<int>(i);
        pathways_[i].is_dormant =
            !is_needed(p.target) ||
            std::all_of(p.projections.begin(), p.projections.end(),
                        [&](int index) { return is_switched_off(variant_, plan_.network, index); });
        if (p.twin >= 0 && is_needed(plan_.pathways[index_of(p.twin)].target)) {
            const int own = p.projections.front();
            const int other = plan_.pathways[index_of(p.twin)].projections.front();
            const bool same = variant_.scale(projection_of(own).projection_class) ==
                              variant_.scale(projection_of(other).projection_class);
            if (same && !is_lesioned(own) && !is_lesioned(other)) {
                pathways_[i].values_of = p.twin;
            }
        }
    }
}

/// Factors of projections and populations at this time: the class switches and open lesions.
template <class Real>
void Evaluator<Real>::update_scales(double time_ms) {
    if (time_ms == time_of_scales_ || (!std::isnan(time_of_scales_) && variant_.lesions.empty())) {
        return;
    }
    time_of_scales_ = time_ms;
    last_scales_.assign(projection_scale_.begin(), projection_scale_.end());
    last_scales_.insert(last_scales_.end(), population_scale_.begin(), population_scale_.end());
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
    const auto middle =
        last_scales_.begin() + static_cast<std::ptrdiff_t>(projection_scale_.size());
    if (!std::equal(last_scales_.begin(), middle, projection_scale_.begin()) ||
        !std::equal(middle, last_scales_.end(), population_scale_.begin())) {
        scales_changed_ = stamp_;
    }
}

template <class Real>
bool Evaluator<Real>::is_silent(const Pathway<Real>& pathway) const {
    return std::all_of(pathway.projections.begin(), pathway.projections.end(),
                       [this](int p) { return projection_scale_[index_of(p)] == Real(0); });
}

template <class Real>
void Evaluator<Real>::load_input(int population,
                                 int b,
                                 int first_channel,
                                 const std::vector<float>& field,
                                 const std::vector<Real>& factors) {
    const auto i = index_of(population);
    const PopulationPlan<Real>& p = plan_.populations[i];
    Real* out = rates_[i].data() + index_of(b) * p.size + index_of(first_channel) * p.samples;
    for (const Real factor : factors) {
        for (const float value : field) {
            const Real scaled = factor * Real(value);
            if (!same_bytes(&scaled, out, 1)) {
                output_changed_[i] = stamp_ + 1;
            }
            *out++ = scaled;
        }
    }
}

template <class Real>
void Evaluator<Real>::evaluate(const Instant& instant, const Real* x, Real* target) {
    is_stepping_ = false;
    compute(instant, nullptr, x, target);
}

template <class Real>
void Evaluator<Real>::advance(const Instant& instant,
                              const EulerStep& step,
                              const Real* x,
                              Real* next) {
    is_stepping_ = true;
    compute(instant, &step, x, next);
}

/// The targets, or the state after the step if there is one.
template <class Real>
void Evaluator<Real>::compute(const Instant& instant,
                              const EulerStep* step,
                              const Real* x,
                              Real* out) {
    compute_outputs(instant, x);
    const auto batch = index_of(batch_);
    for (std::size_t i = 0; i < plan_.populations.size(); ++i) {
        const PopulationPlan<Real>& p = plan_.populations[i];
        const PopulationDescription& d = plan_.network.populations[i];
        if (!needed_[i]) {
            continue;
        }
        if (p.rate_offset >= 0 && !rates_stand_still(static_cast<int>(i))) {
            const std::size_t offset = static_cast<std::size_t>(p.rate_offset) * batch;
            compute_rates(static_cast<int>(i), instant, step, x, out + offset);
            if (step != nullptr && !same_bytes(x + offset, out + offset, p.size * batch)) {
                state_changed_[i] = stamp_ + 1;
            }
        }
        if (p.adaptation_offset >= 0) {
            const std::size_t offset = static_cast<std::size_t>(p.adaptation_offset) * batch;
            const Real* rate = p.rate_offset >= 0
                                   ? x + static_cast<std::size_t>(p.rate_offset) * batch
                                   : rates_[i].data();
            const double share = step == nullptr ? 1 : step->share(d.adaptation->tau_ms);
            ops_.approach(p.size * batch, static_cast<Real>(d.adaptation->strength), rate,
                          static_cast<Real>(share), step == nullptr ? nullptr : x + offset,
                          out + offset);
        }
    }
    for (std::size_t i = 0; i < plan_.pathways.size(); ++i) {
        if (plan_.pathways[i].state_offset >= 0) {
            compute_filter(static_cast<int>(i), instant, step, x, out);
        }
    }
}

template <class Real>
void Evaluator<Real>::compute_outputs(const Instant& instant, const Real* x) {
    ++stamp_;
    exceeds_ = next_exceeds_;
    update_scales(instant.at_step_end() ? instant.step_begin_ms : instant.time_ms);
    for (const int population : plan_.order) {
        if (is_needed(population)) {
            compute_output(population, instant, x);
        }
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
        output_changed_[i] = state_changed_[i];
    } else if (d.algebraic && d.input == ExternalInput::None) {
        if (computed_[i] == 0 || !inputs_hold(population, computed_[i])) {
            compute_rates(population, instant, nullptr, x, rates_[i].data());
            output_changed_[i] = stamp_;
        }
        computed_[i] = stamp_;
    }
    outputs_[i] = rate;
    if (gained_[i].empty()) {
        return;
    }
    output_changed_[i] = stamp_;
    const Real scale = population_scale_[i];
    for (std::size_t b = 0; b < batch; ++b) {
        for (std::size_t unit = 0; unit < p.size; unit += p.samples) {
            inputs_.clear();
            append_sum(p.output_pathways, static_cast<int>(b), static_cast<int>(unit / p.samples),
                       instant, x);
            std::fill_n(gain_.data(), p.samples, Real(1));
            ops_.add_planes(p.samples, inputs_.planes.data(), inputs_.planes.size(), gain_.data());
            const Real* r = rate + b * p.size + unit;
            Real* out = gained_[i].data() + b * p.size + unit;
            for (std::size_t k = 0; k < p.samples; ++k) {
                out[k] = r[k] * gain_[k] * scale;
            }
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
                          resample_work_.size() + gain_.size() + slope_.size();
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
    for (const PathwayBuffer& pathway : pathways_) {
        numbers += pathway.stage.size() + pathway.resampled.size();
    }
    return total + numbers * sizeof(Real);
}

// Each file instantiates the members that it defines.
template <class Real>
void Evaluator<Real>::archive(StateArchive& archive) {
    for (std::vector<History<Real>>& histories : histories_) {
        for (History<Real>& history : histories) {
            history.archive(archive);
        }
    }
    for (AlignedVector<Real>& noise : noise_) {
        archive.array(noise);
    }
}

template class Evaluator<float>;
template class Evaluator<double>;

}  // namespace ventral::engine
