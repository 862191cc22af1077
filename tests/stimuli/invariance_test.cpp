#include "tests/stimuli/rendering.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ventral;
using namespace ventral::test;

namespace {

const base::Grid kGrid = base::make_grid(10, 10, 6);

/// One element of every kind that needs no file.
const std::vector<std::string> kElements = {
    "{square: {x_deg: 1, side_deg: 3, luminance: 2}}",
    ("{rectangle: {y_deg: 1, width_deg: 3, height_deg: 1, rotation_deg: 20, luminance: 2, "
     "line_width_deg: 0.2}}"),
    "{bar: {length_deg: 3, width_deg: 0.3, orientation_deg: 50, luminance: 2}}",
    "{disk: {x_deg: 1, diameter_deg: 2, luminance: 2}}",
    "{ellipse: {width_deg: 4, height_deg: 1, rotation_deg: 70, luminance: 2}}",
    "{ring: {outer_diameter_deg: 4, inner_diameter_deg: 3, sweep_deg: 200, luminance: 2}}",
    "{polygon: {points_deg: [[-1, -1], [2, -1], [0, 2]], spline: true, luminance: 2}}",
    ("{contour_shape: {diameter_deg: 2, knots: [{angle_deg: 0, radius: 1.5, curvature: 3}, "
     "{angle_deg: 180}], luminance: 2}}"),
    "{curve: {points_deg: [[-2, 0], [0, 1], [2, -1]], width_deg: 0.2, luminance: 2}}",
    "{gradient: {direction_deg: 20, length_deg: 5, from_luminance: 0, to_luminance: 2}}",
    ("{grating: {spatial_frequency_cpd: 1, michelson_contrast: 1, orientation_deg: 30, "
     "diameter_deg: 4, x_deg: 1}}"),
    ("{grating: {spatial_frequency_cpd: 0.7, michelson_contrast: 1, direction_deg: 30, "
     "waveform: square, motion: drifting, temporal_frequency_hz: 3, diameter_deg: 4, edge: "
     "gaussian}}"),
    ("{gabor: {spatial_frequency_cpd: 1, michelson_contrast: 1, sigma_deg: 1, aspect_ratio: "
     "2}}"),
    ("{line_texture: {element_length_deg: 0.6, element_width_deg: 0.1, density_per_deg2: 4, "
     "luminance: 2, regions: {f: {disk: {diameter_deg: 4}, orientation_deg: 60}}}}"),
    ("{dot_texture: {dot_diameter_deg: 0.2, density_per_deg2: 4, weber_contrast: 1, "
     "dark_fraction: 0.5}}"),
    "{spectral_noise: {size_deg: 6, max_frequency_cpd: 2, rms_contrast: 0.2}}",
    "{dead_leaves: {size_deg: 5, min_diameter_deg: 0.5, max_diameter_deg: 2}}",
    "{mapping_noise: {pixel_deg: 0.7}}",
    ("{square: {x_deg: 1, side_deg: 2, luminance: 2}, movement: {direction_deg: 10, "
     "speed_deg_per_s: 5, spin_deg_per_s: 30}, inside: {disk: {diameter_deg: 3}}}"),
};

constexpr double kTimeMs = 130;

}  // namespace

TEST_CASE("a display turned by 90 degrees gives the picture turned by 90 degrees") {
    for (const std::string& element : kElements) {
        const stimuli::Display display = display_with(element);
        auto expected = picture(display, kGrid, kTimeMs);
        CAPTURE(element);
        CHECK(sd_of(expected) > 0.01);
        for (const double rotation : {90., 180., 270.}) {
            expected = turned(expected, kGrid);
            CAPTURE(rotation);
            const auto values = picture(display, kGrid, kTimeMs, 1, {0, 0, rotation});
            CHECK(largest_difference(values, expected) < 1e-5);
        }
    }
}

TEST_CASE("a display shifted by whole samples gives the picture shifted by them") {
    constexpr int kRight = 5;
    constexpr int kDown = 3;
    for (const std::string& element : kElements) {
        const stimuli::Display display = display_with(element);
        const auto still = picture(display, kGrid, kTimeMs);
        const auto moved = picture(display, kGrid, kTimeMs, 1, {kRight / 6.0, -kDown / 6.0, 0});
        double largest = 0;
        for (int y = 0; y < kGrid.ny - kDown; ++y) {
            for (int x = kRight; x < kGrid.nx; ++x) {
                const auto to = index_of(kGrid, x, y);
                const auto from = index_of(kGrid, x - kRight, y + kDown);
                largest = std::max(largest, std::abs(static_cast<double>(moved[to] - still[from])));
            }
        }
        CAPTURE(element);
        CHECK(largest < 1e-5);
    }
}

TEST_CASE("turning by whole turns changes nothing") {
    for (const std::string& element : kElements) {
        const stimuli::Display display = display_with(element);
        const auto still = picture(display, kGrid, kTimeMs);
        CAPTURE(element);
        for (const double rotation : {360., -360., 1080.}) {
            CHECK(largest_difference(picture(display, kGrid, kTimeMs, 1, {0, 0, rotation}), still) <
                  1e-6);
        }
    }
}

TEST_CASE("rendering converges: coarse and fine grids see the same light") {
    for (const std::string& element : kElements) {
        const stimuli::Display display = display_with(element);
        const base::Grid fine = base::make_grid(10, 10, 60);
        const auto coarse = picture(display, kGrid, kTimeMs);
        const auto detailed = picture(display, fine, kTimeMs);
        std::vector<float> gaps;
        for (std::size_t y = 0; y < 60; ++y) {
            for (std::size_t x = 0; x < 60; ++x) {
                double sum = 0;
                for (std::size_t j = 0; j < 10; ++j) {
                    for (std::size_t i = 0; i < 10; ++i) {
                        sum += static_cast<double>(detailed[(10 * y + j) * 600 + 10 * x + i]);
                    }
                }
                gaps.push_back(static_cast<float>(sum / 100) - coarse[y * 60 + x]);
            }
        }
        CAPTURE(element);
        CHECK(std::abs(mean_of(gaps)) < 1e-3);
        CHECK(sd_of(gaps) < 0.005);
    }
}
