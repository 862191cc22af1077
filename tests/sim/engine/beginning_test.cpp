#include "sim/engine/opening.h"
#include "sim/engine/simulator.h"

#include "sim/base/errors.h"
#include "tests/support/fields.h"
#include "tests/support/network_builder.h"
#include "tests/support/random_network.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace ventral;
using engine::SolverMethod;

namespace {

constexpr engine::Schedule kSchedule{-12, 10};
constexpr SolverMethod kFixedSteps[] = {SolverMethod::ForwardEuler, SolverMethod::ExponentialEuler,
                                        SolverMethod::RungeKutta4};

engine::NetworkDescription make_quiet_network(std::uint64_t seed) {
    auto network = test::make_random_network(seed, static_cast<engine::BorderRule>(seed % 4), 0.5);
    for (auto& population : network.populations) {
        population.noise.reset();
    }
    return network;
}

engine::RecordingPlan record_everything(const engine::NetworkDescription& network) {
    engine::RecordingPlan plan;
    plan.begin_ms = -6;
    plan.end_ms = 10;
    plan.site_interval_ms = 0.5;
    plan.cube_interval_ms = plan.map_interval_ms = 2;
    for (int p = 0; p < static_cast<int>(network.populations.size()); ++p) {
        plan.cubes.push_back(p);
        plan.maps.push_back(p);
        plan.sites.push_back({network.populations[static_cast<std::size_t>(p)].name, p, {}});
        plan.site_inputs.push_back(p);
    }
    return plan;
}

std::vector<std::vector<float>> values_of(const std::vector<engine::RecordedView>& views) {
    std::vector<std::vector<float>> values;
    for (const auto& view : views) {
        for (const auto& variable : view.variables) {
            values.push_back(variable.values);
        }
    }
    return values;
}

/// Pictures that are one uniform field until their own change.
test::FunctionField picture(double change_ms, double frequency) {
    return test::FunctionField(
        [=](double x, double y, double t) {
            return t < change_ms ? 0.3 : std::sin(frequency * x) + 0.2 * y + 0.01 * t;
        },
        {change_ms}, true);
}

engine::Opening open(const base::VisualInput* display,
                     const base::VisualInput* attention = nullptr,
                     std::vector<double> factors = {}) {
    engine::NetworkDescription network;
    network.populations = {test::make_input("light"),
                           test::make_input("attention", {}, engine::ExternalInput::Attention)};
    engine::TrialInput input{display, attention, 1, 0};
    if (!factors.empty()) {
        input.attention_channels["attention"] = factors;
    }
    return engine::find_opening(network, input, kSchedule);
}

}  // namespace

TEST_CASE("runs that go on from one beginning are those from their own, byte for byte") {
    // On a step, between two, and never.
    const test::FunctionField first = picture(0, 3);
    const test::FunctionField second = picture(0.3, 5);
    const test::FunctionField blank = test::constant_field(0.3);
    const test::FunctionField attention = test::step_field(0.2, 0.6, 2);
    for (const SolverMethod method : kFixedSteps) {
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            CAPTURE(engine::to_string(method));
            CAPTURE(seed);
            const auto network = make_quiet_network(seed);
            engine::SolverSettings settings;
            settings.method = method;
            settings.precision =
                seed % 3 == 0 ? engine::Precision::Double : engine::Precision::Single;
            const engine::CompiledNetwork compiled(network, settings);
            REQUIRE(compiled.can_keep_beginnings());
            const auto plan = record_everything(network);
            const auto variant = test::make_random_variant(seed, network);
            const std::vector<engine::TrialInput> inputs{{&first, &attention, 1, 0},
                                                         {&second, &attention, 1, 1},
                                                         {&blank, &attention, 1, 2}};
            const auto beginning = compiled.begin(variant, inputs[2], kSchedule, plan, 0);
            for (const engine::TrialInput& input : inputs) {
                const auto own = values_of(compiled.run(variant, input, kSchedule, plan));
                CHECK(values_of(compiled.go_on(beginning, input)) == own);
            }
        }
    }
}

TEST_CASE("a beginning may end anywhere: before the first step, between two, and at the very end") {
    const test::FunctionField display = picture(20, 3);
    const auto network = make_quiet_network(4);
    const engine::CompiledNetwork compiled(network, {});
    const auto plan = record_everything(network);
    const engine::TrialInput input{&display, nullptr, 1, 0};
    const auto whole = values_of(compiled.run({}, input, kSchedule, plan));
    for (const double until_ms : {-100.0, -12.0, -11.9, -6.0, -0.1, 9.7, 10.0, 1e9}) {
        CAPTURE(until_ms);
        double last_ms = kSchedule.begin_ms;
        const auto beginning = compiled.begin({}, input, kSchedule, plan, until_ms, [&](double t) {
            last_ms = t;
            return true;
        });
        CHECK(last_ms <= std::max(until_ms, kSchedule.begin_ms));
        CHECK(values_of(compiled.go_on(beginning, input)) == whole);
    }
}

TEST_CASE("a beginning is really gone on from: another one gives another run") {
    const test::FunctionField dark = test::constant_field(0);
    const test::FunctionField light = test::constant_field(0.8);
    const auto network = make_quiet_network(2);
    const engine::CompiledNetwork compiled(network, {});
    const auto plan = record_everything(network);
    const engine::TrialInput input{&light, nullptr, 1, 0};
    const auto in_the_dark = compiled.begin({}, {&dark, nullptr, 1, 0}, kSchedule, plan, 0);
    CHECK(values_of(compiled.go_on(in_the_dark, input)) !=
          values_of(compiled.run({}, input, kSchedule, plan)));
}

TEST_CASE("noise and adaptive steps belong to one trial: their beginnings are refused") {
    auto network = make_quiet_network(1);
    engine::SolverSettings settings;
    settings.method = SolverMethod::DormandPrince;
    const engine::CompiledNetwork adaptive(network, settings);
    network.populations.back().noise = engine::Noise{.tau_ms = 10, .sigma = 0.1};
    const engine::CompiledNetwork noisy(network, {});
    for (const engine::CompiledNetwork* compiled : {&adaptive, &noisy}) {
        CHECK_FALSE(compiled->can_keep_beginnings());
        CHECK_THROWS_WITH_AS(compiled->begin({}, {}, kSchedule, record_everything(network), 0),
                             doctest::Contains("beginnings of runs cannot be kept"),
                             base::ConfigError);
    }
}

TEST_CASE("an opening lasts until the first change of any input") {
    const double never = std::numeric_limits<double>::infinity();
    const test::FunctionField moving([](double, double, double) { return 0.0; }, {0}, false);
    const test::FunctionField late = picture(3, 1);
    const test::FunctionField early = picture(-4, 1);
    CHECK(open(nullptr).until_ms == never);
    CHECK(open(&late).until_ms == 3);
    CHECK(open(&late, &early).until_ms == -4);
    CHECK(open(&early, &late).until_ms == -4);
    CHECK(open(&moving).until_ms == kSchedule.begin_ms);
}

TEST_CASE("openings are equal where every input population is given the same bytes") {
    const test::FunctionField none = test::constant_field(0);
    const test::FunctionField early = picture(-4, 1);
    const test::FunctionField late = picture(3, 7);
    const test::FunctionField other = test::constant_field(0.30001);
    CHECK(open(nullptr).shown == open(&none).shown);
    CHECK(open(&early).shown == open(&late).shown);
    CHECK(open(&early).shown != open(&other).shown);
    CHECK(open(&other, &early).shown != open(&early, &other).shown);
    // What is attended matters where there is attention.
    CHECK(open(&early, &other, {1}).shown != open(&early, &other, {0.5}).shown);
    CHECK(open(&early, &none, {1}).shown == open(&early, &none, {0.5}).shown);
}
