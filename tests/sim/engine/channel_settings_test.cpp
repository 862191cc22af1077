#include "sim/base/errors.h"
#include "sim/engine/check_description.h"
#include "tests/support/close.h"
#include "tests/support/fields.h"
#include "tests/support/network_builder.h"
#include "tests/support/trace.h"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

using namespace ventral;
using test::close;

namespace {

const base::Grid kGrid{4, 3, 1, 0, 0};

/// A population of features with three channels, and units that follow them one to one.
engine::NetworkDescription three_channels() {
    engine::NetworkDescription network;
    network.populations = {test::make_input("features", kGrid, engine::ExternalInput::Features),
                           test::make_algebraic("out", kGrid, 3)};
    network.populations[0].axes.push_back(test::make_axis("channel", 3));
    network.projections = {test::make_projection("features -> out", 0, 1, 2, 0, {}, 3)};
    return network;
}

/// Three fields that tell place, channel and time.
double feature(double channel, double x, double y, double t) {
    return channel + 10 * x + 100 * y + (t >= 1 ? 1000 : 0);
}

test::Trace run_with(const engine::NetworkDescription& network) {
    std::vector<test::FunctionField> fields;
    for (const double c : {0.0, 1.0, 2.0}) {
        fields.emplace_back([c](double x, double y, double t) { return feature(c, x, y, t); });
    }
    auto request = test::make_request(engine::SolverMethod::ExponentialEuler, 1, 2);
    request.inputs.resize(2);  // the second trial has features, the first has none
    request.inputs[1].features["features"] = {&fields[0], &fields[1], &fields[2]};
    return test::run_trace<double>(network, request);
}

}  // namespace

TEST_CASE("every channel of a features population has a field of its own") {
    const test::Trace trace = run_with(three_channels());
    for (std::size_t c = 0; c < 3; ++c) {
        for (std::size_t i = 0; i < 12; ++i) {
            const double x = kGrid.x_deg(static_cast<int>(i % 4));
            const double y = kGrid.y_deg(static_cast<int>(i / 4));
            CHECK(close(trace.last(1, 12 * c + i), 0, 0, 0));
            CHECK(close(trace.at(0, 1, 36 + 12 * c + i),
                        2 * feature(static_cast<double>(c), x, y, 0), 1e-6, 1e-6));
        }
    }
}

TEST_CASE("channels have thresholds and gains of their own, shared over the map") {
    engine::NetworkDescription network = three_channels();
    network.populations[1].threshold = 5;
    network.populations[1].channels = {{1, 0, -2}, {0.5, 1, 3}};
    const test::Trace trace = run_with(network);
    const double thresholds[] = {6, 5, 3};
    const double gains[] = {0.5, 1, 3};
    for (std::size_t c = 0; c < 3; ++c) {
        for (std::size_t i = 0; i < 12; ++i) {
            const double x = kGrid.x_deg(static_cast<int>(i % 4));
            const double y = kGrid.y_deg(static_cast<int>(i / 4));
            const double drive = 2 * feature(static_cast<double>(c), x, y, 0);
            CHECK(close(trace.at(0, 1, 36 + 12 * c + i), gains[c] * (drive - thresholds[c]), 1e-5,
                        1e-6));
        }
    }
}

TEST_CASE("one number for each channel, and gains above zero") {
    const auto refusal = [](const engine::ChannelSettings& channels) {
        engine::NetworkDescription network = three_channels();
        network.populations[1].channels = channels;
        try {
            engine::check_description(network);
        } catch (const base::ConfigError& error) {
            return std::string(error.what());
        }
        return std::string("no error");
    };
    CHECK(refusal({{1, 2, 3}, {}}) == "no error");
    CHECK(refusal({{1, 2}, {}}).find("there must be one number for each channel") !=
          std::string::npos);
    CHECK(refusal({{}, {1, 1, 0}}).find("homeostasis.gains.2") != std::string::npos);
    engine::NetworkDescription network = three_channels();
    auto request = test::make_request(engine::SolverMethod::ExponentialEuler, 1, 2);
    request.inputs[0].features["features"] = {nullptr};
    CHECK_THROWS_WITH_AS(test::run_trace<double>(network, request),
                         doctest::Contains("features need one field for each channel"),
                         base::ConfigError);
}
