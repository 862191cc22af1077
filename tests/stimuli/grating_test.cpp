#include "stimuli/geometry/angle.h"
#include "tests/stimuli/rendering.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numbers>
#include <string>

using namespace ventral;
using namespace ventral::test;

namespace {

constexpr double kPi = std::numbers::pi;

double sinc(double x) {
    return x == 0 ? 1 : std::sin(x) / x;
}

std::string text(double value) {
    return std::to_string(value);
}

struct Asked {
    double frequency_cpd = 1;
    double direction_deg = 0;
    double phase_deg = 0;
    double contrast = 1;
};

/// Mean over each sample's square of c sin(2 pi f (x cos d + y sin d) + phase), in closed form.
std::vector<float> sine_on(const base::Grid& grid, const Asked& asked, double turns = 0) {
    const stimuli::CosSin d = stimuli::cos_sin_deg(asked.direction_deg);
    const double fx = asked.frequency_cpd * d.cos;
    const double fy = asked.frequency_cpd * d.sin;
    const double share =
        sinc(kPi * fx / grid.samples_per_deg) * sinc(kPi * fy / grid.samples_per_deg);
    std::vector<float> values;
    for (int iy = 0; iy < grid.ny; ++iy) {
        for (int ix = 0; ix < grid.nx; ++ix) {
            const double angle = 2 * kPi * (fx * grid.x_deg(ix) + fy * grid.y_deg(iy) - turns) +
                                 asked.phase_deg * kPi / 180;
            values.push_back(static_cast<float>(asked.contrast * share * std::sin(angle)));
        }
    }
    return values;
}

std::string grating(const Asked& asked, const std::string& more = "") {
    return "{grating: {spatial_frequency_cpd: " + text(asked.frequency_cpd) +
           ", direction_deg: " + text(asked.direction_deg) +
           ", phase_deg: " + text(asked.phase_deg) +
           ", michelson_contrast: " + text(asked.contrast) + more + "}}";
}

}  // namespace

TEST_CASE("a sine grating is the closed form to 1e-6 at every angle and density") {
    for (const double angle : {0., 90., -90., 180., -180., 360., -360., 450., 37., -1234.5}) {
        for (const double density : {6.0, 8.0, 40.0, 50.0}) {
            const base::Grid grid = base::make_grid(6, 4, density);
            const Asked asked{1.7, angle, 25, 0.6};
            CAPTURE(angle);
            CAPTURE(density);
            const auto values = picture(display_with(grating(asked)), grid);
            CHECK(largest_difference(values, sine_on(grid, asked)) < 1e-6);
        }
    }
}

TEST_CASE("phases of 0, 90, 180, 360 degrees and beyond are what they say") {
    const base::Grid grid = base::make_grid(4, 4, 10);
    for (const double phase : {0., 90., -90., 180., -180., 360., -360., 720., 1e4}) {
        const Asked asked{1, 20, phase, 1};
        CAPTURE(phase);
        const auto values = picture(display_with(grating(asked)), grid);
        CHECK(largest_difference(values, sine_on(grid, asked)) < 1e-6);
    }
}

TEST_CASE("mean luminance, Michelson and RMS contrast of a rendered grating are those asked for") {
    const base::Grid grid = base::make_grid(4, 4, 100);  // one period, samples at its extrema
    const auto values =
        picture(display_of("background: 0.4\nelements:\n  g: " +
                           grating({0.25, 0, -0.45, 0.3}, ", mean_luminance: 0.6") + "\n"),
                grid);
    std::vector<float> luminance;
    for (const float value : values) {
        luminance.push_back(0.4F * (1 + value));
    }
    const auto [low, high] = std::minmax_element(luminance.begin(), luminance.end());
    CHECK(close(mean_of(luminance), 0.6, 1e-6, 0));
    const auto highest = static_cast<double>(*high);
    const auto lowest = static_cast<double>(*low);
    CHECK(close((highest - lowest) / (highest + lowest), 0.3, 2e-5, 0));
    CHECK(close(sd_of(luminance) / 0.6, 0.3 / std::sqrt(2.0), 5e-5, 0));
}

TEST_CASE("all power of a grating lies at the frequency and orientation asked for") {
    const base::Grid grid = base::make_grid(8, 8, 8);
    const double fx = 6.0 / 8;
    const double fy = 3.0 / 8;
    const double orientation = std::atan2(fy, fx) * 180 / kPi - 90;
    const auto values = picture(
        display_with("{grating: {spatial_frequency_cpd: 0.83852549156242, orientation_deg: " +
                     std::to_string(orientation) + ", michelson_contrast: 0.5}}"),
        grid);
    double power = 0;
    double in_phase = 0;
    double quadrature = 0;
    for (int iy = 0; iy < grid.ny; ++iy) {
        for (int ix = 0; ix < grid.nx; ++ix) {
            const auto value = static_cast<double>(values[index_of(grid, ix, iy)]);
            const double angle = 2 * kPi * (fx * grid.x_deg(ix) + fy * grid.y_deg(iy));
            power += value * value;
            in_phase += value * std::sin(angle);
            quadrature += value * std::cos(angle);
        }
    }
    const double samples = 64.0 * 64.0;
    const double at_bin = 2 * (in_phase * in_phase + quadrature * quadrature) / samples;
    CHECK(close(at_bin, power, 1e-6, 0));
    CHECK(close(2 * in_phase / samples, 0.5 * sinc(kPi * fx / 8) * sinc(kPi * fy / 8), 1e-5, 0));
}

TEST_CASE("a grating drifts in its direction at its temporal frequency, also from quadrature") {
    const base::Grid grid = base::make_grid(4, 4, 10);
    const std::string drift = ", motion: drifting, temporal_frequency_hz: 4";
    for (const double direction : {0., 90., 180., -90., 400.}) {
        const Asked asked{1, direction, 10, 0.8};
        const stimuli::DisplayInput input(display_with(grating(asked, drift)), 1);
        for (const double time : {0., 31.25, 62.5, 100.25, 333., 12345.}) {
            CAPTURE(direction);
            CAPTURE(time);
            const auto expected = sine_on(grid, asked, 4 * time / 1000);
            CHECK(largest_difference(picture(input, grid, time), expected) < 2e-6);
        }
    }
}

TEST_CASE("a bar pattern of 0 degrees is horizontal and drifts upwards") {
    const base::Grid grid = base::make_grid(4, 4, 10);
    const auto values =
        picture(display_with("{grating: {spatial_frequency_cpd: 1, orientation_deg: 0, "
                             "michelson_contrast: 1, motion: drifting, temporal_frequency_hz: 1}}"),
                grid, 100);
    CHECK(largest_difference(values, sine_on(grid, {1, 90, 0, 1}, 0.1)) < 2e-6);
    CHECK(at(values, grid, -1.95, 0.05) == at(values, grid, 1.95, 0.05));
}

TEST_CASE("a counterphase grating reverses in place") {
    const base::Grid grid = base::make_grid(4, 4, 10);
    const stimuli::DisplayInput input(
        display_with(grating({1, 30, 0, 1}, ", motion: counterphase, temporal_frequency_hz: 2")),
        1);
    const auto start = picture(input, grid, 0);
    CHECK(largest_difference(start, sine_on(grid, {1, 30, 0, 1})) < 1e-6);
    CHECK(largest_difference(picture(input, grid, 125), std::vector<float>(start.size())) < 1e-6);
    CHECK(largest_difference(picture(input, grid, 250), sine_on(grid, {1, 30, 180, 1})) < 1e-6);
}

TEST_CASE("a square wave has its mean, its contrast and sharp bars, standing or drifting") {
    const base::Grid grid = base::make_grid(4, 4, 40);
    const std::string square = ", waveform: square";
    const auto still = picture(display_with(grating({0.5, 0, 0, 0.5}, square)), grid);
    CHECK(close(mean_of(still), 0, 0, 1e-6));
    CHECK(close(at(still, grid, 0.5, 0), 0.5, 0, 1e-6));
    CHECK(close(at(still, grid, -0.5, 0), -0.5, 0, 1e-6));
    CHECK(close(sd_of(still), 0.5, 1e-6, 0));
    const auto oblique = picture(display_with(grating({0.5, 33, 0, 0.5}, square)), grid);
    CHECK(sd_of(oblique) < 0.5);
    CHECK(close(sd_of(oblique), 0.5, 0.02, 0));
    const std::string drift = square + ", motion: drifting, temporal_frequency_hz: 2";
    const auto drifted = picture(display_with(grating({0.5, 0, 0, 0.5}, drift)), grid, 125);
    CHECK(largest_difference(
              drifted, picture(display_with(grating({0.5, 0, -90, 0.5}, square)), grid)) < 1e-5);
}

TEST_CASE("a drifting square wave is at every moment the standing one of that phase") {
    const base::Grid grid = base::make_grid(8, 6, 6);
    const std::string head =
        "{grating: {spatial_frequency_cpd: 0.7, michelson_contrast: 0.8, "
        "waveform: square, x_deg: 0.3, direction_deg: ";
    const std::string above =
        "\n  spot: {disk: {x_deg: 1, diameter_deg: 1.3, luminance: 1, "
        "transmittance: 0.4}}\n";
    for (const char* window :
         {"", "diameter_deg: 5", "diameter_deg: 5, inner_diameter_deg: 2.2",
          "diameter_deg: 4, edge: gaussian", "diameter_deg: 5, edge: raised_cosine, edge_deg: 1"}) {
        for (const double direction : {0., 90., 30., 213.}) {
            for (const double time_ms : {0., 31., 400., 1e6 + 7}) {
                const std::string tail =
                    std::string(*window == 0 ? "" : ", ") + window + "}, opacity: 0.9}" + above;
                const double phase = 20 - 360 * std::fmod(3 * time_ms / 1000, 1.0);
                const auto display = [&](const std::string& law, double phase_deg) {
                    return display_of("background: 0.5\nelements:\n  g: " + head + text(direction) +
                                      ", phase_deg: " + text(phase_deg) + law + tail);
                };
                const auto drifting = display(", motion: drifting, temporal_frequency_hz: 3", 20);
                CAPTURE(window);
                CAPTURE(direction);
                CAPTURE(time_ms);
                CHECK(largest_difference(picture(drifting, grid, time_ms),
                                         picture(display("", phase), grid, time_ms)) < 2e-5);
            }
        }
    }
}

TEST_CASE("apertures have their diameters, their holes and their edges") {
    const base::Grid grid = base::make_grid(12, 12, 8);
    const auto weight = [&](const std::string& aperture) {
        // A grating of frequency 0 and phase 90 is uniform: it shows the aperture itself.
        return area_of(picture(display_with(grating({0, 0, 90, 1}, aperture)), grid), grid);
    };
    CHECK(close(weight(", diameter_deg: 4"), 4 * kPi, 1e-4, 0));
    CHECK(close(weight(", diameter_deg: 10, inner_diameter_deg: 4"), 21 * kPi, 1e-4, 0));
    CHECK(close(weight(", inner_diameter_deg: 4"), 144 - 4 * kPi, 1e-4, 0));
    CHECK(close(weight(", diameter_deg: 4, edge: gaussian"), 2 * kPi, 1e-3, 0));
    const double radius = 2;
    const double edge = 1;
    // Integral of the raised cosine over the disk.
    const double inside = kPi * (radius - edge) * (radius - edge);
    const double slope = 2 * kPi * (0.5 * edge * (radius - 0.5 * edge) - edge * edge / (kPi * kPi));
    CHECK(close(weight(", diameter_deg: 4, edge: raised_cosine, edge_deg: 1"), inside + slope, 1e-3,
                0));
}

TEST_CASE("a Gabor has its window across and along the bars") {
    const base::Grid grid = base::make_grid(12, 12, 8);
    const auto values = picture(
        display_with("{gabor: {spatial_frequency_cpd: 0, phase_deg: 90, michelson_contrast: 1, "
                     "sigma_deg: 0.5, aspect_ratio: 2, orientation_deg: 0}}"),
        grid);
    CHECK(close(area_of(values, grid), 2 * kPi * 0.5 * 1.0, 1e-3, 0));
    CHECK(at(values, grid, 1, 0) > 0.5);
    CHECK(at(values, grid, 0, 1) < 0.2);
}

TEST_CASE("the window of an elongated Gabor turns with its bars") {
    const base::Grid grid = base::make_grid(12, 12, 8);
    for (const double degrees : {30.0, 45.0, 120.0, -60.0}) {
        CAPTURE(degrees);
        const auto values = picture(
            display_with("{gabor: {spatial_frequency_cpd: 0, phase_deg: 90, michelson_contrast: 1, "
                         "sigma_deg: 0.5, aspect_ratio: 2, orientation_deg: " +
                         text(degrees) + "}}"),
            grid);
        const stimuli::CosSin along = stimuli::cos_sin_deg(degrees);
        std::vector<float> expected;
        for (int iy = 0; iy < grid.ny; ++iy) {
            for (int ix = 0; ix < grid.nx; ++ix) {
                const double u = grid.x_deg(ix) * along.cos + grid.y_deg(iy) * along.sin;
                const double v = grid.y_deg(iy) * along.cos - grid.x_deg(ix) * along.sin;
                expected.push_back(static_cast<float>(std::exp(-0.5 * u * u - 2 * v * v)));
            }
        }
        CHECK(largest_difference(values, expected) < 0.01);  // samples are averages
    }
}

TEST_CASE("a drifting grating in a sequence begins each of its turns with its own phase") {
    const base::Grid grid = base::make_grid(4, 4, 10);
    for (const char* more :
         {"motion: drifting", "motion: drifting, waveform: square", "motion: counterphase"}) {
        CAPTURE(more);
        const std::string item = std::string(
                                     "{grating: {spatial_frequency_cpd: 1, phase_deg: 20, "
                                     "michelson_contrast: 0.5, temporal_frequency_hz: 4, ") +
                                 more + "}}";
        const stimuli::Display sequence = display_of(
            "background: 1\nelements: {s: {onset_ms: 30, sequence: {each_ms: 70, "
            "repeats: 2, items: {a: " +
            item + "}}}}\n");
        const auto alone = picture(display_with(item), grid, 25);
        CHECK(largest_difference(picture(sequence, grid, 55), alone) < 1e-5);
        CHECK(largest_difference(picture(sequence, grid, 125), alone) < 1e-5);
    }
}

TEST_CASE("a plaid is the sum of its gratings") {
    const base::Grid grid = base::make_grid(4, 4, 10);
    const auto plaid = picture(
        display_with("{plaid: {components: [{spatial_frequency_cpd: 1, direction_deg: 30, "
                     "michelson_contrast: 0.4}, {spatial_frequency_cpd: 2, direction_deg: -50, "
                     "michelson_contrast: 0.3, motion: drifting, temporal_frequency_hz: 3}]}}"),
        grid, 50);
    const auto a = sine_on(grid, {1, 30, 0, 0.4});
    auto b = sine_on(grid, {2, -50, 0, 0.3}, 0.15);
    for (std::size_t i = 0; i < a.size(); ++i) {
        b[i] += a[i];
    }
    CHECK(largest_difference(plaid, b) < 2e-6);
}

TEST_CASE("centre and annulus keep one phase whenever they appear") {
    const base::Grid grid = base::make_grid(8, 8, 8);
    const std::string wave =
        "spatial_frequency_cpd: 1, michelson_contrast: 0.5, motion: drifting, "
        "temporal_frequency_hz: 4";
    const auto parts =
        picture(display_of("background: 1\nelements:\n  centre: {grating: {" + wave +
                           ", diameter_deg: 2}}\n  annulus: {grating: {" + wave +
                           ", inner_diameter_deg: 2, diameter_deg: 6}, onset_ms: 130}\n"),
                grid, 200);
    const auto whole =
        picture(display_with("{grating: {" + wave + ", diameter_deg: 6}}"), grid, 200);
    CHECK(largest_difference(parts, whole) < 0.03);  // the seam blends with the background
    CHECK(largest_difference(parts, whole) > 0);
}
