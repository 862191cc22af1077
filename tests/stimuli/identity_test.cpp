#include "stimuli/identity.h"

#include "tests/stimuli/rendering.h"

#include <doctest/doctest.h>

#include <string>

using namespace ventral;
using namespace ventral::test;

namespace {

const stimuli::Shape kField = stimuli::Disk{0, 0, 1};

std::string square(double x_deg, double luminance, double background) {
    return "background: " + std::to_string(background) +
           "\nelements: {s: {square: {side_deg: 4, x_deg: " + std::to_string(x_deg) +
           ", luminance: " + std::to_string(luminance) + "}}}\n";
}

}  // namespace

TEST_CASE("a display is identical to itself and to one that differs only elsewhere") {
    const stimuli::DisplayInput near(display_of(square(2, 0.7, 0.5)), 1);
    const stimuli::DisplayInput wider(
        display_of("background: 0.5\nelements: {s: {rectangle: {width_deg: 6, height_deg: 8, "
                   "x_deg: 3, luminance: 0.7}}}\n"),
        1);
    CHECK(stimuli::largest_difference(near, near, kField, {0, 10}).largest == 0);
    CHECK(stimuli::largest_difference(near, wider, kField, {0}).largest < 1e-5);
    const auto outside = stimuli::largest_difference(near, wider, stimuli::Disk{0, 2, 1}, {-5, 5});
    CHECK(outside.largest > 0.39);
    CHECK(outside.place.y_deg > 2);
    CHECK(outside.time_ms == 5);
}

TEST_CASE("what lies just outside a round region does not count, what lies just inside does") {
    constexpr double kPlaceDeg = 1.0 / 6;
    const stimuli::DisplayInput whole(
        display_with("{spectral_noise: {size_deg: 8, rms_contrast: 0.3, max_frequency_cpd: 4}}"), 1,
        {kPlaceDeg, kPlaceDeg, 0});
    const stimuli::DisplayInput patch(
        display_with("{spectral_noise: {size_deg: 8, rms_contrast: 0.3, max_frequency_cpd: 4}, "
                     "inside: {disk: {diameter_deg: 2}}}"),
        1, {kPlaceDeg, kPlaceDeg, 0});
    const auto differ = [&](double diameter_deg) {
        return stimuli::largest_difference(whole, patch,
                                           stimuli::Disk{kPlaceDeg, kPlaceDeg, diameter_deg}, {0})
            .largest;
    };
    CHECK(differ(1.9) < 1e-5);
    CHECK(differ(2.1) > 0.01);
}

TEST_CASE("the local edge is the same for a light figure on the right and a dark one on the left") {
    // The same ground under both, so that contrast is counted from one luminance.
    const auto edge = [](const std::string& side) {
        return stimuli::DisplayInput(
            display_of(
                "background: 0.5\nelements:\n  ground: {uniform: {luminance: " +
                std::string(side == "right" ? "0.3" : "0.7") +
                "}}\n  figure: {square: {side_deg: 4, x_deg: " + (side == "right" ? "2" : "-2") +
                ", luminance: " + (side == "right" ? "0.7" : "0.3") + "}}\n"),
            1);
    };
    const stimuli::DisplayInput right = edge("right");
    const stimuli::DisplayInput left = edge("left");
    CHECK(stimuli::largest_difference(right, left, kField, {0}).largest < 1e-5);
    CHECK(stimuli::largest_difference(right, left, stimuli::Disk{0, 2, 1}, {0}).largest > 0.1);
}

TEST_CASE("complementary textures have the same pixels inside the figure") {
    const auto texture = [](const std::string& ground, const std::string& more) {
        return stimuli::DisplayInput(
            display_with("{line_texture: {element_length_deg: 0.5, element_width_deg: 0.1, "
                         "density_per_deg2: 5, luminance: 2, orientation_deg: " +
                         ground + more + "}}"),
            1);
    };
    const stimuli::DisplayInput figure =
        texture("135", ", regions: {f: {square: {side_deg: 4}, orientation_deg: 45}}");
    const stimuli::DisplayInput homogeneous = texture("45", "");
    CHECK(stimuli::largest_difference(figure, homogeneous, stimuli::Disk{0, 0, 2}, {0}).largest <
          1e-5);
    CHECK(stimuli::largest_difference(figure, homogeneous, stimuli::Disk{3, 0, 2}, {0}).largest >
          0.5);
}
