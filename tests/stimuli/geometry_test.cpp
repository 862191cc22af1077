#include "sim/base/errors.h"
#include "stimuli/geometry/make_outline.h"
#include "tests/stimuli/rendering.h"
#include "tests/support/allowed_folder.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

using namespace ventral;
using namespace ventral::test;
using stimuli::Point;

TEST_CASE("cosine and sine are exact at multiples of 90 degrees and right elsewhere") {
    const double table[][3] = {{0, 1, 0},   {90, 0, 1},    {180, -1, 0},  {270, 0, -1},
                               {360, 1, 0}, {-90, 0, -1},  {-180, -1, 0}, {-360, 1, 0},
                               {450, 0, 1}, {-450, 0, -1}, {3.6e7, 1, 0}, {-3.6e7, 1, 0}};
    for (const auto& [angle, cosine, sine] : table) {
        const stimuli::CosSin turn = stimuli::cos_sin_deg(angle);
        CAPTURE(angle);
        CHECK(turn.cos == cosine);
        CHECK(turn.sin == sine);
    }
    for (int i = 0; i < 116; ++i) {
        const double angle = -1000 + 17.3 * i;
        const stimuli::CosSin turn = stimuli::cos_sin_deg(angle);
        CHECK(close(turn.cos, std::cos(angle * std::numbers::pi / 180), 0, 1e-13));
        CHECK(close(turn.sin, std::sin(angle * std::numbers::pi / 180), 0, 1e-13));
    }
}

TEST_CASE("a transform turns, then shifts, and its inverse takes it back") {
    const stimuli::Transform move(1, 2, 90);
    CHECK(move.apply({3, 0}) == Point{1, 5});
    CHECK(move.apply_inverse({1, 5}) == Point{3, 0});
    const stimuli::Transform both = move.after(stimuli::Transform(1, 0, 90));
    CHECK(both.apply({1, 0}) == move.apply(stimuli::Transform(1, 0, 90).apply({1, 0})));
    CHECK(stimuli::Transform::about({2, 1}, 180).apply({3, 1}) == Point{1, 1});
}

TEST_CASE("points are inside a ring but not in its hole, and know the nearest border") {
    const auto ring = stimuli::make_outline(stimuli::Ring{1, 0, 4, 2, 0, 360});
    CHECK(contains(ring, {2.5, 0}));
    CHECK_FALSE(contains(ring, {1, 0}));
    CHECK_FALSE(contains(ring, {4, 0}));
    CHECK(close(nearest_border(ring, {2.75, 0}).distance_deg, 0.25, 1e-3, 0));
    CHECK(close(nearest_border(ring, {1.5, 0}).point.x_deg, 2, 1e-3, 0));
}

TEST_CASE("a border meets what it crosses, holds or touches, and nothing else") {
    const auto square = stimuli::make_outline(stimuli::Square{0, 0, 2, 0});
    const auto box = [](double x, double y, double side) {
        auto corners = stimuli::make_rectangle(side, side);
        for (Point& p : corners) {
            p = {p.x_deg + x, p.y_deg + y};
        }
        return corners;
    };
    CHECK(border_meets(square, box(1, 0, 0.5)));
    CHECK(border_meets(square, box(0, 0, 4)));
    CHECK_FALSE(border_meets(square, box(0, 0, 1.9)));
    CHECK_FALSE(border_meets(square, box(3, 0, 1)));
}

TEST_CASE("self-crossing outlines are found, concave ones are not taken for them") {
    using stimuli::Outline;
    CHECK(find_self_crossing(Outline{{{{0, 0}, {2, 2}, {2, 0}, {0, 2}}}}).has_value());
    CHECK_FALSE(
        find_self_crossing(Outline{{{{0, 0}, {2, 0}, {1, 1}, {2, 2}, {0, 2}}}}).has_value());
    const Outline hole_outside{{{{0, 0}, {2, 0}, {2, 2}, {0, 2}}, {{1, 1}, {1, 3}, {3, 1}}}};
    CHECK(find_self_crossing(hole_outside).has_value());
}

TEST_CASE("a border that closes over the inside is filled") {
    const auto thin = stimuli::make_border(stimuli::make_outline(stimuli::Square{0, 0, 2, 0}), 0.2);
    CHECK(close(area(thin), 2.2 * 2.2 - 1.8 * 1.8, 1e-12, 0));
    const auto thick = stimuli::make_border(stimuli::make_outline(stimuli::Square{0, 0, 2, 0}), 5);
    CHECK(close(area(thick), 49, 1e-12, 0));
}

TEST_CASE("an outline can come from a CSV file") {
    const test::AllowedFolder folder;
    const std::string path = folder.file("outline.csv");
    std::ofstream(path) << "x_deg,y_deg\n0,0\n2, 0\n\n2,2\r\n0,2\n";
    const std::string element = "{polygon: {points_deg: '" + path + "', luminance: 2}}";
    const auto display = display_with(element);
    const base::Grid grid = base::make_grid(8, 8, 8);
    CHECK(close(area_of(picture(display, grid), grid), 4, 1e-5, 0));
    std::ofstream(path) << "x_deg,y_deg\n0,0\n2;0\n";
    try {
        display_with(element);
        FAIL("the file was accepted");
    } catch (const base::ConfigError& error) {
        CHECK(std::string(error.what()).find(".csv:3: no point: 2;0") != std::string::npos);
        CHECK(error.fault().line == 3);
    }
    std::filesystem::remove(path);
    CHECK_THROWS_AS(display_with(element), base::ConfigError);
}
