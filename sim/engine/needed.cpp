#include "sim/engine/needed.h"

namespace ventral::engine {
namespace {

std::vector<int> recorded_populations(const RecordingPlan& recording) {
    std::vector<int> recorded = recording.maps;
    recorded.insert(recorded.end(), recording.cubes.begin(), recording.cubes.end());
    recorded.insert(recorded.end(), recording.site_inputs.begin(), recording.site_inputs.end());
    for (const SiteRequest& site : recording.sites) {
        recorded.push_back(site.population);
    }
    return recorded;
}

}  // namespace

std::vector<bool> find_needed(const NetworkDescription& network,
                              const Variant& variant,
                              const RecordingPlan& recording) {
    std::vector<int> pending = recorded_populations(recording);
    std::vector<bool> needed(network.populations.size(), pending.empty());
    while (!pending.empty()) {
        const int population = pending.back();
        pending.pop_back();
        if (needed[static_cast<std::size_t>(population)]) {
            continue;
        }
        needed[static_cast<std::size_t>(population)] = true;
        for (std::size_t i = 0; i < network.projections.size(); ++i) {
            const ProjectionDescription& p = network.projections[i];
            if (p.target == population && !is_switched_off(variant, network, static_cast<int>(i))) {
                pending.push_back(p.source);
            }
        }
    }
    return needed;
}

}  // namespace ventral::engine
