/// What stands still is not computed again. The reference computes everything: in a batch whose
/// other trial moves all the time nothing stands still, and a batch is its single trials.

#include "sim/engine/simulation.h"

#include "tests/support/fields.h"
#include "tests/support/network_builder.h"
#include "tests/support/random_network.h"
#include "tests/support/trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;

namespace {

constexpr engine::Schedule kSchedule{-100, 150};

/// Shown from 0 to 60 ms, else uniform.
const test::FunctionField kFlash(
    [](double x, double y, double t) { return t < 0 || t >= 60 ? 0.1 : std::sin(3 * x) + 0.2 * y; },
    {0, 60});
const test::FunctionField kMoving(
    [](double x, double y, double t) { return 0.1 + 0.1 * std::cos(2 * y - x + 0.3 * t); },
    {},
    false);
const test::FunctionField kAttention = test::step_field(0.2, 0.4, 100.2);

/// A random network whose time constants are short, so that much comes to rest.
engine::NetworkDescription make_network(std::uint64_t seed) {
    auto network = test::make_random_network(seed, static_cast<engine::BorderRule>(seed % 4), 0.5);
    for (auto& population : network.populations) {
        population.noise.reset();
        population.tau_ms = std::min(population.tau_ms, 2.0);
        if (seed % 3 != 0) {
            population.adaptation.reset();
        }
    }
    for (auto& projection : network.projections) {
        projection.tau_syn_ms = std::min(projection.tau_syn_ms, 2.0);
    }
    return network;
}

engine::RecordingPlan record_everything(const engine::NetworkDescription& network) {
    engine::RecordingPlan plan;
    plan.begin_ms = kSchedule.begin_ms;
    plan.end_ms = kSchedule.end_ms;
    plan.cube_interval_ms = 0.5;
    plan.site_interval_ms = 2.5;
    for (int p = 0; p < static_cast<int>(network.populations.size()); ++p) {
        plan.cubes.push_back(p);
        plan.sites.push_back({network.populations[static_cast<std::size_t>(p)].name, p, {}});
        plan.site_inputs.push_back(p);
    }
    return plan;
}

/// Values of the first trial.
std::vector<std::vector<float>> run(const engine::CompiledNetwork& network,
                                    const engine::Variant& variant,
                                    const std::vector<engine::TrialInput>& inputs) {
    const auto views =
        network.run_batch(variant, inputs, kSchedule, record_everything(network.description()));
    std::vector<std::vector<float>> values;
    for (const auto& view : views.front()) {
        for (const auto& variable : view.variables) {
            values.push_back(variable.values);
        }
    }
    return values;
}

}  // namespace

TEST_CASE("what stands still and is not computed again is what computing gives, byte for byte") {
    for (const auto method :
         {engine::SolverMethod::ForwardEuler, engine::SolverMethod::ExponentialEuler}) {
        for (std::uint64_t seed = 1; seed <= 16; ++seed) {
            CAPTURE(engine::to_string(method));
            CAPTURE(seed);
            engine::SolverSettings settings;
            settings.method = method;
            settings.rate_limit = 1e30;
            const engine::CompiledNetwork network(make_network(seed), settings);
            const auto variant = seed % 2 == 0
                                     ? engine::Variant{}
                                     : test::make_random_variant(seed, network.description());
            const engine::TrialInput flash{&kFlash, &kAttention, 1, 0};
            const engine::TrialInput moving{&kMoving, &kMoving, 1, 1};
            CHECK(run(network, variant, {flash}) == run(network, variant, {flash, moving}));
        }
    }
}

TEST_CASE(
    "outputs stand still once all that they depend on does, delays included, until it moves") {
    engine::NetworkDescription network;
    network.populations = {test::make_input("light"), test::make_population("near", 1),
                           test::make_population("far", 1), test::make_algebraic("sum")};
    network.projections = {test::make_projection("light -> near", 0, 1, 1),
                           test::make_projection("near -> far", 1, 2, 1),
                           test::make_projection("far -> sum", 2, 3, 1)};
    network.projections[1].delay.constant_ms = 10;
    const auto light = test::step_field(0, 1, 60);
    const auto request =
        test::make_request(engine::SolverMethod::ExponentialEuler, 0.5, 200, &light);
    const auto plan = engine::make_plan<float>(network, 0.5, engine::detect_isa());
    engine::Simulation<float> simulation(plan, request.settings, {}, request.inputs,
                                         request.schedule);
    std::vector<std::vector<bool>> is_new;
    simulation.run(
        [&](long, engine::Evaluator<float>& evaluator, const float*) {
            is_new.emplace_back();
            for (int p = 0; p < 4; ++p) {
                is_new.back().push_back(evaluator.is_output_new(p));
            }
        },
        engine::ProgressCallback{});
    const auto at = [&](double time_ms) { return is_new[static_cast<std::size_t>(time_ms * 2)]; };
    using Flags = std::vector<bool>;
    CHECK(at(0) == Flags{true, true, true, true});
    CHECK(at(59.5) == Flags{false, false, false, false});
    CHECK(at(60) == Flags{true, false, false, false});
    CHECK(at(60.5) == Flags{false, true, false, false});
    CHECK(at(70) == Flags{false, true, false, false});
    CHECK(at(71) == Flags{false, true, true, true});
    CHECK(at(199.5) == Flags{false, false, false, false});
}
