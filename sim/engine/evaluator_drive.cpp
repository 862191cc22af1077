#include "sim/engine/evaluator.h"

#include <algorithm>

namespace ventral::engine {
namespace {

std::size_t index_of(int i) {
    return static_cast<std::size_t>(i);
}

}  // namespace

/// The pathway's values on its stage grid, [batch][channel][y][x]: its state, or its stage at once.
template <class Real>
const Real* Evaluator<Real>::pathway_value(int index, const Instant& instant, const Real* x) {
    const auto i = index_of(index);
    const Pathway<Real>& pathway = plan_.pathways[i];
    if (pathway.state_offset >= 0) {
        return x + static_cast<std::size_t>(pathway.state_offset) * index_of(batch_);
    }
    if (stage_stamps_[i] != stamp_) {
        stage_stamps_[i] = stamp_;
        compute_stage(index, instant, stages_[i].data());
    }
    return stages_[i].data();
}

/// sum += weight * spread * value, resampled to the target's grid.
template <class Real>
void Evaluator<Real>::add_pathway(
    int index, int b, const Instant& instant, const Real* x, Real* sum) {
    const Pathway<Real>& pathway = plan_.pathways[index_of(index)];
    if (pathway.state_offset < 0 && is_silent(pathway)) {
        return;
    }
    const Real* value = pathway_value(index, instant, x) + index_of(b) * pathway.stage_size;
    const std::size_t samples = plan_.populations[index_of(pathway.target)].samples;
    const std::size_t stage_samples = plan_.grids[index_of(pathway.grid)].grid.size();
    for (int c = 0; c < pathway.channels; ++c) {
        const std::size_t first = index_of(pathway.representative(c));
        const Real* plane = value + first * stage_samples;
        if (pathway.resampler >= 0) {
            Real* resampled = upsampled_.data() + first * samples;
            if (first == index_of(c)) {
                plan_.resamplers[index_of(pathway.resampler)].apply(plane, 1, resampled,
                                                                    resample_work_.data());
            }
            plane = resampled;
        }
        Real* to = sum + index_of(c) * samples;
        if (pathway.spread.empty()) {
            ops_.add_scaled(samples, pathway.weight, plane, to);
        } else {
            const Real* spread = pathway.spread.data() + index_of(c) * samples;
            ops_.add_scaled_field(samples, pathway.weight, spread, plane, to);
        }
    }
}

/// Adds all pathways; false if there are none.
template <class Real>
bool Evaluator<Real>::add_pathways(
    const std::vector<int>& indices, int b, const Instant& instant, const Real* x, Real* sum) {
    for (const int index : indices) {
        add_pathway(index, b, instant, x, sum);
    }
    return !indices.empty();
}

/// u = sum of the groups - threshold - adaptation + noise, for one batch element.
template <class Real>
void Evaluator<Real>::compute_drive(
    int population, int b, const Instant& instant, const Real* x, Real* u) {
    const auto i = index_of(population);
    const PopulationPlan<Real>& p = plan_.populations[i];
    const PopulationDescription& d = plan_.network.populations[i];
    if (p.threshold.empty()) {
        std::fill_n(u, p.size, static_cast<Real>(-d.threshold));
    } else {
        for (std::size_t k = 0; k < p.size; ++k) {
            u[k] = -p.threshold[k];
        }
    }
    const std::size_t element = index_of(b) * p.size;
    if (p.adaptation_offset >= 0) {
        const Real* a = x + static_cast<std::size_t>(p.adaptation_offset) * index_of(batch_);
        ops_.add_scaled(p.size, Real(-1), a + element, u);
    }
    if (!noise_[i].empty()) {
        ops_.add_scaled(p.size, Real(1), noise_[i].data() + element, u);
    }
    for (std::size_t g = 0; g < d.groups.size(); ++g) {
        add_group(population, static_cast<int>(g), b, instant, x, u);
    }
}

/// u += D G / prod (sigma + S)
template <class Real>
void Evaluator<Real>::add_group(
    int population, int group, int b, const Instant& instant, const Real* x, Real* u) {
    const PopulationPlan<Real>& p = plan_.populations[index_of(population)];
    const DriveGroup& d = plan_.network.populations[index_of(population)].groups[index_of(group)];
    const auto& drives = p.drive_pathways[index_of(group)];
    const auto& gains = p.gain_pathways[index_of(group)];
    if (gains.empty() && d.pools.empty()) {
        add_pathways(drives, b, instant, x, u);
        return;
    }
    std::fill_n(group_.data(), p.size, Real(0));
    add_pathways(drives, b, instant, x, group_.data());
    if (!gains.empty()) {
        std::fill_n(gain_.data(), p.size, Real(0));
        add_pathways(gains, b, instant, x, gain_.data());
    }
    for (std::size_t k = 0; k < d.pools.size(); ++k) {
        const Real sigma = static_cast<Real>(d.pools[k].semi_saturation);
        std::fill_n(pool_.data(), p.size, sigma);
        add_pathways(p.pool_pathways[index_of(group)][k], b, instant, x, pool_.data());
        if (k + 1 < d.pools.size()) {
            for (std::size_t s = 0; s < p.size; ++s) {
                group_[s] /= pool_[s];
            }
        }
    }
    ops_.add_group(p.size, group_.data(), gains.empty() ? nullptr : gain_.data(),
                   static_cast<Real>(d.gain_min), static_cast<Real>(d.gain_max),
                   d.pools.empty() ? nullptr : pool_.data(), u);
}

/// The pathway's contribution to one unit, as of the last evaluation.
template <class Real>
Real Evaluator<Real>::pathway_at(const Pathway<Real>& pathway,
                                 int index,
                                 int b,
                                 int channel,
                                 int y,
                                 int x,
                                 const Real* state) const {
    if (pathway.state_offset < 0 && is_silent(pathway)) {
        return Real(0);
    }
    const Real* value =
        pathway.state_offset >= 0
            ? state + static_cast<std::size_t>(pathway.state_offset) * index_of(batch_)
            : stages_[index_of(index)].data();
    const base::Grid& stage = plan_.grids[index_of(pathway.grid)].grid;
    const base::Grid& grid = plan_.network.populations[index_of(pathway.target)].grid;
    const Real* plane = value + index_of(b) * pathway.stage_size + index_of(channel) * stage.size();
    const Real v = pathway.resampler >= 0
                       ? plan_.resamplers[index_of(pathway.resampler)].at(plane, x, y)
                       : plane[index_of(y * stage.nx + x)];
    const auto unit = index_of((channel * grid.ny + y) * grid.nx + x);
    return pathway.weight * v * (pathway.spread.empty() ? Real(1) : pathway.spread[unit]);
}

template <class Real>
UnitInputs Evaluator<Real>::unit_inputs(
    int population, int b, int channel, int y, int x, const Real* state) {
    const PopulationPlan<Real>& p = plan_.populations[index_of(population)];
    const PopulationDescription& d = plan_.network.populations[index_of(population)];
    UnitInputs sums;
    const auto at = [&](int index) {
        return static_cast<double>(
            pathway_at(plan_.pathways[index_of(index)], index, b, channel, y, x, state));
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
