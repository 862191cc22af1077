#include "sim/engine/evaluator.h"

#include "sim/base/index_of.h"

#include <algorithm>

namespace ventral::engine {

using base::index_of;

/// A slot on the pathway's own grid: its state, or computed now.
template <class Real>
const Real* Evaluator<Real>::slot_plane(
    int index, int b, int slot, const Instant& instant, const Real* x) {
    PathwayBuffer& buffer = pathways_[index_of(index)];
    const Pathway<Real>& pathway = plan_.pathways[index_of(buffer.values_of)];
    const std::size_t place = index_of(b) * pathway.stage_size + index_of(slot) * pathway.slot_size;
    if (pathway.state_offset >= 0) {
        return x + static_cast<std::size_t>(pathway.state_offset) * index_of(batch_) + place;
    }
    std::size_t& known = buffer.stage_stamps[index_of(b)];
    if (known != stamp_ && (known == 0 || !terms_hold(buffer.values_of, known))) {
        load_taps(pathway, instant);
        compute_slots(pathway, b, buffer.stage.data() + index_of(b) * pathway.stage_size);
    }
    known = stamp_;
    return buffer.stage.data() + place;
}

/// A slot on the target's grid.
template <class Real>
const Real* Evaluator<Real>::slot_on_target(
    int index, int b, int slot, const Instant& instant, const Real* x) {
    const Pathway<Real>& pathway = plan_.pathways[index_of(index)];
    const Real* plane = slot_plane(index, b, slot, instant, x);
    if (pathway.resampler < 0) {
        return plane;
    }
    PathwayBuffer& buffer = pathways_[index_of(index)];
    const std::size_t samples = plan_.populations[index_of(pathway.target)].samples;
    Real* resampled = buffer.resampled.data() + index_of(slot) * samples;
    const std::size_t stamp = stamp_ * index_of(batch_) + index_of(b);
    const std::size_t known = buffer.resampled_stamps[index_of(slot)];
    const bool holds = known == stamp || (batch_ == 1 && known > 0 && values_hold(index, known));
    buffer.resampled_stamps[index_of(slot)] = stamp;
    if (!holds) {
        plan_.resamplers[index_of(pathway.resampler)].apply(plane, 1, resampled,
                                                            resample_work_.data());
    }
    return resampled;
}

/// Adds what the pathway brings to one channel to the list of planes.
template <class Real>
void Evaluator<Real>::append_planes(
    int index, int b, int channel, const Instant& instant, const Real* x) {
    const Pathway<Real>& pathway = plan_.pathways[index_of(index)];
    if (pathways_[index_of(index)].is_dormant || (pathway.state_offset < 0 && is_silent(pathway))) {
        return;
    }
    const SlotView& view = pathway.views[index_of(channel)];
    const std::size_t samples = plan_.populations[index_of(pathway.target)].samples;
    const Real weight = view.sign < 0 ? -pathway.weight : pathway.weight;
    const Real* spread =
        pathway.spread.empty() ? nullptr : pathway.spread.data() + index_of(channel) * samples;
    if (!pathway.points_are_in_stage()) {
        const TermRange& range = pathway.points_of[index_of(view.slot)];
        for (std::size_t i = range.begin; i < range.end; ++i) {
            const PointTerm<Real>& term = pathway.points[i];
            load_tap(term.tap, instant);
            inputs_.planes.push_back({point_plane(term, b),
                                      weight * term.weight * term_scale(pathway, term.projection),
                                      spread});
        }
        if (!range.empty() && pathway.kernels_of[index_of(view.slot)].empty()) {
            return;
        }
    }
    const Real* plane = slot_on_target(index, b, view.slot, instant, x);
    if (pathway.spreads_over_map) {
        inputs_.planes.push_back({pathway.dense_spatial.data(), weight * *plane, spread});
    } else {
        inputs_.planes.push_back({plane, weight, spread});
    }
}

template <class Real>
PlaneRange Evaluator<Real>::append_sum(
    const std::vector<int>& pathways, int b, int channel, const Instant& instant, const Real* x) {
    PlaneRange range;
    range.begin = inputs_.planes.size();
    for (const int index : pathways) {
        append_planes(index, b, channel, instant, x);
    }
    range.end = inputs_.planes.size();
    return range;
}

/// Lists what one channel's drive is made of.
template <class Real>
void Evaluator<Real>::gather(
    int population, int b, int channel, const Instant& instant, const Real* x) {
    const auto i = index_of(population);
    const PopulationPlan<Real>& p = plan_.populations[i];
    const PopulationDescription& d = plan_.network.populations[i];
    const std::size_t unit = index_of(channel) * p.samples;
    const std::size_t element = index_of(b) * p.size + unit;
    inputs_.clear();
    inputs_.threshold = static_cast<Real>(d.threshold);
    inputs_.thresholds = p.threshold.empty() ? nullptr : p.threshold.data() + unit;
    inputs_.noise = noise_[i].empty() ? nullptr : noise_[i].data() + element;
    if (p.adaptation_offset >= 0) {
        inputs_.adaptation =
            x + static_cast<std::size_t>(p.adaptation_offset) * index_of(batch_) + element;
    }
    for (std::size_t g = 0; g < d.groups.size(); ++g) {
        GroupInputs<Real> group;
        group.drives = append_sum(p.drive_pathways[g], b, channel, instant, x);
        group.has_gain = !p.gain_pathways[g].empty();
        group.gains = append_sum(p.gain_pathways[g], b, channel, instant, x);
        group.gain_min = static_cast<Real>(d.groups[g].gain_min);
        group.gain_max = static_cast<Real>(d.groups[g].gain_max);
        group.pools.begin = inputs_.pools.size();
        for (std::size_t k = 0; k < d.groups[g].pools.size(); ++k) {
            const PlaneRange sum = append_sum(p.pool_pathways[g][k], b, channel, instant, x);
            inputs_.pools.push_back({static_cast<Real>(d.groups[g].pools[k].semi_saturation), sum});
        }
        group.pools.end = inputs_.pools.size();
        inputs_.groups.push_back(group);
    }
}

/// f(u) of all units, or their rates after the step, [batch][unit].
template <class Real>
void Evaluator<Real>::compute_rates(
    int population, const Instant& instant, const EulerStep* step, const Real* x, Real* rates) {
    const PopulationPlan<Real>& p = plan_.populations[index_of(population)];
    const PopulationDescription& d = plan_.network.populations[index_of(population)];
    ChannelOutput<Real> to;
    to.transfer = &d.transfer;
    to.share = static_cast<Real>(step == nullptr ? 1 : step->share(d.tau_ms));
    for (int b = 0; b < batch_; ++b) {
        for (int channel = 0; channel < d.num_channels(); ++channel) {
            const std::size_t unit = index_of(channel) * p.samples;
            const std::size_t element = index_of(b) * p.size + unit;
            gather(population, b, channel, instant, x);
            to.gain = p.gain.empty() ? nullptr : p.gain.data() + unit;
            to.out = rates + element;
            if (step != nullptr) {
                to.state = x + static_cast<std::size_t>(p.rate_offset) * index_of(batch_) + element;
            }
            ops_.respond(p.samples, inputs_, to);
        }
    }
}

/// The pathway's contribution to one unit, as of the last evaluation.
template <class Real>
Real Evaluator<Real>::pathway_at(
    int index, int b, int channel, int y, int x, const Real* state) const {
    const PathwayBuffer& buffer = pathways_[index_of(index)];
    const Pathway<Real>& pathway = plan_.pathways[index_of(index)];
    const Pathway<Real>& valued = plan_.pathways[index_of(buffer.values_of)];
    if (buffer.is_dormant || (pathway.state_offset < 0 && is_silent(pathway))) {
        return Real(0);
    }
    const base::Grid& grid = plan_.network.populations[index_of(pathway.target)].grid;
    const SlotView& view = pathway.views[index_of(channel)];
    const std::size_t sample = index_of(y) * index_of(grid.nx) + index_of(x);
    const Real* values =
        valued.state_offset >= 0
            ? state + static_cast<std::size_t>(valued.state_offset) * index_of(batch_)
            : buffer.stage.data();
    const Real* plane =
        values + index_of(b) * pathway.stage_size + index_of(view.slot) * pathway.slot_size;
    Real v = 0;
    if (pathway.resampler >= 0) {
        v = plan_.resamplers[index_of(pathway.resampler)].at(plane, x, y);
    } else if (pathway.spreads_over_map) {
        v = *plane * pathway.dense_spatial[sample];
    } else {
        v = plane[sample];
    }
    if (!pathway.points_are_in_stage()) {
        const TermRange& range = pathway.points_of[index_of(view.slot)];
        for (std::size_t i = range.begin; i < range.end; ++i) {
            const PointTerm<Real>& term = pathway.points[i];
            v += term.weight * term_scale(pathway, term.projection) * point_plane(term, b)[sample];
        }
    }
    const Real weight = view.sign < 0 ? -pathway.weight : pathway.weight;
    const std::size_t unit = index_of(channel) * grid.size() + sample;
    return weight * v * (pathway.spread.empty() ? Real(1) : pathway.spread[unit]);
}

template <class Real>
UnitInputs Evaluator<Real>::unit_inputs(
    int population, int b, int channel, int y, int x, const Real* state) {
    const PopulationPlan<Real>& p = plan_.populations[index_of(population)];
    const PopulationDescription& d = plan_.network.populations[index_of(population)];
    UnitInputs sums;
    const auto at = [&](int index) {
        return static_cast<double>(pathway_at(index, b, channel, y, x, state));
    };
    double gains = 1;
    for (std::size_t g = 0; g < d.groups.size(); ++g) {
        for (const int index : p.drive_pathways[g]) {
            switch (plan_.pathways[index_of(index)].projection_class) {
                case ProjectionClass::Feedforward:
                    sums.feedforward += at(index);
                    break;
                case ProjectionClass::Local:
                    sums.local += at(index);
                    break;
                case ProjectionClass::Lateral:
                    sums.lateral += at(index);
                    break;
                case ProjectionClass::Feedback:
                    sums.feedback += at(index);
                    break;
            }
        }
        double gain = 1;
        for (const int index : p.gain_pathways[g]) {
            gain += at(index);
        }
        gains *= std::clamp(gain, d.groups[g].gain_min, d.groups[g].gain_max);
        for (const auto& pool : p.pool_pathways[g]) {
            for (const int index : pool) {
                sums.normalizing += at(index);
            }
        }
    }
    double output = 1;
    for (const int index : p.output_pathways) {
        output += at(index);
    }
    sums.modulating = gains * output - 1;
    return sums;
}

// Each file instantiates the members that it defines.
template class Evaluator<float>;
template class Evaluator<double>;

}  // namespace ventral::engine
