#include "sim/engine/slots.h"

#include "tests/support/network_builder.h"

#include <doctest/doctest.h>

using namespace ventral;

namespace {

base::Grid make_grid() {
    base::Grid grid;
    grid.nx = grid.ny = 12;
    grid.samples_per_deg = 3;
    return grid;
}

/// An input seen through kernels, one per channel of the target.
engine::NetworkDescription make_network(const std::vector<engine::KernelShape>& shapes) {
    const int num = static_cast<int>(shapes.size());
    engine::NetworkDescription network;
    network.populations = {test::make_input("light", make_grid()),
                           test::make_population("cell", 10, make_grid(), num)};
    auto projection = test::make_projection("light -> cell", 0, 1, 1);
    projection.kernels.clear();
    projection.terms.clear();
    for (int channel = 0; channel < num; ++channel) {
        projection.kernels.push_back({.shape = shapes[static_cast<std::size_t>(channel)]});
        projection.terms.push_back({channel, 0, channel, 1});
    }
    network.projections = {projection};
    return network;
}

engine::Plan<double> plan_of(const engine::NetworkDescription& network) {
    return engine::make_plan<double>(network, 0.5, engine::detect_isa());
}

engine::GaborKernel gabor(double phase_deg) {
    engine::GaborKernel kernel;
    kernel.phase_deg = phase_deg;
    return kernel;
}

}  // namespace

TEST_CASE("opposite phases share a slot, with opposite signs") {
    auto network = make_network({gabor(0), gabor(90), gabor(180), gabor(270)});
    for (auto& kernel : network.projections[0].kernels) {
        kernel.normalization = engine::KernelNormalization::UnitWave;
    }
    const auto plan = plan_of(network);
    const auto& pathway = plan.pathways.front();
    CHECK(pathway.num_slots == 2);
    REQUIRE(pathway.views.size() == 4);
    CHECK(pathway.views[0].slot == pathway.views[2].slot);
    CHECK(pathway.views[1].slot == pathway.views[3].slot);
    CHECK(pathway.views[0].slot != pathway.views[1].slot);
    CHECK(pathway.views[0].sign == -pathway.views[2].sign);
    CHECK(pathway.views[1].sign == -pathway.views[3].sign);
}

TEST_CASE("channels share a slot only if all their terms are equal or all opposite") {
    auto network = make_network({engine::GaussianKernel{1}, engine::GaussianKernel{1},
                                 engine::GaussianKernel{1}, engine::GaussianKernel{0.9}});
    auto& terms = network.projections[0].terms;
    terms[1].weight = -1;
    terms[2].weight = 2;
    const auto plan = plan_of(network);
    const auto& views = plan.pathways.front().views;
    CHECK(plan.pathways.front().num_slots == 3);
    CHECK(views[1].slot == views[0].slot);
    CHECK(views[1].sign == -views[0].sign);
    CHECK(views[2].slot != views[0].slot);
    CHECK(views[3].slot != views[0].slot);
}

TEST_CASE("kernels are told apart unless they differ by rounding alone") {
    engine::SampledKernel a{1, {0, 1, 0, 2, 4, 2, 0, 1, 0}};
    auto b = a;
    CHECK(engine::common_sign(a, b) == 1);
    b.weights[4] += 1e-15;
    CHECK(engine::common_sign(a, b) == 1);
    b.weights[4] += 1e-12;
    CHECK(engine::common_sign(a, b) == 0);
    b = a;
    for (double& w : b.weights) {
        w = -w;
    }
    CHECK(engine::common_sign(a, b) == -1);
    b.weights[0] = 1e-12;
    CHECK(engine::common_sign(a, b) == 0);
    CHECK(engine::common_sign(a, {0, {4}}) == 0);
}

TEST_CASE("filters of the same values with the same time constant are twins, others are not") {
    auto network = make_network({engine::GaussianKernel{1}});
    network.populations.push_back(test::make_population("other", 10, make_grid()));
    network.projections[0].tau_syn_ms = 5;
    auto second = network.projections[0];
    second.name = "light -> other";
    second.target = 2;
    network.projections.push_back(second);
    CHECK(plan_of(network).pathways[1].twin == 0);
    network.projections[1].tau_syn_ms = 6;
    CHECK(plan_of(network).pathways[1].twin == -1);
    network.projections[1].tau_syn_ms = 5;
    network.projections[1].weight = 2;
    CHECK(plan_of(network).pathways[1].twin == -1);
}
