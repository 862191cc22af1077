#include "sim/engine/simulator.h"

#include "sim/base/errors.h"
#include "tests/support/close.h"
#include "tests/support/fields.h"
#include "tests/support/isa_levels.h"
#include "tests/support/network_builder.h"
#include "tests/support/random_network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>
#include <vector>

using namespace ventral;
using engine::SolverMethod;

namespace {

/// Three trials that differ in what is shown, when, attended and drawn.
struct Trials {
    test::FunctionField bars{
        [](double x, double y, double t) { return t < 3 ? 0.0 : std::sin(3 * x) + 0.2 * y; }, {3}};
    test::FunctionField moving{
        [](double x, double y, double t) { return std::cos(2 * y + 0.3 * t) * std::exp(-x * x); },
        {},
        false};
    test::FunctionField late = test::step_field(0.1, 0.7, 6.2);
    test::FunctionField attention = test::constant_field(0.4);

    std::vector<engine::TrialInput> inputs() const {
        return {{&bars, nullptr, 1, 0}, {&moving, &attention, 1, 1}, {&late, nullptr, 9, 0}};
    }
};

engine::RecordingPlan record_everything(const engine::NetworkDescription& network) {
    engine::RecordingPlan plan;
    plan.begin_ms = 0;
    plan.end_ms = 10;
    plan.cube_interval_ms = plan.map_interval_ms = 1;
    for (int p = 0; p < static_cast<int>(network.populations.size()); ++p) {
        plan.cubes.push_back(p);
        plan.maps.push_back(p);
        plan.sites.push_back({network.populations[static_cast<std::size_t>(p)].name, p, {}});
        plan.site_inputs.push_back(p);
    }
    return plan;
}

using Values = std::vector<std::vector<float>>;

Values values_of(const std::vector<engine::RecordedView>& views) {
    Values values;
    for (const auto& view : views) {
        for (const auto& variable : view.variables) {
            values.push_back(variable.values);
        }
    }
    return values;
}

/// Whole populations only: the error of a single unit may be large beside its own small rate.
Values cubes_of(const std::vector<engine::RecordedView>& views) {
    Values values;
    for (const auto& view : views) {
        if (view.view == "cube") {
            values.push_back(view.variables.front().values);
        }
    }
    return values;
}

engine::SolverSettings make_settings(SolverMethod method) {
    engine::SolverSettings settings;
    settings.method = method;
    return settings;
}

/// A random network; adaptive solvers take no noise.
engine::NetworkDescription make_network(std::uint64_t seed, SolverMethod method) {
    auto network = test::make_random_network(seed, static_cast<engine::BorderRule>(seed % 4), 0.5);
    for (auto& p : network.populations) {
        if (method == SolverMethod::DormandPrince) {
            p.noise.reset();
        }
    }
    return network;
}

constexpr engine::Schedule kSchedule{-5, 10};

}  // namespace

TEST_CASE("a batch of trials is the single trials byte for byte, with every solver") {
    const Trials trials;
    for (const SolverMethod method : {SolverMethod::ForwardEuler, SolverMethod::ExponentialEuler,
                                      SolverMethod::RungeKutta4, SolverMethod::DormandPrince}) {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            CAPTURE(engine::to_string(method));
            CAPTURE(seed);
            const auto network = make_network(seed, method);
            const engine::CompiledNetwork compiled(network, make_settings(method));
            const auto plan = record_everything(network);
            const auto batch = compiled.run_batch({}, trials.inputs(), kSchedule, plan);
            REQUIRE(batch.size() == 3);
            for (std::size_t b = 0; b < 3; ++b) {
                const auto single = compiled.run({}, trials.inputs()[b], kSchedule, plan);
                CHECK(values_of(batch[b]) == values_of(single));
            }
            CHECK(values_of(batch[0]) != values_of(batch[2]));
        }
    }
}

TEST_CASE("a run repeats to the byte, and threads that share a network do not disturb each other") {
    const Trials trials;
    const auto network = make_network(3, SolverMethod::ExponentialEuler);
    const engine::CompiledNetwork compiled(network, make_settings(SolverMethod::ExponentialEuler));
    const auto plan = record_everything(network);
    const auto run = [&](std::size_t trial) {
        return values_of(compiled.run({}, trials.inputs()[trial], kSchedule, plan));
    };
    const Values expected[] = {run(0), run(1), run(2)};
    CHECK(run(1) == expected[1]);
    Values found[3];
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 3; ++t) {
        threads.emplace_back([&, t] { found[t] = run(t); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (std::size_t t = 0; t < 3; ++t) {
        CHECK(found[t] == expected[t]);
    }
    const engine::CompiledNetwork again(network, make_settings(SolverMethod::ExponentialEuler));
    CHECK(values_of(again.run({}, trials.inputs()[2], kSchedule, plan)) == expected[2]);
}

TEST_CASE("instruction-set levels agree to 1e-5, and each repeats itself to the byte") {
    const Trials trials;
    for (std::uint64_t seed = 11; seed <= 16; ++seed) {
        const auto network = make_network(seed, SolverMethod::ExponentialEuler);
        const auto plan = record_everything(network);
        const auto run = [&](engine::Isa isa) {
            const engine::CompiledNetwork compiled(
                network, make_settings(SolverMethod::ExponentialEuler), isa);
            CHECK(compiled.report().isa == isa);
            return cubes_of(compiled.run({}, trials.inputs()[0], kSchedule, plan));
        };
        const Values expected = run(engine::Isa::Baseline);
        for (const engine::Isa isa : test::isa_levels()) {
            CAPTURE(engine::to_string(isa));
            CAPTURE(seed);
            const Values found = run(isa);
            CHECK(found == run(isa));
            for (std::size_t v = 0; v < found.size(); ++v) {
                CHECK(test::relative_error(found[v], expected[v]) <= 1e-5);
            }
        }
    }
}

TEST_CASE("single precision agrees with double over a whole run") {
    const Trials trials;
    const auto network = make_network(5, SolverMethod::ExponentialEuler);
    const auto plan = record_everything(network);
    auto settings = make_settings(SolverMethod::ExponentialEuler);
    const auto single = cubes_of(
        engine::CompiledNetwork(network, settings).run({}, trials.inputs()[0], kSchedule, plan));
    settings.precision = engine::Precision::Double;
    const auto exact = cubes_of(
        engine::CompiledNetwork(network, settings).run({}, trials.inputs()[0], kSchedule, plan));
    CHECK(single != exact);
    for (std::size_t v = 0; v < exact.size(); ++v) {
        CHECK(test::relative_error(single[v], exact[v]) <= 1e-5);
    }
}

TEST_CASE("Runge-Kutta and the adaptive solver agree on random networks without noise") {
    const Trials trials;
    for (std::uint64_t seed = 21; seed <= 26; ++seed) {
        CAPTURE(seed);
        auto network = make_network(seed, SolverMethod::DormandPrince);
        for (auto& d : network.projections) {
            // Delays in whole steps, and none that bins read with a step's error.
            d.delay = {std::round(d.delay.constant_ms / 0.5) * 0.5, 0, 0};
        }
        const auto plan = record_everything(network);
        auto adaptive = make_settings(SolverMethod::DormandPrince);
        adaptive.precision = engine::Precision::Double;
        adaptive.relative_tolerance = adaptive.absolute_tolerance = 1e-8;
        auto fixed = adaptive;
        fixed.method = SolverMethod::RungeKutta4;
        fixed.step_ms = 0.125;
        const auto a = cubes_of(engine::CompiledNetwork(network, adaptive)
                                    .run({}, trials.inputs()[0], kSchedule, plan));
        const auto b = cubes_of(
            engine::CompiledNetwork(network, fixed).run({}, trials.inputs()[0], kSchedule, plan));
        for (std::size_t v = 0; v < a.size(); ++v) {
            // The third echo of a jump and later ones are smoothed, by either solver in its way.
            CHECK(test::relative_error(a[v], b[v]) <= 1e-2);
        }
    }
}

TEST_CASE("a run stops when its progress callback says so, with the time in the message") {
    const auto network = test::driven_unit(10);
    const engine::CompiledNetwork compiled(network, {});
    engine::RecordingPlan plan;
    double last = 0;
    const auto stop_at_50 = [&last](double t) {
        last = t;
        return t < 50;
    };
    try {
        compiled.run({}, {}, {0, 400}, plan, stop_at_50);
        FAIL("no interruption");
    } catch (const base::Interrupted& error) {
        CHECK(std::string(error.what()).find("interrupted at t = ") == 0);
        CHECK(error.exit_code() == base::ExitCode::Interrupted);
    }
    CHECK(last >= 50);
    CHECK(last < 60);
}

TEST_CASE("a population's record does not depend on what else is recorded") {
    const Trials trials;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        CAPTURE(seed);
        const auto network = make_network(seed, SolverMethod::ExponentialEuler);
        const engine::CompiledNetwork compiled(network,
                                               make_settings(SolverMethod::ExponentialEuler));
        const auto variant = test::make_random_variant(seed, network);
        const auto all = record_everything(network);
        const auto together = compiled.run(variant, trials.inputs()[1], kSchedule, all);
        for (int p = 0; p < static_cast<int>(network.populations.size()); ++p) {
            auto alone = all;
            alone.cubes = {p};
            alone.maps.clear();
            alone.sites = {all.sites[static_cast<std::size_t>(p)]};
            alone.site_inputs = {p};
            for (const auto& view : compiled.run(variant, trials.inputs()[1], kSchedule, alone)) {
                const auto same =
                    std::find_if(together.begin(), together.end(), [&](const auto& other) {
                        return other.population == view.population && other.view == view.view;
                    });
                REQUIRE(same != together.end());
                CHECK(values_of({view}) == values_of({*same}));
            }
        }
    }
}

TEST_CASE("what nothing recorded depends on is not computed, not even its failure") {
    engine::NetworkDescription network;
    network.populations = {test::make_input("light"), test::make_population("calm", 10),
                           test::make_population("wild", 10)};
    network.projections = {test::make_projection("light -> calm", 0, 1, 1),
                           test::make_projection("calm -> wild", 1, 2, 1),
                           test::make_projection("wild -> wild", 2, 2, 1e3)};
    const auto ones = test::constant_field(1);
    const engine::CompiledNetwork compiled(network, make_settings(SolverMethod::ExponentialEuler));
    engine::RecordingPlan plan;
    plan.begin_ms = 0;
    plan.end_ms = 100;
    plan.maps = {1};
    const engine::TrialInput input{&ones, nullptr, 1, 0};
    CHECK_NOTHROW(compiled.run({}, input, {0, 100}, plan));
    plan.maps = {2};
    CHECK_THROWS_AS(compiled.run({}, input, {0, 100}, plan), base::NumericsError);
    plan.maps.clear();
    CHECK_THROWS_AS(compiled.run({}, input, {0, 100}, plan), base::NumericsError);
}

TEST_CASE("a silenced source that shares its pathway with another one adds nothing") {
    const auto grid = base::make_grid(4, 4, 4);
    for (const double delay_ms : {0.0, 3.0}) {
        CAPTURE(delay_ms);
        engine::NetworkDescription network;
        network.populations = {test::make_input("light", grid),
                               test::make_input("place", grid, engine::ExternalInput::Attention),
                               test::make_input("feature", grid, engine::ExternalInput::Attention),
                               test::make_population("unit", 10, grid)};
        const engine::KernelShape blur = engine::GaussianKernel{0.4};
        network.projections = {test::make_projection("light -> unit", 0, 3, 1, delay_ms, blur),
                               test::make_projection("place -> unit", 1, 3, 1, delay_ms, blur),
                               test::make_projection("feature -> unit", 2, 3, 1, delay_ms, blur)};
        const engine::CompiledNetwork compiled(network,
                                               make_settings(SolverMethod::ExponentialEuler));
        engine::RecordingPlan plan;
        plan.begin_ms = 0;
        plan.end_ms = 60;
        plan.maps = {3};
        const auto ones = test::constant_field(1);
        engine::Variant variant;
        engine::Lesion silence;
        silence.target = engine::Lesion::Target::Population;
        silence.index = 2;
        silence.factor = 0;
        variant.lesions = {silence};
        const engine::TrialInput input{&ones, &ones, 1, 0};
        const auto views = compiled.run(variant, input, {-100, 60}, plan);
        CHECK(test::close(views.front().variables.front().values.back(), 2, 1e-4, 0));
        CHECK(test::close(
            compiled.run({}, input, {-100, 60}, plan).front().variables.front().values.back(), 3,
            1e-4, 0));
    }
}
