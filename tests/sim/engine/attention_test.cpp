#include "sim/base/errors.h"
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

/// A population of attention with three channels, and units that follow them one to one.
engine::NetworkDescription three_channels() {
    const base::Grid grid{4, 3, 1, 0, 0};
    engine::NetworkDescription network;
    network.populations = {test::make_input("feature", grid, engine::ExternalInput::Attention),
                           test::make_algebraic("out", grid, 3)};
    network.populations[0].axes.push_back(test::make_axis("channel", 3));
    network.projections = {test::make_projection("feature -> out", 0, 1, 2, 0, {}, 3)};
    return network;
}

test::Trace run_with(const std::map<std::string, std::vector<double>>& channels) {
    const test::FunctionField field([](double x, double y, double) { return 1 + x + 10 * y; });
    auto request = test::make_request(engine::SolverMethod::ExponentialEuler, 1, 2);
    // Two trials at once: each has its own attention.
    request.inputs.resize(2);
    request.inputs[1].attention = &field;
    request.inputs[1].attention_channels = channels;
    return test::run_trace<double>(three_channels(), request);
}

}  // namespace

TEST_CASE("the channels of an attention population carry the field times their factors") {
    const test::Trace trace = run_with({{"feature", {0.5, 0, 3}}});
    const base::Grid grid{4, 3, 1, 0, 0};
    const double factors[] = {0.5, 0, 3};
    for (std::size_t c = 0; c < 3; ++c) {
        for (std::size_t i = 0; i < 12; ++i) {
            const double x = grid.x_deg(static_cast<int>(i % 4));
            const double y = grid.y_deg(static_cast<int>(i / 4));
            CHECK(close(trace.last(1, 12 * c + i), 0, 0, 0));
            CHECK(close(trace.last(1, 36 + 12 * c + i), 2 * factors[c] * (1 + x + 10 * y), 1e-12,
                        1e-12));
        }
    }
}

TEST_CASE("channels of attention are silent unless they are attended") {
    const test::Trace trace = run_with({});
    for (std::size_t i = 0; i < 72; ++i) {
        CHECK(close(trace.last(1, i), 0, 0, 0));
    }
}

TEST_CASE("attention needs one factor for each channel") {
    CHECK_THROWS_WITH_AS(run_with({{"feature", {1, 2}}}),
                         doctest::Contains("attention needs one factor for each channel"),
                         base::ConfigError);
}
