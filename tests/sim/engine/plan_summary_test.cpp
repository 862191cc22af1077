#include "sim/engine/plan_summary.h"

#include "sim/engine/simulator.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

using namespace ventral;

namespace {

engine::PopulationDescription population(const char* name, int n) {
    engine::PopulationDescription p;
    p.name = name;
    p.grid = base::make_grid(n, n, 1);
    p.groups.push_back({});
    return p;
}

/// A drives B by points, by a kernel, and by another kernel through a receptor.
engine::NetworkDescription make_network(int n) {
    engine::NetworkDescription network;
    network.populations = {population("V1.a", n), population("V1.b", n)};
    for (const char* name : {"points", "kernel", "slow kernel"}) {
        engine::ProjectionDescription d;
        d.name = name;
        d.target = 1;
        d.kernels.push_back({engine::PointKernel{}, engine::KernelNormalization::UnitSum, 4});
        d.terms.push_back({0, 0, 0, 1});
        network.projections.push_back(d);
    }
    network.projections[0].projection_class = engine::ProjectionClass::Local;
    network.projections[1].kernels.front().shape = engine::GaussianKernel{1};
    network.projections[2].kernels.front().shape = engine::GaussianKernel{2};
    network.projections[2].tau_syn_ms = 5;
    return network;
}

engine::PlanSummary summary_of(int n, engine::Precision precision, engine::Isa isa) {
    engine::SolverSettings settings;
    settings.precision = precision;
    return engine::CompiledNetwork(make_network(n), settings, isa).plan_summary();
}

}  // namespace

TEST_CASE("a plan names its methods, and counts a shared transform once") {
    const auto plan = summary_of(32, engine::Precision::Single, engine::Isa::Baseline);
    REQUIRE(plan.inputs.size() == 3);
    CHECK(plan.inputs[0].method == "points");
    CHECK(plan.inputs[0].forward + plan.inputs[0].back == 0);
    CHECK(plan.inputs[1].method == "spectra, 1 weights");
    CHECK(plan.inputs[1].grid == "32 x 32");
    CHECK(plan.inputs[1].forward == 1);
    CHECK(plan.inputs[2].forward == 0);
    CHECK(plan.inputs[2].back == 1);
    CHECK(plan.populations[1].num_units == 1024);
}

TEST_CASE("costs add up, and grow with the field, the precision and narrower vectors") {
    const auto plan = summary_of(32, engine::Precision::Single, engine::Isa::Avx2);
    double sum = 0;
    for (const auto& input : plan.inputs) {
        CHECK(input.cost_us > 0);
        sum += input.cost_us;
    }
    for (const auto& p : plan.populations) {
        sum += p.cost_us;
    }
    CHECK(test::close(plan.cost_us(), sum, 1e-12, 0));
    CHECK(summary_of(64, engine::Precision::Single, engine::Isa::Avx2).cost_us() > 4 * sum);
    const auto in_double = summary_of(32, engine::Precision::Double, engine::Isa::Avx2);
    CHECK(test::close(in_double.cost_us(), 2 * sum, 1e-12, 0));
    CHECK(summary_of(32, engine::Precision::Single, engine::Isa::Baseline).cost_us() > sum);
    CHECK(plan.inputs[1].error > plan.inputs[0].error);
    CHECK(plan.inputs[1].error < 1e-4);
    CHECK(in_double.inputs[1].error < 1e-12);
}
