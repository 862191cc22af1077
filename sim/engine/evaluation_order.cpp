#include "sim/engine/evaluation_order.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>

namespace ventral::engine {
namespace {

/// sources[p]: populations whose output must be known before p's.
std::vector<std::vector<int>> instant_sources(const NetworkDescription& network) {
    std::vector<std::vector<int>> sources(network.populations.size());
    for (const ProjectionDescription& projection : network.projections) {
        const auto target = static_cast<std::size_t>(projection.target);
        const bool matters =
            network.populations[target].algebraic || projection.port.kind == PortKind::Output;
        if (matters && is_instantaneous(projection)) {
            sources[target].push_back(projection.source);
        }
    }
    return sources;
}

[[noreturn]] void refuse_cycle(const NetworkDescription& network,
                               const std::vector<std::vector<int>>& sources,
                               std::vector<bool> done) {
    // Every population that is left has an unfinished source: walking back must come round.
    std::vector<int> path;
    int at = static_cast<int>(std::find(done.begin(), done.end(), false) - done.begin());
    while (std::find(path.begin(), path.end(), at) == path.end()) {
        path.push_back(at);
        for (const int source : sources[static_cast<std::size_t>(at)]) {
            if (!done[static_cast<std::size_t>(source)]) {
                at = source;
                break;
            }
        }
    }
    path.erase(path.begin(), std::find(path.begin(), path.end(), at));
    path.push_back(at);
    std::vector<std::string> names;
    for (auto it = path.rbegin(); it != path.rend(); ++it) {
        names.push_back(network.populations[static_cast<std::size_t>(*it)].name);
    }
    throw base::ConfigError({.what = "algebraic populations form a cycle without delay",
                             .key_path = "populations." + names.front(),
                             .got = base::join(names, " -> "),
                             .allowed = "each cycle holds a delay, a tau_syn_ms, or a population "
                                        "with tau_ms",
                             .hint = "give one of these populations a tau_ms, or one of the "
                                     "projections between them a delay_ms or a tau_syn_ms"});
}

}  // namespace

bool is_instantaneous(const ProjectionDescription& projection) {
    return projection.tau_syn_ms == 0 && projection.delay.constant_ms == 0;
}

std::vector<int> make_evaluation_order(const NetworkDescription& network) {
    const auto sources = instant_sources(network);
    std::vector<bool> done(sources.size(), false);
    std::vector<int> order;
    while (order.size() < sources.size()) {
        const std::size_t before = order.size();
        for (std::size_t p = 0; p < sources.size(); ++p) {
            const bool ready = std::all_of(sources[p].begin(), sources[p].end(), [&done](int s) {
                return done[static_cast<std::size_t>(s)];
            });
            if (!done[p] && ready) {
                done[p] = true;
                order.push_back(static_cast<int>(p));
            }
        }
        if (order.size() == before) {
            refuse_cycle(network, sources, done);
        }
    }
    return order;
}

}  // namespace ventral::engine
