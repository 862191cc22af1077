#include "sim/engine/simulator.h"

#include "sim/base/errors.h"
#include "tests/support/fields.h"
#include "tests/support/messages.h"
#include "tests/support/network_builder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace ventral;

namespace {

const base::Grid kGrid = base::make_grid(4, 3, 2);

engine::CompiledNetwork small_network() {
    engine::NetworkDescription network;
    network.populations = {test::make_input("input", kGrid),
                           test::make_population("V.cells", 10, kGrid, 2)};
    network.projections = {test::make_projection("drive", 0, 1, 1, 3, {}, 2)};
    network.projections.front().terms[1].in = 0;
    return {network, {.step_ms = 1}};
}

test::FunctionField ramp_field() {
    return test::FunctionField([](double x, double y, double t) { return t / 100 + x + 10 * y; },
                               {}, false);
}

engine::RecordingPlan everything() {
    engine::RecordingPlan plan;
    plan.begin_ms = 0;
    plan.end_ms = 100;
    plan.sites = {{"unit", 1, {1, 2, 3}}};
    plan.maps = {1};
    plan.cubes = {1};
    return plan;
}

using Values = std::vector<std::vector<float>>;

Values values_of(const std::vector<engine::RecordedView>& views) {
    Values values;
    for (const engine::RecordedView& view : views) {
        for (const base::LabelledArray& variable : view.variables) {
            values.push_back(variable.values);
        }
    }
    return values;
}

}  // namespace

TEST_CASE("a sink gets the numbers of the run in blocks no larger than asked for") {
    const engine::CompiledNetwork network = small_network();
    const auto ramp = ramp_field();
    const engine::TrialInput input{.display = &ramp};
    const engine::Schedule schedule{-20, 100};
    engine::RecordingPlan plan = everything();
    const Values whole = values_of(network.run(engine::recurrent_variant(), input, schedule, plan));
    for (const std::size_t block : {std::size_t{0}, std::size_t{100}, engine::kStreamedValues}) {
        plan.stream_values = block;
        Values streamed(whole.size());
        std::size_t largest = 0;
        network.stream(engine::recurrent_variant(), input, schedule, plan,
                       [&](std::size_t view, std::size_t variable, std::vector<float> values) {
                           REQUIRE(variable == 0);
                           largest = std::max(largest, values.size());
                           streamed[view].insert(streamed[view].end(), values.begin(),
                                                 values.end());
                       });
        CHECK(streamed == whole);
        const std::size_t frame = 2 * kGrid.size();
        CHECK(largest <= std::max(block + frame, frame));
    }
}

TEST_CASE("a part of a field holds the numbers of the whole") {
    const engine::CompiledNetwork network = small_network();
    const auto ramp = ramp_field();
    const engine::TrialInput input{.display = &ramp};
    const engine::Schedule schedule{-20, 100};
    engine::RecordingPlan plan = everything();
    plan.map_interval_ms = 1;
    plan.cube_interval_ms = 1;
    const auto whole = network.run(engine::recurrent_variant(), input, schedule, plan);
    plan.fields = {{.population = 1,
                    .begin_ms = 10,
                    .end_ms = 40,
                    .interval_ms = 3,
                    .x = 5,
                    .y = 1,
                    .nx = 2,
                    .ny = 4}};
    const auto part = network.run(engine::recurrent_variant(), input, schedule, plan);
    CHECK(part[0].variables[0].values == whole[0].variables[0].values);  // sites stay
    const base::LabelledArray& map = part[1].variables[0];
    CHECK(map.axes[0].size() == 11);
    CHECK(map.axes[1].values ==
          std::vector<double>{kGrid.y_deg(1), kGrid.y_deg(2), kGrid.y_deg(3), kGrid.y_deg(4)});
    CHECK(map.axes[2].values == std::vector<double>{kGrid.x_deg(5), kGrid.x_deg(6)});
    const auto check = [&](std::size_t view, std::size_t channels) {
        const std::vector<float>& all = whole[view].variables[0].values;
        std::size_t next = 0;
        for (std::size_t t = 10; t <= 40; t += 3) {
            for (std::size_t c = 0; c < channels; ++c) {
                for (std::size_t y = 1; y < 5; ++y) {
                    for (std::size_t x = 5; x < 7; ++x) {
                        const std::size_t at = ((t * channels + c) * 6 + y) * 8 + x;
                        REQUIRE(part[view].variables[0].values[next++] == all[at]);
                    }
                }
            }
        }
        CHECK(next == part[view].variables[0].values.size());
    };
    check(1, 1);
    check(2, 2);
}

TEST_CASE("a part that does not lie within the field or the recording is refused") {
    const engine::CompiledNetwork network = small_network();
    const auto refusal = [&](const engine::FieldChoice& choice) {
        engine::RecordingPlan plan = everything();
        plan.fields = {choice};
        return test::message_of<base::ConfigError>([&] {
            network.run(engine::recurrent_variant(), {}, {-20, 100}, plan);
        });
    };
    CHECK(refusal({.population = 1, .x = 6, .nx = 2}) == "no error");
    CHECK(test::holds(refusal({.population = 1, .x = 7, .nx = 2}), "record.fields.V.cells"));
    CHECK(test::holds(refusal({.population = 1, .begin_ms = -1}), "does not lie within"));
    CHECK(test::holds(refusal({.population = 2}), "population"));
    CHECK(
        test::holds(refusal({.population = 1, .interval_ms = 1.5}), "whole multiples of step_ms"));
}
