#include "tests/support/random_network.h"

#include "sim/base/random.h"
#include "sim/base/text.h"
#include "tests/support/network_builder.h"

#include <algorithm>

namespace ventral::test {
namespace {

using base::RandomStream;

int pick(RandomStream& random, int low, int high) {
    return low + static_cast<int>(random.below(static_cast<std::uint32_t>(high - low + 1)));
}

bool chance(RandomStream& random, double probability) {
    return random.uniform() < probability;
}

base::Grid pick_grid(RandomStream& random) {
    base::Grid grid;
    switch (pick(random, 0, 4)) {
        case 0:
            return {16, 14, 4, 0, 0};
        case 1:
            return {15, 17, 4, 0.5, -0.25};
        case 2:
            return {9, 10, 2, 0, 0};
        case 3:
            return {11, 9, 2, -0.3, 0.1};
        default:
            return grid;
    }
}

engine::TransferFunction pick_transfer(RandomStream& random) {
    engine::TransferFunction f;
    f.kind = static_cast<engine::TransferKind>(pick(random, 0, 4));
    f.gain = random.uniform(0.5, 1.5);
    f.exponent = chance(random, 0.3) ? 2.0 : random.uniform(1.2, 2.5);
    f.half = random.uniform(0.5, 1.5);
    f.max_rate = random.uniform(1, 4);
    f.ceiling = static_cast<engine::Ceiling>(pick(random, 0, 2));
    const bool unbounded = f.kind == engine::TransferKind::PowerLaw;
    if (f.ceiling == engine::Ceiling::None && unbounded) {
        f.ceiling = engine::Ceiling::Soft;
    }
    f.ceiling_rate = random.uniform(2, 5);
    return f;
}

engine::PopulationDescription pick_population(RandomStream& random, int index) {
    const bool algebraic = chance(random, 0.3);
    const int channels = pick(random, 1, 3);
    auto p = make_population(base::str("area.p", index), random.uniform(5, 20), pick_grid(random),
                             channels);
    p.algebraic = algebraic;
    p.transfer = pick_transfer(random);
    p.threshold = random.uniform(-0.5, 0.2);
    p.groups.clear();
    const int groups = pick(random, 1, 2);
    for (int g = 0; g < groups; ++g) {
        engine::DriveGroup group{
            base::str("g", g), random.uniform(0, 0.8), random.uniform(1.2, 3), {}};
        for (int k = pick(random, 0, 2); k > 0; --k) {
            group.pools.push_back({base::str("pool", k), random.uniform(0.5, 2)});
        }
        p.groups.push_back(group);
    }
    if (chance(random, 0.4)) {
        p.adaptation = engine::Adaptation{random.uniform(20, 80), random.uniform(0.1, 0.5)};
    }
    if (chance(random, 0.4)) {
        p.noise = engine::Noise{random.uniform(2, 20), random.uniform(0.05, 0.2)};
    }
    p.spread = {chance(random, 0.4) ? 0.2 : 0.0, chance(random, 0.4) ? 0.1 : 0.0};
    return p;
}

engine::SpatialKernel pick_kernel(RandomStream& random) {
    const double s = random.uniform(0.15, 0.3);
    const double angle = random.uniform(0, 360);
    using N = engine::KernelNormalization;
    switch (pick(random, 0, 9)) {
        case 0:
            return {engine::GaussianKernel{s}, N::UnitSum, 3};
        case 1:
            return {engine::DifferenceOfGaussiansKernel{0.6 * s, s, 0.9}, N::UnitSum, 3};
        case 2:
            return {engine::GaussianDerivativeKernel{s, angle}, N::UnitAbsoluteSum, 3};
        case 3:
            return {engine::ElongatedGaussianKernel{s, 0.5 * s, angle}, N::UnitSum, 3};
        case 4:
            return {engine::GaborKernel{0.8, s, 0.8 * s, angle, 90}, N::UnitWave, 3};
        case 5:
            return {engine::RingSectorKernel{0.6, 0.15, angle, 2}, N::UnitSum, 2};
        case 6:
            return {engine::HalfPlaneKernel{s, angle, 0.1}, N::UnitSum, 3};
        case 7:
            return {engine::DiskKernel{0.8, 0.1}, N::AsGiven, 4};
        case 8:
            return {engine::ArrayKernel{3, 2, {1, 2, 0, -1, 4, 1, 0, 0.5, 1}}, N::AsGiven, 4};
        default:
            return {engine::PointKernel{}, N::UnitSum, 4};
    }
}

engine::Port pick_port(RandomStream& random, const engine::PopulationDescription& target) {
    engine::Port port;
    port.group = pick(random, 0, static_cast<int>(target.groups.size()) - 1);
    const auto& pools = target.groups[static_cast<std::size_t>(port.group)].pools;
    const double draw = random.uniform();
    if (draw < 0.15) {
        port.kind = engine::PortKind::Gain;
    } else if (draw < 0.4 && !pools.empty()) {
        port.kind = engine::PortKind::Pool;
        port.pool = pick(random, 0, static_cast<int>(pools.size()) - 1);
    } else if (draw < 0.5) {
        port = {engine::PortKind::Output, 0, 0};
    }
    return port;
}

engine::Combination pick_combination(RandomStream& random, int num_targets, int num_stage) {
    engine::Combination c;
    c.kind = static_cast<engine::CombinationKind>(pick(random, 1, 6));
    c.exponent = c.kind == engine::CombinationKind::PowerMean ? random.uniform(0.5, 2)
                                                              : random.uniform(1, 2);
    const bool pairs = c.kind == engine::CombinationKind::OwnAgainstOpponent;
    for (int t = 0; t < num_targets; ++t) {
        std::vector<int> members;
        for (int m = pairs ? 2 : pick(random, 1, 3); m > 0; --m) {
            members.push_back(pick(random, 0, num_stage - 1));
        }
        c.members.push_back(members);
    }
    return c;
}

/// Explicit or separable weights.
engine::DenseWeights pick_dense(RandomStream& random,
                                const engine::PopulationDescription& source,
                                const engine::PopulationDescription& target,
                                int num_stage) {
    engine::DenseWeights w;
    const std::size_t map = std::max(source.grid.size(), target.grid.size());
    const bool one_map = std::min(source.grid.size(), target.grid.size()) == 1;
    const bool separable = one_map && chance(random, 0.5);
    w.num_rows = num_stage * (separable ? 1 : static_cast<int>(target.grid.size()));
    w.num_columns = source.num_channels() * (separable ? 1 : static_cast<int>(source.grid.size()));
    for (int i = 0; i < w.num_rows * w.num_columns; ++i) {
        w.values.push_back(static_cast<float>(random.uniform(-1, 2) /
                                              (separable ? 1.0 : std::max(4, w.num_columns))));
    }
    for (std::size_t i = 0; separable && i < map; ++i) {
        w.spatial.push_back(
            static_cast<float>(random.uniform(0, 2) / static_cast<double>(source.grid.size())));
    }
    return w;
}

engine::ConductionDelay pick_delay(RandomStream& random, bool grows, double step_ms) {
    engine::ConductionDelay delay;
    const double draw = random.uniform();
    if (draw < 0.35) {
        delay.constant_ms = step_ms * pick(random, 1, 6);
    } else if (draw < 0.7) {
        delay.constant_ms = step_ms * random.uniform(1, 6);
    }
    if (grows && chance(random, 0.3)) {
        delay.velocity_m_per_s = random.uniform(0.2, 0.6);
        delay.magnification_mm_per_deg = random.uniform(1, 2);
    }
    return delay;
}

engine::ProjectionDescription pick_projection(RandomStream& random,
                                              const engine::NetworkDescription& network,
                                              int index,
                                              int target,
                                              double step_ms) {
    engine::ProjectionDescription d;
    d.name = base::str("projection ", index);
    d.projection_class = static_cast<engine::ProjectionClass>(pick(random, 0, 3));
    d.target = target;
    d.source = pick(random, 0, static_cast<int>(network.populations.size()) - 1);
    const auto& to = network.populations[static_cast<std::size_t>(d.target)];
    const auto& from = network.populations[static_cast<std::size_t>(d.source)];
    d.port = pick_port(random, to);
    const double sign = d.port.kind == engine::PortKind::Pool || chance(random, 0.7) ? 1 : -1;
    d.weight = sign * random.uniform(0.2, 0.8);
    d.tau_syn_ms = chance(random, 0.3) ? random.uniform(2, 20) : 0;
    d.source_power = chance(random, 0.3) ? random.uniform(1, 2) : 1;
    d.weight_sd = chance(random, 0.2) ? 0.3 : 0;
    const bool combines = chance(random, 0.4);
    const int num_stage = combines ? pick(random, 2, 4) : to.num_channels();
    const bool dense = from.grid.size() == 1 || to.grid.size() == 1;
    d.delay = pick_delay(random, !dense, step_ms);
    // A projection that acts at once may only come from an earlier population: no cycles.
    const bool at_once = d.tau_syn_ms == 0 && d.delay.constant_ms == 0;
    if (at_once && d.source >= d.target) {
        d.delay.constant_ms = step_ms;
    }
    if (combines) {
        d.combination = pick_combination(random, to.num_channels(), num_stage);
    }
    if (dense) {
        d.dense = pick_dense(random, from, to, num_stage);
        return d;
    }
    for (int k = pick(random, 1, 3); k > 0; --k) {
        d.kernels.push_back(pick_kernel(random));
    }
    for (int t = pick(random, 1, 2 * num_stage); t > 0; --t) {
        d.terms.push_back({pick(random, 0, num_stage - 1), pick(random, 0, from.num_channels() - 1),
                           pick(random, 0, static_cast<int>(d.kernels.size()) - 1),
                           random.uniform(-0.5, 1)});
    }
    if (combines) {
        d.terms.push_back({num_stage - 1, 0, 0, 1});
    }
    if (d.port.kind == engine::PortKind::Pool && !combines) {
        // A pool stays positive: averages with positive weights only.
        d.kernels.assign(1, {engine::GaussianKernel{0.2}, engine::KernelNormalization::UnitSum, 3});
        d.source_power = 1.5;
        for (auto& term : d.terms) {
            term.kernel = 0;
            term.weight = std::abs(term.weight);
        }
    }
    return d;
}

}  // namespace

engine::NetworkDescription make_random_network(std::uint64_t seed,
                                               engine::BorderRule border,
                                               double step_ms) {
    RandomStream random(seed, "random network");
    engine::NetworkDescription network;
    network.name = base::str("random ", seed);
    network.seed = seed;
    network.border = border;
    network.populations.push_back(make_input("in.display", {16, 14, 4, 0, 0}));
    network.populations.push_back(
        make_input("in.attention", {9, 10, 2, 0, 0}, engine::ExternalInput::Attention));
    const int num = pick(random, 4, 6);
    for (int p = 2; p < 2 + num; ++p) {
        network.populations.push_back(pick_population(random, p));
    }
    int index = 0;
    for (int target = 2; target < 2 + num; ++target) {
        for (int j = pick(random, 2, 5); j > 0; --j) {
            network.projections.push_back(
                pick_projection(random, network, index++, target, step_ms));
        }
    }
    return network;
}

engine::Variant make_random_variant(std::uint64_t seed, const engine::NetworkDescription& network) {
    RandomStream random(seed, "random variant");
    engine::Variant variant;
    for (double& scale : variant.class_scale) {
        scale = chance(random, 0.3) ? 0.0 : (chance(random, 0.5) ? 1.0 : random.uniform(0.5, 1.5));
    }
    for (int i = 0; i < 3; ++i) {
        engine::Lesion lesion;
        const bool projection = chance(random, 0.5);
        lesion.target =
            projection ? engine::Lesion::Target::Projection : engine::Lesion::Target::Population;
        lesion.index = pick(
            random, 0,
            static_cast<int>(projection ? network.projections.size() : network.populations.size()) -
                1);
        lesion.factor = chance(random, 0.5) ? 0.0 : random.uniform(0.5, 1.5);
        if (chance(random, 0.5)) {
            lesion.begin_ms = 3;
            lesion.end_ms = 7;
        }
        variant.lesions.push_back(lesion);
    }
    return variant;
}

}  // namespace ventral::test
