#include "models/unit_selection.h"
#include "sim/config/load.h"
#include "tests/models/axes.h"
#include "tests/sim/config/fault.h"

#include <doctest/doctest.h>

using namespace ventral;
using test::circular_axis;
using test::fault_of;
using test::label_axis;

namespace {

engine::NetworkDescription network() {
    engine::PopulationDescription border;
    border.name = "V2.border_ownership";
    border.grid = base::make_grid(8, 8, 2);
    border.axes = {circular_axis("orientation", 8, 180), label_axis("side", {"left", "right"})};
    engine::NetworkDescription network;
    network.populations = {border};
    return network;
}

/// The unit selected by YAML at a position.
models::Unit select(const std::string& yaml, double x = 0, double y = 0) {
    const config::Node node = config::load_text(yaml, "e.yaml");
    return models::select_unit(network(), "V2.border_ownership", models::read_properties(node), x,
                               y, node);
}

}  // namespace

TEST_CASE("A unit is selected by what it prefers and where its receptive field lies") {
    const models::Unit unit = select("{orientation_deg: 90, side: right}", -1.2, 2.2);
    CHECK(unit.channel == 4 * 2 + 1);
    CHECK(unit.x == 5);
    CHECK(unit.y == 12);
}

TEST_CASE("The nearest orientation is taken, round the circle") {
    CHECK(select("{orientation_deg: 40, side: left}").channel == 4);
    CHECK(select("{orientation_deg: 175, side: left}").channel == 0);
}

TEST_CASE("Axes that are left open are listed with their values") {
    const auto fault = fault_of([] { (void)select("{orientation_deg: 90}"); });
    CHECK(fault.what == "several units of V2.border_ownership match; say more under 'select'");
    CHECK(fault.allowed == "side: left | right");
    const auto population = network().populations[0];
    CHECK(models::select_channels(population, {{"side", "left", {}}}).size() == 8);
    CHECK(models::select_channels(population, {}).size() == 16);
}

TEST_CASE("Unknown properties, labels and populations name what is allowed") {
    const auto key = fault_of([] { (void)select("{orientation: 90, side: left}"); });
    CHECK(key.allowed == "orientation_deg, side");
    CHECK(key.hint == "did you mean 'orientation_deg'?");
    CHECK(key.line == 1);
    const auto label = fault_of([] { (void)select("{orientation_deg: 90, side: lft}"); });
    CHECK(label.allowed == "left, right");
    CHECK(label.hint == "did you mean 'left'?");
    const auto number = fault_of([] { (void)select("{orientation_deg: steep, side: left}"); });
    CHECK(number.what == "'orientation_deg' takes a number");
    const auto population =
        fault_of([] { (void)models::find_population(network(), "V2.border_ownershp"); });
    CHECK(population.hint == "did you mean 'V2.border_ownership'?");
}

TEST_CASE("A position outside the map is refused") {
    const auto fault = fault_of([] { (void)select("{orientation_deg: 90, side: left}", 5, 0); });
    CHECK(fault.allowed == "|x_deg| <= 4, |y_deg| <= 4");
}

TEST_CASE("Channels are described in the words by which they are selected") {
    CHECK(models::describe_channel(network().populations[0], 9) ==
          "orientation 90 deg, side right");
    CHECK(models::axis_key(network().populations[0].axes[0]) == "orientation_deg");
}
