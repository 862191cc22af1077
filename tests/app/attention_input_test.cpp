#include "app/run/attention_input.h"
#include "sim/base/errors.h"
#include "sim/config/load.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

using namespace ventral;
using test::close;

namespace {

std::vector<float> sample(const app::AttentionSettings& settings,
                          const stimuli::Placement& placement,
                          const base::Grid& grid,
                          double time_ms) {
    std::vector<float> values(grid.size());
    app::AttentionInput(settings, placement).sample(grid, time_ms, values);
    return values;
}

double integral(const std::vector<float>& values, const base::Grid& grid) {
    return std::accumulate(values.begin(), values.end(), 0.0) * grid.spacing_deg() *
           grid.spacing_deg();
}

}  // namespace

TEST_CASE("a Gaussian field of attention has the integral 2 pi sigma^2 times its strength") {
    app::AttentionSettings settings;
    settings.sigma_deg = 1;
    settings.strength = 0.5;
    const base::Grid grid = base::make_grid(16, 16, 4);
    CHECK(close(integral(sample(settings, {}, grid, 0), grid), std::numbers::pi, 1e-6, 0));
}

TEST_CASE("a disk of attention has the area of its diameter") {
    app::AttentionSettings settings;
    settings.diameter_deg = 5;
    settings.strength = 2;
    const base::Grid grid = base::make_grid(16, 16, 8);
    CHECK(
        close(integral(sample(settings, {}, grid, 0), grid), 2 * std::numbers::pi * 6.25, 2e-3, 0));
}

TEST_CASE("attention moves and turns with the display") {
    app::AttentionSettings settings;
    settings.x_deg = 2;
    settings.sigma_deg = 0.5;
    base::Grid grid = base::make_grid(15, 15, 1);
    const auto values = sample(settings, {1, 1, 90}, grid, 0);
    // (2, 0) turned by 90 degrees is (0, 2), and shifted it is (1, 3).
    const auto peak = std::max_element(values.begin(), values.end()) - values.begin();
    CHECK(close(grid.x_deg(static_cast<int>(peak) % grid.nx), 1, 0, 1e-9));
    CHECK(close(grid.y_deg(static_cast<int>(peak) / grid.nx), 3, 0, 1e-9));
}

TEST_CASE("attention begins and ends when it says, and tells the solver") {
    app::AttentionSettings settings;
    settings.sigma_deg = 1;
    settings.onset_ms = 50;
    settings.offset_ms = 150;
    const base::Grid grid = base::make_grid(4, 4, 1);
    CHECK(close(integral(sample(settings, {}, grid, 49.9), grid), 0, 0, 0));
    CHECK(integral(sample(settings, {}, grid, 50), grid) > 1);
    CHECK(close(integral(sample(settings, {}, grid, 150), grid), 0, 0, 0));
    const app::AttentionInput input(settings, {});
    CHECK(input.change_times(0, 400) == std::vector<double>{50, 150});
    CHECK(input.change_times(50, 150) == std::vector<double>{50});
    CHECK(input.constant_between(50, 150));
    CHECK_FALSE(input.constant_between(0, 100));
}

TEST_CASE("attention to an object has the object's shape and moves with it") {
    app::AttentionSettings settings;
    stimuli::Rectangle rectangle;
    rectangle.width_deg = 3;
    rectangle.height_deg = 1.5;
    settings.within = rectangle;
    settings.x_deg = 1;
    settings.strength = 0.5;
    const base::Grid grid = base::make_grid(16, 16, 4);
    const auto values = sample(settings, {1, 2, 90}, grid, -300);
    CHECK(close(integral(values, grid), 0.5 * 4.5, 1e-6, 0));
    // Turned by 90 degrees about (1, 2): the centre lies at (1, 3), the long side is upright.
    const auto at = [&](double x, double y) {
        const int i = grid.nearest_iy(y) * grid.nx + grid.nearest_ix(x);
        return static_cast<double>(values[static_cast<std::size_t>(i)]);
    };
    CHECK(close(at(1.1, 4.3), 0.5, 1e-6, 0));
    CHECK(close(at(2.1, 3.1), 0, 0, 1e-9));
}

TEST_CASE("attention to a feature favours the channels that prefer it, the shorter way round") {
    engine::NetworkDescription network;
    network.populations.resize(3);
    network.populations[0].name = "Attention.spotlight";
    network.populations[0].input = engine::ExternalInput::Attention;
    network.populations[1].name = "Attention.orientation";
    network.populations[1].input = engine::ExternalInput::Attention;
    network.populations[1].axes = {{"orientation", "deg", {0, 45, 90, 135}, {}, 180}};
    app::AttentionSettings settings;
    settings.feature = app::FeatureAttention{"orientation", 170, 30};
    auto factors = app::attention_channels(settings, network, {});
    CHECK(factors["Attention.spotlight"] == std::vector<double>{0});
    const auto& tuned = factors["Attention.orientation"];
    REQUIRE(tuned.size() == 4);
    CHECK(close(tuned[0], std::exp(-0.5 * 100 / 900.0), 1e-12, 0));
    CHECK(close(tuned[3], std::exp(-0.5 * 35 * 35 / 900.0), 1e-12, 0));
    CHECK(tuned[0] > tuned[3]);
    settings.sigma_deg = 2;
    CHECK(app::attention_channels(settings, network, {})["Attention.spotlight"].front() == 1);
    settings.feature->axis = "orientaton";
    const config::Node node = config::load_text("{feature: {axis: orientaton}}", "test.yaml");
    CHECK_THROWS_WITH_AS(app::attention_channels(settings, network, node),
                         doctest::Contains("did you mean 'orientation'?"), base::ConfigError);
    settings.feature.reset();
    CHECK(app::attention_channels(settings, network, {}).empty());
}
