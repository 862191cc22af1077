#include "stimuli/render/canvas.h"
#include "tests/stimuli/rendering.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ventral;
using namespace ventral::test;

namespace {

const base::Grid kGrid = base::make_grid(8, 8, 8);

std::string number(double value) {
    return std::to_string(value);
}

/// An element with an orientation, written with the given angle.
using Written = std::string (*)(double);

std::vector<float> seen(Written element, double angle_deg, double time_ms = 0) {
    return picture(display_with(element(angle_deg)), kGrid, time_ms);
}

std::string grating(double angle) {
    return "{grating: {spatial_frequency_cpd: 0.8, michelson_contrast: 0.9, phase_deg: 90, "
           "diameter_deg: 6, orientation_deg: " +
           number(angle) + "}}";
}

std::string square_wave(double angle) {
    return "{grating: {spatial_frequency_cpd: 0.8, michelson_contrast: 0.9, phase_deg: 90, "
           "waveform: square, orientation_deg: " +
           number(angle) + "}}";
}

std::string gabor(double angle) {
    return "{gabor: {spatial_frequency_cpd: 0.8, michelson_contrast: 0.9, phase_deg: 90, "
           "sigma_deg: 0.8, aspect_ratio: 2, orientation_deg: " +
           number(angle) + "}}";
}

std::string bar(double angle) {
    return "{bar: {length_deg: 4, width_deg: 0.5, luminance: 2, orientation_deg: " + number(angle) +
           "}}";
}

std::string lines(double angle) {
    return "{line_texture: {element_length_deg: 0.6, element_width_deg: 0.1, density_per_deg2: 3, "
           "luminance: 2, orientation_deg: " +
           number(angle) +
           ", regions: {f: {disk: {diameter_deg: 3}, orientation_deg: " + number(angle + 90) +
           "}}}}";
}

std::string drifting(double angle) {
    return "{grating: {spatial_frequency_cpd: 0.8, michelson_contrast: 0.9, motion: drifting, "
           "temporal_frequency_hz: 4, direction_deg: " +
           number(angle) + "}}";
}

std::string moving(double angle) {
    return "{disk: {diameter_deg: 1, luminance: 2}, movement: {speed_deg_per_s: 20, "
           "direction_deg: " +
           number(angle) + "}}";
}

constexpr double kTimeMs = 60;

}  // namespace

TEST_CASE("orientations have a period of 180 degrees, in both senses and beyond a turn") {
    for (const Written element : {grating, square_wave, gabor, bar, lines}) {
        for (const double angle : {0., 30., 90., -45.}) {
            CAPTURE(element(angle));
            const auto expected = seen(element, angle);
            for (const double turn : {180., -180., 360., -360., 540., -1800.}) {
                CAPTURE(turn);
                CHECK(largest_difference(seen(element, angle + turn), expected) < 2e-5);
            }
            CHECK(largest_difference(seen(element, angle + 90), expected) > 0.1);
        }
    }
}

TEST_CASE("an orientation of 90 degrees is 0 degrees turned counter-clockwise, -90 clockwise") {
    for (const Written element : {bar, gabor}) {
        CAPTURE(element(0));
        const auto horizontal = seen(element, 0);
        CHECK(largest_difference(seen(element, 90), turned(horizontal, kGrid)) < 2e-5);
        CHECK(largest_difference(seen(element, -90), turned(horizontal, kGrid)) < 2e-5);
    }
    const auto horizontal = seen(bar, 0);
    CHECK(at(horizontal, kGrid, 1.5, 0.1) > 0.9);
    CHECK(at(horizontal, kGrid, 0.1, 1.5) < 0.1);
    const auto slanted = seen(bar, 45);
    CHECK(at(slanted, kGrid, 1.1, 1.1) > 0.9);  // up on the right
    CHECK(at(slanted, kGrid, 1.1, -1.1) < 0.1);
}

TEST_CASE("directions have a period of 360 degrees, and half a turn reverses them") {
    for (const Written element : {drifting, moving}) {
        for (const double angle : {0., 30., 90., -90.}) {
            CAPTURE(element(angle));
            const auto expected = seen(element, angle, kTimeMs);
            for (const double turn : {360., -360., 720., -3600.}) {
                CAPTURE(turn);
                CHECK(largest_difference(seen(element, angle + turn, kTimeMs), expected) < 2e-5);
            }
            CHECK(largest_difference(seen(element, angle + 180, kTimeMs), expected) > 0.1);
            CHECK(largest_difference(seen(element, angle - 180, kTimeMs), expected) > 0.1);
        }
    }
    const auto up = seen(moving, 90, kTimeMs);  // 1.2 deg above the centre
    CHECK(at(up, kGrid, 0.05, 1.2) > 0.9);
    CHECK(at(up, kGrid, 0.05, -1.2) < 0.1);
}

TEST_CASE("displays are drawn at 40 pixels per degree or more, in whole blocks per sample") {
    for (const double density : {1., 2., 3., 6., 7., 8., 24., 39., 40., 41., 60.}) {
        const base::Grid grid = base::make_grid(4, 2, density);
        const stimuli::FineGrid fine =
            stimuli::make_fine_grid(grid, stimuli::DisplayInput::oversampling());
        CAPTURE(density);
        CHECK(stimuli::DisplayInput::oversampling() >= 40);
        CHECK(fine.per_sample * density >= 40);
        CHECK((fine.per_sample - 1) * density < 40);
        CHECK(fine.pixels.nx == grid.nx * fine.per_sample);
        CHECK(fine.pixels.ny == grid.ny * fine.per_sample);
    }
}

TEST_CASE("a sample is the mean light of its square, as filtered from a finer picture") {
    for (const Written element : {grating, square_wave, gabor, bar, drifting, moving}) {
        const base::Grid coarse = base::make_grid(4, 4, 4);
        const base::Grid fine = base::make_grid(4, 4, 80);
        const stimuli::Display display = display_with(element(30));
        const auto values = picture(display, coarse);
        const auto detailed = picture(display, fine);
        CAPTURE(element(30));
        double largest = 0;
        for (int y = 0; y < coarse.ny; ++y) {
            for (int x = 0; x < coarse.nx; ++x) {
                double sum = 0;
                for (int i = 0; i < 400; ++i) {
                    sum += static_cast<double>(
                        detailed[index_of(fine, 20 * x + i % 20, 20 * y + i / 20)]);
                }
                largest = std::max(
                    largest,
                    std::abs(sum / 400 - static_cast<double>(values[index_of(coarse, x, y)])));
            }
        }
        CHECK(largest < 0.003);
    }
}
