#include "models/channel_space.h"
#include "tests/models/axes.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

using namespace ventral;
using models::ChannelSpace;
using test::circular_axis;
using test::close;
using test::label_axis;

TEST_CASE("The last axis runs fastest, and a channel is found from its indices") {
    const ChannelSpace space(
        {circular_axis("orientation", 8, 180), label_axis("side", {"left", "right"})});
    CHECK(space.size() == 16);
    CHECK(space.index(5, 0) == 2);
    CHECK(space.index(5, 1) == 1);
    CHECK(close(space.coordinate(5, 0), 45.0, 0, 1e-12));
    CHECK(space.with_index(5, 1, 0) == 4);
    CHECK(space.with_index(5, 0, 7) == 15);
}

TEST_CASE("The figure lies 90 degrees counter-clockwise of a border that it owns on its left") {
    const ChannelSpace space(
        {circular_axis("orientation", 4, 180), label_axis("side", {"left", "right"})});
    const int vertical_left = 2 * 2;
    CHECK(close(*space.attribute(vertical_left, "figure_direction"), 180.0, 0, 1e-12));
    CHECK(close(*space.attribute(vertical_left + 1, "figure_direction"), 0.0, 0, 1e-12));
    CHECK(close(*space.attribute(0, "figure_direction"), 90.0, 0, 1e-12));
    CHECK(close(*space.attribute(1, "figure_direction"), 270.0, 0, 1e-12));
    CHECK(space.period("figure_direction") == 360.0);
    CHECK(space.axes_of_attribute("figure_direction").size() == 2);
}

TEST_CASE("There is no figure direction without sides") {
    const ChannelSpace space({circular_axis("orientation", 4, 180)});
    CHECK_FALSE(space.attribute(0, "figure_direction").has_value());
    CHECK_FALSE(space.attribute(0, "radius").has_value());
    CHECK(space.attribute_names() == std::vector<std::string>{"orientation"});
}

TEST_CASE("Distances on a circular axis go the shorter way round") {
    CHECK(close(models::distance_on_axis(170, 10, 180), 20.0, 0, 1e-12));
    CHECK(close(models::distance_on_axis(350, -10, 360), 0.0, 0, 1e-12));
    CHECK(close(models::distance_on_axis(4, 1, 0), 3.0, 0, 1e-12));
}
