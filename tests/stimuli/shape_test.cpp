#include "stimuli/geometry/contour_shape.h"
#include "stimuli/geometry/make_outline.h"
#include "stimuli/geometry/spline.h"
#include "tests/stimuli/rendering.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <numbers>
#include <string>
#include <utility>
#include <vector>

using namespace ventral;
using namespace ventral::test;

namespace {

const base::Grid kGrid = base::make_grid(12, 12, 8);
constexpr double kPi = std::numbers::pi;

double rendered_area(const std::string& element) {
    return area_of(picture(display_with(element), kGrid), kGrid);
}

}  // namespace

TEST_CASE("a blank display is exactly 0") {
    for (const char* background : {"0.1", "0.3", "0.7", "82"}) {
        const auto values =
            picture(display_of(std::string("background: ") + background + "\n"), kGrid);
        CHECK(largest_difference(values, std::vector<float>(values.size(), 0.0F)) == 0);
    }
}

TEST_CASE("the area of every shape is right to 0.1 % at 8 samples per degree") {
    const std::vector<std::pair<std::string, double>> shapes = {
        {"{square: {side_deg: 4, luminance: 2}}", 16},
        {"{square: {side_deg: 1.37, x_deg: 0.313, y_deg: -0.171, luminance: 2}}", 1.37 * 1.37},
        {"{square: {side_deg: 3, rotation_deg: 33, x_deg: 0.1, luminance: 2}}", 9},
        {"{rectangle: {width_deg: 5.3, height_deg: 0.41, rotation_deg: -71, luminance: 2}}",
         5.3 * 0.41},
        {"{bar: {length_deg: 2.2, width_deg: 0.03, orientation_deg: 17, luminance: 2}}",
         2.2 * 0.03},
        {"{disk: {diameter_deg: 4, luminance: 2}}", 4 * kPi},
        {"{disk: {diameter_deg: 0.31, x_deg: 1.234, y_deg: 0.777, luminance: 2}}",
         0.25 * 0.31 * 0.31 * kPi},
        {"{ellipse: {width_deg: 5, height_deg: 2, rotation_deg: 20, luminance: 2}}", 2.5 * kPi},
        {"{ring: {outer_diameter_deg: 5, inner_diameter_deg: 4, luminance: 2}}",
         0.25 * (25 - 16) * kPi},
        {"{ring: {outer_diameter_deg: 6, inner_diameter_deg: 2, start_deg: 30, sweep_deg: 90, "
         "luminance: 2}}",
         0.25 * 0.25 * (36 - 4) * kPi},
        {"{ring: {outer_diameter_deg: 6, inner_diameter_deg: 0, sweep_deg: 60, luminance: 2}}",
         0.25 * 36 * kPi / 6},
        {"{polygon: {points_deg: [[-2, -2], [2, -2], [2, 2], [1, 2], [1, -1], [-2, -1]], "
         "luminance: 2}}",
         4 + 3},
        {"{polygon: {points_deg: [[-2, -2], [-2, 2], [2, 2], [2, -2]], holes_deg: [[[-1, -1], "
         "[1, -1], [0, 1]]], luminance: 2}}",
         16 - 2},
        {"{square: {side_deg: 4, line_width_deg: 0.1, luminance: 2}}", 4.1 * 4.1 - 3.9 * 3.9},
        {"{disk: {diameter_deg: 4, line_width_deg: 0.07, luminance: 2}}",
         0.25 * kPi * (4.07 * 4.07 - 3.93 * 3.93)},
    };
    for (const auto& [element, expected] : shapes) {
        CAPTURE(element);
        CHECK(close(rendered_area(element), expected, 1e-3, 0));
    }
}

TEST_CASE("area coverage is exact for straight sides at any grid") {
    for (const double density : {3.0, 8.0, 13.0, 40.0, 61.0}) {
        const base::Grid grid = base::make_grid(8, 8, density);
        const auto values = picture(
            display_with("{square: {side_deg: 3, rotation_deg: 27, x_deg: 0.3, luminance: 2}}"),
            grid);
        CAPTURE(density);
        CHECK(close(area_of(values, grid), 9, 1e-5, 0));
    }
}

TEST_CASE("a square is uniform inside, 0 outside and shared at its border") {
    const base::Grid grid = base::make_grid(8, 8, 4);
    const auto values = picture(display_with("{square: {side_deg: 4.25, luminance: 1.5}}"), grid);
    CHECK(close(at(values, grid, 0.125, 0.125), 0.5, 0, 1e-7));
    CHECK(at(values, grid, 3.125, 0.125) == 0);
    CHECK(close(at(values, grid, 2.125, 0.125), 0.25, 0, 1e-6));
    CHECK(close(at(values, grid, 2.125, 2.125), 0.125, 0, 1e-6));
}

TEST_CASE("a colour is shown by its luminance, of which white has 1") {
    const base::Grid grid = base::make_grid(4, 4, 4);
    const auto shown = [&](const std::string& kind, const std::string& light) {
        return picture(display_of("background: 0.5\nelements: {it: {" + kind + light + "}}}\n"),
                       grid);
    };
    const std::string square = "square: {side_deg: 2, ";
    // L / 0.5 - 1 of sRGB white, middle grey, red, green and blue.
    for (const auto& [colour, luminance] :
         {std::pair{"[1, 1, 1]", 1.0}, std::pair{"[0.5, 0.5, 0.5]", 0.2140411405},
          std::pair{"[1, 0, 0]", 0.2126}, std::pair{"[0, 1, 0]", 0.7152},
          std::pair{"[0, 0, 1]", 0.0722}}) {
        CAPTURE(colour);
        const auto values = shown(square, std::string("colour: ") + colour);
        CHECK(close(at(values, grid, 0.1, 0.1), luminance / 0.5 - 1, 0, 1e-6));
    }
    for (const std::string kind :
         {"uniform: {", "curve: {width_deg: 0.2, points_deg: [[-1, 0], [1, 1]], ",
          "line_texture: {element_length_deg: 1, element_width_deg: 0.1, density_per_deg2: 2, ",
          "dot_texture: {dot_diameter_deg: 0.3, density_per_deg2: 3, "}) {
        CAPTURE(kind);
        CHECK(largest_difference(shown(kind, "colour: [0, 1, 0]"),
                                 shown(kind, "luminance: 0.7152")) < 1e-6);
    }
}

TEST_CASE("a colour is converted with a warning, and refused where luminance is in candela") {
    const std::string element = "elements: {it: {square: {side_deg: 2, colour: [1, 0, 0]}}}\n";
    const auto warnings = stimuli::display_warnings(display_of("background: 0.5\n" + element));
    REQUIRE(warnings.size() == 1);
    CHECK(warnings.front() == "element 'it': its colour was converted to luminance (Rec. 709)");
    CHECK(
        stimuli::display_warnings(display_with("{disk: {diameter_deg: 1, luminance: 1}}")).empty());
    CHECK_THROWS_WITH_AS(display_of("background: 20\nluminance_unit: cd_per_m2\n" + element),
                         doctest::Contains("no luminance in candela"), base::ConfigError);
}

TEST_CASE("a shape may reach beyond the grid on every side") {
    const base::Grid grid = base::make_grid(4, 4, 8);
    for (const char* element : {"{disk: {diameter_deg: 300, luminance: 2}}",
                                "{square: {side_deg: 90, rotation_deg: 45, luminance: 2}}"}) {
        const auto values = picture(display_with(element), grid);
        CHECK(largest_difference(values, std::vector<float>(values.size(), 1.0F)) < 1e-6);
    }
    const auto half = picture(
        display_with("{rectangle: {x_deg: 50, width_deg: 100, height_deg: 100, luminance: 2}}"),
        grid);
    CHECK(close(mean_of(half), 0.5, 1e-6, 0));
}

TEST_CASE("later elements occlude earlier ones and earlier ones show beside them") {
    const auto values = picture(display_of("background: 0.5\n"
                                           "elements:\n"
                                           "  back: {square: {side_deg: 4, luminance: 0.8}}\n"
                                           "  front: {square: {side_deg: 4, x_deg: 2, y_deg: 1, "
                                           "luminance: 0.2}}\n"),
                                kGrid);
    CHECK(close(at(values, kGrid, -1, 0), 0.6, 0, 1e-6));
    CHECK(close(at(values, kGrid, 1, 0), -0.6, 0, 1e-6));
    CHECK(close(at(values, kGrid, 1, -1.5), 0.6, 0, 1e-6));
    CHECK(close(at(values, kGrid, 3, 2.5), -0.6, 0, 1e-6));
    CHECK(at(values, kGrid, -4, 0) == 0);
}

TEST_CASE("a filter multiplies the light below and a film adds its own") {
    const auto values =
        picture(display_of("background: 0.5\n"
                           "elements:\n"
                           "  square: {square: {side_deg: 4, luminance: 0.8}}\n"
                           "  filter: {square: {side_deg: 2, x_deg: 2, transmittance: 0.5}}\n"
                           "  film: {square: {side_deg: 2, x_deg: -2, transmittance: 0.25, "
                           "luminance: 1}}\n"),
                kGrid);
    CHECK(close(at(values, kGrid, 1.5, 0), 0.5 * 0.8 / 0.5 - 1, 0, 1e-6));
    CHECK(close(at(values, kGrid, 2.5, 0), -0.5, 0, 1e-6));
    CHECK(close(at(values, kGrid, -1.5, 0), (0.25 * 0.8 + 0.75) / 0.5 - 1, 0, 1e-6));
    CHECK(close(at(values, kGrid, -2.5, 0), (0.25 * 0.5 + 0.75) / 0.5 - 1, 0, 1e-6));
}

TEST_CASE("an element can be cut to a shape, cut out of one, faded and added") {
    const auto values =
        picture(display_of("background: 1\n"
                           "elements:\n"
                           "  a: {uniform: {luminance: 2}, inside: {disk: {diameter_deg: 4}}, "
                           "outside: {square: {side_deg: 1}}}\n"
                           "  b: {square: {side_deg: 6, luminance: 3}, blend: add, opacity: 0.25}"
                           "\n"),
                kGrid);
    CHECK(close(area_of(values, kGrid), 4 * kPi - 1 + 36 * 2 * 0.25, 1e-4, 0));
    CHECK(close(at(values, kGrid, 0, 1), 1.5, 0, 1e-6));
    CHECK(close(at(values, kGrid, 0, 0), 0.5, 0, 1e-6));
}

TEST_CASE("a curve has its width, its gaps and its end disks, and may cross itself") {
    const std::string straight =
        "{curve: {points_deg: [[-4, 0], [4, 0]], width_deg: 0.2, luminance: 2";
    CHECK(close(rendered_area(straight + "}}"), 1.6, 1e-3, 0));
    CHECK(close(rendered_area(straight + ", gaps_deg: [[1, 2], [4, 4.5]]}}"), 1.3, 1e-3, 0));
    CHECK(close(rendered_area(straight + ", rotation_deg: 31}}"), 1.6, 3e-3, 0));
    CHECK(close(rendered_area("{curve: {points_deg: [[-4, 0], [4, 0]], width_deg: 0.02, "
                              "luminance: 2}}"),
                0.16, 1e-3, 0));
    const double disks = rendered_area(straight + ", end_disk_diameter_deg: 1.5}}");
    CHECK(close(disks, 1.6 + 0.25 * kPi * 2.25 - 0.75 * 0.2, 3e-3, 0));
    const double crossing = rendered_area(
        "{curve: {points_deg: [[-3, -3], [3, 3], [3, -3], [-3, 3]], spline: false, width_deg: "
        "0.2, luminance: 2}}");
    const double joints = 2 * 0.125 * kPi * 0.04 * 0.75;  // two outer round corners of 135 degrees
    CHECK(close(crossing, (2 * std::sqrt(72.0) + 6) * 0.2 - 0.04, 5e-3, joints));
}

TEST_CASE("a spline passes through its points") {
    const std::vector<stimuli::Point> points = {{0, 0}, {1, 2}, {3, 1}, {4, 4}};
    for (const bool closed : {false, true}) {
        const auto curve = stimuli::spline_through(points, closed, 0.05);
        for (const stimuli::Point& p : points) {
            double nearest = 1e9;
            for (const stimuli::Point& q : curve) {
                nearest = std::min(nearest, std::hypot(p.x_deg - q.x_deg, p.y_deg - q.y_deg));
            }
            CHECK(nearest < 1e-12);
        }
    }
}

TEST_CASE("a contour has the radius and the curvature that its knots ask for") {
    stimuli::ContourShape shape;
    shape.diameter_deg = 2;
    shape.knots = {{0, 1.3, 3}, {90, 1, 1}, {180, 0.8, -0.5}, {270, 1.1, 1.5}};
    for (const stimuli::ContourKnot& knot : shape.knots) {
        const double h = 1e-3;  // radians
        const auto r = [&](double step) {
            return stimuli::contour_radius_deg(shape, knot.angle_deg + step * h * 180 / kPi);
        };
        const double slope = (r(1) - r(-1)) / (2 * h);
        const double bend = (r(1) - 2 * r(0) + r(-1)) / (h * h);
        const double curvature = (r(0) * r(0) + 2 * slope * slope - r(0) * bend) /
                                 std::pow(r(0) * r(0) + slope * slope, 1.5);
        CAPTURE(knot.angle_deg);
        CHECK(close(r(0), knot.radius, 1e-12, 0));
        CHECK(close(curvature, knot.curvature, 0, 2e-2));
    }
    shape.knots = {{0, 1, 1}, {120, 1, 1}};
    CHECK(close(stimuli::area(stimuli::make_outline(shape)), kPi, 1e-4, 0));
}

TEST_CASE("a morph is its first outline at 0, its second at 1 and between them at 0.5") {
    const auto area_at = [](const std::string& weight) {
        return rendered_area(
            "{morph: {from_deg: [[-1, -1], [1, -1], [1, 1], [-1, 1]], "
            "to_deg: [[-2, -2], [2, -2], [2, 2], [-2, 2]], luminance: 2, weight: " +
            weight + "}}");
    };
    CHECK(close(area_at("0"), 4, 1e-3, 0));
    CHECK(close(area_at("1"), 16, 1e-3, 0));
    CHECK(close(area_at("0.5"), 9, 1e-3, 0));
}

TEST_CASE("a gradient runs between its luminances and is constant beyond") {
    const auto values = picture(display_with("{gradient: {direction_deg: 90, length_deg: 4, "
                                             "from_luminance: 0.5, to_luminance: 1.5}}"),
                                kGrid);
    CHECK(close(mean_of(values), 0, 0, 1e-6));
    CHECK(close(at(values, kGrid, 0, -3), -0.5, 0, 1e-6));
    CHECK(close(at(values, kGrid, 0, 3), 0.5, 0, 1e-6));
    CHECK(close(at(values, kGrid, -4, 1.0625), 0.265625, 0, 1e-5));
}

TEST_CASE("members of a group are placed and turned with it") {
    const auto group = picture(display_of("background: 1\n"
                                          "elements:\n"
                                          "  g:\n"
                                          "    group:\n"
                                          "      x_deg: 1\n"
                                          "      y_deg: -1\n"
                                          "      rotation_deg: 90\n"
                                          "      elements:\n"
                                          "        bar: {rectangle: {x_deg: 2, width_deg: 2, "
                                          "height_deg: 0.5, luminance: 2}}\n"),
                               kGrid);
    const auto alone =
        picture(display_with("{rectangle: {x_deg: 1, y_deg: 1, width_deg: 0.5, height_deg: 2, "
                             "luminance: 2}}"),
                kGrid);
    CHECK(largest_difference(group, alone) < 1e-6);
}
