#include "stimuli/render/random_field.h"
#include "tests/stimuli/rendering.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <numbers>
#include <set>
#include <string>

using namespace ventral;
using namespace ventral::test;

namespace {

constexpr double kPi = std::numbers::pi;
const base::Grid kGrid = base::make_grid(8, 8, 8);

/// Power of the field at u, v cycles over its size.
double power_at(const stimuli::RandomField& field, int u, int v) {
    double in_phase = 0;
    double quadrature = 0;
    const auto n = static_cast<std::size_t>(field.num);
    for (std::size_t y = 0; y < n; ++y) {
        for (std::size_t x = 0; x < n; ++x) {
            const double angle = 2 * kPi *
                                 (u * static_cast<double>(x) + v * static_cast<double>(y)) /
                                 static_cast<double>(n);
            in_phase += static_cast<double>(field.values[y * n + x]) * std::cos(angle);
            quadrature += static_cast<double>(field.values[y * n + x]) * std::sin(angle);
        }
    }
    return in_phase * in_phase + quadrature * quadrature;
}

}  // namespace

TEST_CASE("the amplitude of spectral noise falls as asked, at every orientation") {
    stimuli::SpectralNoise noise;
    noise.size_deg = 8;
    noise.max_frequency_cpd = 2;
    for (const double exponent : {0., 1., 2.}) {
        noise.exponent = exponent;
        const auto field = stimuli::make_random_field(noise, 1, "n", 0);
        const double reference = power_at(field, 2, 0);
        for (const auto& [u, v] :
             std::vector<std::pair<int, int>>{{4, 0}, {0, 8}, {6, 8}, {-3, 4}}) {
            const double ratio = std::pow(std::hypot(u, v) / 2, -2 * exponent);
            CAPTURE(u);
            CHECK(close(power_at(field, u, v) / reference, ratio, 1e-4, 0));
        }
        CHECK(power_at(field, 17, 0) < 1e-6 * reference);
    }
}

TEST_CASE("noise can be limited to a band of orientations") {
    stimuli::SpectralNoise noise;
    noise.size_deg = 8;
    noise.max_frequency_cpd = 2;
    noise.orientation_deg = 0;  // horizontal structure: wave vectors are vertical
    noise.orientation_bandwidth_deg = 40;
    const auto field = stimuli::make_random_field(noise, 1, "n", 0);
    CHECK(power_at(field, 0, 4) > 1);
    CHECK(power_at(field, 4, 0) < 1e-6 * power_at(field, 0, 4));
}

TEST_CASE("spectral noise has the mean and the RMS contrast asked for") {
    const auto values = picture(
        display_of("background: 0.5\nelements: {n: {spectral_noise: {size_deg: 8, rms_contrast: "
                   "0.15, max_frequency_cpd: 1.5, mean_luminance: 0.4}}}\n"),
        base::make_grid(8, 8, 40));
    CHECK(close((mean_of(values) + 1) * 0.5, 0.4, 1e-3, 0));
    CHECK(close(sd_of(values) * 0.5 / 0.4, 0.15, 0.02, 0));
}

TEST_CASE("moving noise changes with its frames, still noise with its seed and instance") {
    const auto display = display_with(
        "{spectral_noise: {size_deg: 8, rms_contrast: 0.2, max_frequency_cpd: 2, frame_ms: 20}}");
    const stimuli::DisplayInput input(display, 1);
    const auto first = picture(input, kGrid, 5);
    CHECK(largest_difference(first, picture(input, kGrid, 19)) == 0);
    CHECK(largest_difference(first, picture(input, kGrid, 20)) > 0.1);
    CHECK(largest_difference(first, picture(display, kGrid, 5, 2)) > 0.1);
    CHECK(input.change_times(0, 61) == std::vector<double>{0, 20, 40, 60});
    CHECK(input.constant_between(20, 40));
}

TEST_CASE("dead leaves cover their square within their luminances") {
    const base::Grid inner = base::make_grid(5.5, 5.5, 8);
    const auto display = display_with(
        "{dead_leaves: {size_deg: 6, min_diameter_deg: 0.4, max_diameter_deg: 3, "
        "low_luminance: 2, high_luminance: 3}}");
    const auto values = picture(display, inner);
    CHECK(close(mean_of(values), 1.5, 0.1, 0));
    CHECK(*std::min_element(values.begin(), values.end()) > 0.95F);
    CHECK(*std::max_element(values.begin(), values.end()) < 2.001F);
    CHECK(largest_difference(values, picture(display, inner, 0, 2)) > 0.1);
}

TEST_CASE("the diameters of dead leaves follow their power law") {
    stimuli::DeadLeaves leaves;
    leaves.min_diameter_deg = 1;
    leaves.max_diameter_deg = 4;
    for (const double exponent : {0., 1., 2., 3.}) {
        leaves.exponent = exponent;
        CHECK(close(leaves.diameter_at(0), 1, 1e-12, 0));
        CHECK(close(leaves.diameter_at(1), 4, 1e-12, 0));
    }
    leaves.exponent = 3;  // distribution (1 - d^-2) / (1 - 4^-2)
    CHECK(close(leaves.diameter_at((1 - 0.25) / (1 - 1.0 / 16)), 2, 1e-12, 0));
}

TEST_CASE("sparse noise shows so many different pixels, dense noise all of them") {
    const base::Grid grid = base::make_grid(4, 4, 2);  // a sample for each pixel
    const stimuli::DisplayInput sparse(
        display_with("{mapping_noise: {num_x: 8, num_y: 8, pixel_deg: 0.5, frame_ms: 10, "
                     "pixels_per_frame: 6, michelson_contrast: 0.5}}"),
        1);
    std::set<std::vector<float>> frames;
    for (int frame = 0; frame < 20; ++frame) {
        const auto values = picture(sparse, grid, 10 * frame + 3);
        const auto shown = std::count_if(values.begin(), values.end(), [](float value) {
            return std::abs(std::abs(value) - 0.5F) < 1e-6F;
        });
        const auto empty = std::count_if(values.begin(), values.end(),
                                         [](float value) { return std::abs(value) < 1e-6F; });
        CHECK(shown == 6);
        CHECK(empty == 58);
        frames.insert(values);
    }
    CHECK(frames.size() == 20);
    const auto dense = picture(
        display_with("{mapping_noise: {pixel_deg: 0.5, frame_ms: 10, pixels_per_frame: 0}}"), grid);
    CHECK(close(sd_of(dense), 1, 0.1, 0));
    for (const float value : dense) {
        CHECK(close(std::abs(static_cast<double>(value)), 1, 1e-5, 0));
    }
}
