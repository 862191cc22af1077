#include "sim/engine/recorder.h"

#include "sim/base/errors.h"
#include "sim/base/index_of.h"
#include "sim/engine/simulator.h"
#include "tests/support/close.h"
#include "tests/support/fields.h"
#include "tests/support/messages.h"
#include "tests/support/network_builder.h"
#include "tests/support/random_network.h"
#include "tests/support/reference_network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

using namespace ventral;
using engine::PortKind;
using engine::RecordedView;
using test::close;
using test::holds;

namespace {

const RecordedView& find_view(const std::vector<RecordedView>& views,
                              const std::string& population,
                              const std::string& kind) {
    const auto at = std::find_if(views.begin(), views.end(), [&](const RecordedView& v) {
        return v.population == population && v.view == kind;
    });
    REQUIRE(at != views.end());
    return *at;
}

/// Input (0) -> unit (1), 3 channels of different weight on a map; a ramp in time.
engine::NetworkDescription three_channels() {
    const base::Grid grid{5, 4, 2, 1, -1};
    engine::NetworkDescription network;
    network.populations = {test::make_input("in.display", grid),
                           test::make_algebraic("a.unit", grid, 3)};
    network.projections = {test::make_projection("input -> unit", 0, 1, 1)};
    network.projections[0].terms = {{0, 0, 0, 1}, {1, 0, 0, 2}, {2, 0, 0, 4}};
    return network;
}

test::FunctionField ramp() {
    return test::FunctionField([](double x, double y, double t) { return t + 10 * x + 100 * y; },
                               {}, false);
}

std::vector<RecordedView> run_ramp(const engine::RecordingPlan& plan, double begin_ms = -4) {
    const auto display = ramp();
    engine::TrialInput input;
    input.display = &display;
    const engine::CompiledNetwork compiled(three_channels(), {});
    return compiled.run({}, input, {begin_ms, 12}, plan);
}

/// One unit of each population that is no input, with its inputs, every 3 ms from 0 to 6.
engine::RecordingPlan record_one_unit_each(const engine::NetworkDescription& network) {
    engine::RecordingPlan plan;
    plan.begin_ms = 0;
    plan.end_ms = 6;
    plan.site_interval_ms = 3;
    for (int p = 2; p < static_cast<int>(network.populations.size()); ++p) {
        const auto& d = network.populations[static_cast<std::size_t>(p)];
        plan.sites.push_back({"unit", p, {d.num_channels() - 1, d.grid.ny / 2, d.grid.nx / 3}});
        plan.site_inputs.push_back(p);
    }
    return plan;
}

/// Feedforward, local, lateral, feedback, modulating, normalizing.
std::array<double, 6> plain_sums(const engine::NetworkDescription& network,
                                 const test::ReferenceNetwork& reference,
                                 const engine::SiteRequest& site) {
    const auto& d = network.populations[static_cast<std::size_t>(site.population)];
    const auto& u = site.unit;
    std::array<double, 6> sums{};
    std::vector<double> gains(d.groups.size(), 1.0);
    double output_gain = 1;
    for (std::size_t j = 0; j < network.projections.size(); ++j) {
        const auto& projection = network.projections[j];
        if (projection.target != site.population) {
            continue;
        }
        const double part = reference.input_of(static_cast<int>(j), u.channel, u.y, u.x);
        switch (projection.port.kind) {
            case PortKind::Drive:
                sums[static_cast<std::size_t>(projection.projection_class)] += part;
                break;
            case PortKind::Gain:
                gains[static_cast<std::size_t>(projection.port.group)] += part;
                break;
            case PortKind::Pool:
                sums[5] += part;
                break;
            case PortKind::Output:
                output_gain += part;
                break;
        }
    }
    sums[4] = output_gain;
    for (std::size_t g = 0; g < gains.size(); ++g) {
        sums[4] *= std::clamp(gains[g], d.groups[g].gain_min, d.groups[g].gain_max);
    }
    sums[4] -= 1;
    return sums;
}

}  // namespace

TEST_CASE("views come at their own intervals, with time in seconds and space in degrees") {
    engine::RecordingPlan plan;
    plan.begin_ms = -2;
    plan.end_ms = 11;
    plan.site_interval_ms = 0.5;
    plan.map_interval_ms = 2.5;
    plan.cube_interval_ms = 5;
    plan.sites = {{"first", 1, {2, 3, 1}}, {"second", 1, {0, 0, 4}}, {"dot", 0, {0, 1, 1}}};
    plan.maps = {1};
    plan.cubes = {1, 0};
    const auto views = run_ramp(plan);
    REQUIRE(views.size() == 5);

    const auto& site = find_view(views, "a.unit", "site").variables.front();
    REQUIRE(site.axes.size() == 2);
    CHECK(site.axes[0].name == "time");
    CHECK(site.axes[0].unit == "s");
    CHECK(site.axes[0].values.size() == 27);
    CHECK(close(site.axes[0].values.front(), -0.002, 1e-12, 0));
    CHECK(close(site.axes[0].values.back(), 0.011, 1e-12, 0));
    CHECK(site.axes[1].labels == std::vector<std::string>{"first", "second"});
    REQUIRE(site.values.size() == site.size());
    const base::Grid grid = three_channels().populations[1].grid;
    for (std::size_t i = 0; i < 27; ++i) {
        const double t = -2 + 0.5 * static_cast<double>(i);
        CHECK(close(static_cast<double>(site.values[2 * i]),
                    4 * (t + 10 * grid.x_deg(1) + 100 * grid.y_deg(3)), 1e-6, 1e-4));
        CHECK(close(static_cast<double>(site.values[2 * i + 1]),
                    t + 10 * grid.x_deg(4) + 100 * grid.y_deg(0), 1e-6, 1e-4));
    }

    const auto& map = find_view(views, "a.unit", "map").variables.front();
    CHECK(map.axes[0].values.size() == 6);  // -2, 0.5, 3, 5.5, 8, 10.5
    CHECK(map.axes[1].name == "y");
    CHECK(map.axes[1].unit == "degree");
    CHECK(map.axes[2].values.size() == 5);
    REQUIRE(map.values.size() == map.size());
    const auto& cube = find_view(views, "a.unit", "cube").variables.front();
    REQUIRE(cube.axes.size() == 4);
    CHECK(cube.axes[0].values.size() == 3);  // -2, 3, 8
    CHECK(cube.axes[1].name == "channel");
    REQUIRE(cube.values.size() == 3 * 3 * 20);
    CHECK(find_view(views, "in.display", "cube").variables.front().axes.size() == 3);
    // The map is the mean over channels of the cube of the same time, row 0 lowest.
    for (std::size_t frame = 0; frame < 3; ++frame) {
        for (std::size_t s = 0; s < 20; ++s) {
            double mean = 0;
            for (std::size_t c = 0; c < 3; ++c) {
                mean += static_cast<double>(cube.values[(frame * 3 + c) * 20 + s]) / 3;
            }
            CHECK(close(static_cast<double>(map.values[2 * frame * 20 + s]), mean, 1e-6, 1e-4));
        }
    }
    CHECK(close(static_cast<double>(cube.values[20]),
                2 * (-2 + 10 * grid.x_deg(0) + 100 * grid.y_deg(0)), 1e-6, 1e-4));
}

TEST_CASE("the last sample falls on the end only if an interval does, and a run may end with it") {
    engine::RecordingPlan plan;
    plan.begin_ms = -4;
    plan.end_ms = 12;
    plan.map_interval_ms = 5;
    plan.maps = {0};
    const auto views = run_ramp(plan);
    const auto& map = views.front().variables.front();
    CHECK(map.axes[0].values.size() == 4);  // -4, 1, 6, 11
    CHECK(map.values.size() == map.size());
    plan.map_interval_ms = 4;
    const auto closed = run_ramp(plan);
    CHECK(closed.front().variables.front().axes[0].values.size() == 5);
    CHECK(closed.front().variables.front().values.size() == 5 * 20);
}

TEST_CASE("planned views have the shape of what is recorded, and the estimate its bytes") {
    engine::RecordingPlan plan;
    plan.begin_ms = 0;
    plan.end_ms = 10;
    plan.sites = {{"one", 1, {0, 0, 0}}};
    plan.site_inputs = {1};
    plan.maps = plan.cubes = {0, 1};
    const auto planned = engine::plan_views(three_channels(), plan);
    const auto recorded = run_ramp(plan);
    REQUIRE(planned.size() == recorded.size());
    std::size_t bytes = 0;
    for (std::size_t v = 0; v < planned.size(); ++v) {
        CHECK(planned[v].view == recorded[v].view);
        REQUIRE(planned[v].variables.size() == recorded[v].variables.size());
        for (std::size_t k = 0; k < planned[v].variables.size(); ++k) {
            CHECK(planned[v].variables[k].axes == recorded[v].variables[k].axes);
            CHECK(recorded[v].variables[k].values.size() == planned[v].variables[k].size());
            bytes += recorded[v].variables[k].values.size() * sizeof(float);
        }
    }
    CHECK(engine::recording_bytes(planned) == bytes);
}

TEST_CASE("a site's inputs are the sums of the plain loops, class by class") {
    constexpr double step = 0.5;
    const test::FunctionField display(
        [](double x, double y, double t) { return t < 2 ? 0.2 : std::sin(2 * x - y) + 0.3; }, {2});
    engine::TrialInput input;
    input.display = &display;
    engine::SolverSettings settings;
    settings.precision = engine::Precision::Double;
    for (std::uint64_t seed = 41; seed <= 48; ++seed) {
        CAPTURE(seed);
        const auto network = test::make_random_network(seed, engine::BorderRule::Mirror, step);
        const auto plan = record_one_unit_each(network);
        const auto views = engine::CompiledNetwork(network, settings).run({}, input, {0, 6}, plan);
        test::ReferenceNetwork reference(network, {.display = &display, .step_ms = step});
        for (int n = 0; n < 12; ++n) {
            reference.evaluate();
            reference.advance();
        }
        const auto& outputs = reference.evaluate();
        for (const auto& site : plan.sites) {
            const auto p = static_cast<std::size_t>(site.population);
            const auto& d = network.populations[p];
            const auto& view = find_view(views, d.name, "site");
            const auto sums = plain_sums(network, reference, site);
            REQUIRE(view.variables.size() == 7);
            CAPTURE(d.name);
            const auto unit = base::index_of(
                (site.unit.channel * d.grid.ny + site.unit.y) * d.grid.nx + site.unit.x);
            CHECK(close(static_cast<double>(view.variables[0].values[2]), outputs[p][unit], 1e-6,
                        1e-7));
            for (std::size_t k = 0; k < 6; ++k) {
                CAPTURE(view.variables[k + 1].name);
                CHECK(close(static_cast<double>(view.variables[k + 1].values[2]), sums[k], 1e-6,
                            1e-7));
            }
        }
    }
}

TEST_CASE("recordings that the run cannot give are refused") {
    engine::RecordingPlan good;
    good.begin_ms = 0;
    good.end_ms = 10;
    good.maps = {0};
    const auto message = [](const engine::RecordingPlan& plan) {
        return test::message_of<base::ConfigError>([&] { run_ramp(plan); });
    };
    CHECK(message(good) == "no error");
    auto plan = good;
    plan.begin_ms = -5;
    CHECK(holds(message(plan), "the recording does not lie within the run"));
    plan = good;
    plan.end_ms = 12.5;
    CHECK(holds(message(plan), "got:     0 to 12.5 ms"));
    CHECK(holds(message(plan), "allowed: -4 to 12 ms"));
    plan = good;
    plan.map_interval_ms = 0.7;
    CHECK(holds(message(plan), "map_interval_ms is no whole number of steps"));
    CHECK(holds(message(plan), "at:      record.map_interval_ms"));
    CHECK(holds(message(plan), "got:     0.7 ms with step_ms: 0.5"));
    plan = good;
    plan.cubes = {0};
    plan.cube_interval_ms = 0;
    CHECK(holds(message(plan), "record.cube_interval_ms"));
    plan = good;
    plan.maps = {5};
    CHECK(holds(message(plan), "there is no such population"));
    plan = good;
    plan.sites = {{"far", 1, {0, 4, 0}}};
    CHECK(holds(message(plan), "there is no such row"));
    CHECK(holds(message(plan), "record.sites.far"));
}

TEST_CASE("runs and variants that cannot be are refused") {
    const engine::CompiledNetwork compiled(three_channels(), {});
    const auto message = [&](const engine::Variant& variant, const engine::Schedule& schedule) {
        return test::message_of<base::ConfigError>(
            [&] { compiled.run(variant, {}, schedule, {}); });
    };
    CHECK(message({}, {0, 10}) == "no error");
    CHECK(holds(message({}, {0, 10.2}), "the run is no whole number of steps"));
    CHECK(holds(message({}, {0, -1}), "the run ends before it begins"));
    engine::Variant variant;
    variant.name = "cooled";
    variant.class_scale[1] = -1;
    CHECK(holds(message(variant, {0, 10}), "a factor below zero\n  at:      variants.cooled"));
    variant = {};
    variant.lesions.emplace_back();
    variant.lesions[0].index = 3;
    CHECK(holds(message(variant, {0, 10}), "there is no such projection"));
    CHECK(holds(message(variant, {0, 10}), "allowed: 0 to 0"));
}
