#include "sim/engine/evaluator.h"

#include "sim/base/index_of.h"

#include <algorithm>

/// What stands still need not be computed again. A value "holds since" an evaluation if it is the
/// same now as then, to the bit; in doubt it does not hold.

namespace ventral::engine {

using base::index_of;

/// The field that the tap reads: the source has not changed since it was read, so long ago.
template <class Real>
bool Evaluator<Real>::tap_holds(int tap, std::size_t since) const {
    const auto i = index_of(tap);
    return is_stepping_ && output_changed_[index_of(plan_.taps[i].source)] + taps_[i].lag <= since;
}

/// What the pathway's terms add up to, before its filter.
template <class Real>
bool Evaluator<Real>::terms_hold(int pathway, std::size_t since) const {
    const std::vector<int>& taps = pathways_[index_of(pathway)].taps;
    return is_stepping_ && scales_changed_ <= since &&
           std::all_of(taps.begin(), taps.end(), [&](int tap) { return tap_holds(tap, since); });
}

/// What the pathway brings to its target.
template <class Real>
bool Evaluator<Real>::values_hold(int pathway, std::size_t since) const {
    const PathwayBuffer& buffer = pathways_[index_of(pathway)];
    if (buffer.is_dormant) {
        return true;
    }
    if (plan_.pathways[index_of(pathway)].state_offset >= 0) {
        return is_stepping_ && pathways_[index_of(buffer.values_of)].state_changed <= since;
    }
    return terms_hold(pathway, since) && terms_hold(buffer.values_of, since);
}

/// The population's drive.
template <class Real>
bool Evaluator<Real>::inputs_hold(int population, std::size_t since) const {
    const auto i = index_of(population);
    const PopulationPlan<Real>& p = plan_.populations[i];
    if (!is_stepping_ || !noise_[i].empty() || p.adaptation_offset >= 0 ||
        scales_changed_ > since) {
        return false;
    }
    const auto hold = [&](const std::vector<int>& pathways) {
        return std::all_of(pathways.begin(), pathways.end(),
                           [&](int pathway) { return values_hold(pathway, since); });
    };
    return std::all_of(p.drive_pathways.begin(), p.drive_pathways.end(), hold) &&
           std::all_of(p.gain_pathways.begin(), p.gain_pathways.end(), hold) &&
           std::all_of(p.pool_pathways.begin(), p.pool_pathways.end(), [&](const auto& of_group) {
               return std::all_of(of_group.begin(), of_group.end(), hold);
           });
}

/// True if the last step left the rates as they were, and this one will: the state after the step
/// is the one before the last, which still stands where it is to be written.
template <class Real>
bool Evaluator<Real>::rates_stand_still(int population) const {
    return state_changed_[index_of(population)] < stamp_ && inputs_hold(population, stamp_ - 1);
}

// Each file instantiates the members that it defines.
template class Evaluator<float>;
template class Evaluator<double>;

}  // namespace ventral::engine
