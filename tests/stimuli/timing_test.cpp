#include "tests/stimuli/rendering.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

using namespace ventral;
using namespace ventral::test;
using Times = std::vector<double>;

namespace {

const base::Grid kGrid = base::make_grid(4, 4, 4);

stimuli::DisplayInput input_of(const std::string& element) {
    return {display_with(element), 1};
}

double at_centre(const stimuli::DisplayInput& input, double time_ms) {
    return at(picture(input, kGrid, time_ms), kGrid, 0.125, 0.125);
}

}  // namespace

TEST_CASE("an element is shown from its onset, included, to its offset, excluded") {
    const auto input =
        input_of("{square: {side_deg: 2, luminance: 2}, onset_ms: 50, offset_ms: 250}");
    CHECK(at_centre(input, -100) == 0);
    CHECK(at_centre(input, 49.999) == 0);
    CHECK(at_centre(input, 50) == 1);
    CHECK(at_centre(input, 249.999) == 1);
    CHECK(at_centre(input, 250) == 0);
    CHECK(input.change_times(-1000, 1000) == Times{50, 250});
    CHECK(input.change_times(50, 250) == Times{50});
    CHECK(input.constant_between(50, 250));
    CHECK(input.constant_between(-500, 50));
    CHECK_FALSE(input.constant_between(0, 51));
}

TEST_CASE("an element without a beginning is always there") {
    const auto input = input_of("{square: {side_deg: 2, luminance: 2}, onset_ms: -.inf}");
    CHECK(at_centre(input, -1e6) == 1);
    CHECK(input.change_times(-1e6, 1e6).empty());
    CHECK(input.constant_between(-1e6, 1e6));
}

TEST_CASE("a ramp rises after the onset and falls before the offset") {
    const auto input =
        input_of("{square: {side_deg: 2, luminance: 2}, onset_ms: 0, offset_ms: 200, ramp_ms: 50}");
    CHECK(at_centre(input, 0) == 0);
    CHECK(close(at_centre(input, 12.5), 0.25, 0, 1e-6));
    CHECK(at_centre(input, 100) == 1);
    CHECK(close(at_centre(input, 175), 0.5, 0, 1e-6));
    CHECK(input.change_times(0, 1000) == Times{0, 50, 150, 200});
    CHECK_FALSE(input.constant_between(0, 10));
    CHECK(input.constant_between(50, 150));
    CHECK_FALSE(input.constant_between(160, 170));
}

TEST_CASE("flicker shows and hides in turn") {
    const auto input = input_of(
        "{square: {side_deg: 2, luminance: 2}, onset_ms: 10, offset_ms: 100, flicker_ms: 20}");
    CHECK(at_centre(input, 10) == 1);
    CHECK(at_centre(input, 30) == 0);
    CHECK(at_centre(input, 50) == 1);
    CHECK(at_centre(input, 95) == 1);
    CHECK(input.change_times(0, 200) == Times{10, 30, 50, 70, 90, 100});
    const auto late =
        input_of("{square: {side_deg: 2, luminance: 2}, onset_ms: 30, flicker_ms: 20}");
    CHECK(at_centre(late, 30) == 1);  // it counts from onset
    CHECK(at_centre(late, 50) == 0);
}

TEST_CASE("items of a sequence follow one another, each with its own time") {
    const stimuli::DisplayInput input(
        display_of("background: 1\n"
                   "elements:\n"
                   "  stream:\n"
                   "    onset_ms: 100\n"
                   "    sequence:\n"
                   "      each_ms: 40\n"
                   "      blank_ms: 10\n"
                   "      repeats: 2\n"
                   "      items:\n"
                   "        a: {square: {side_deg: 2, luminance: 2}}\n"
                   "        b: {square: {side_deg: 2, luminance: 3}, onset_ms: 5}\n"),
        1);
    CHECK(at_centre(input, 99) == 0);
    CHECK(at_centre(input, 100) == 1);
    CHECK(at_centre(input, 140) == 0);
    CHECK(at_centre(input, 152) == 0);
    CHECK(at_centre(input, 156) == 2);
    CHECK(at_centre(input, 200) == 1);
    CHECK(at_centre(input, 260) == 2);
    CHECK(at_centre(input, 295) == 0);
    CHECK(input.change_times(0, 1000) == Times{100, 140, 155, 190, 200, 240, 255, 290});
}

TEST_CASE("a shuffled sequence shows all items in an order of its seed") {
    std::string yaml =
        "background: 1\nelements: {s: {sequence: {each_ms: 10, shuffled: true, items: {";
    for (int i = 0; i < 8; ++i) {
        const std::string number = std::to_string(i);
        yaml += "i" + number + ": {uniform: {luminance: " + std::to_string(2 + i) + "}}, ";
    }
    const stimuli::Display display = display_of(yaml + "}}}}\n");
    const auto order = [&](std::uint64_t seed) {
        const stimuli::DisplayInput input(display, seed);
        std::vector<double> shown;
        for (int i = 0; i < 8; ++i) {
            shown.push_back(at_centre(input, 10 * i));
        }
        return shown;
    };
    auto first = order(1);
    CHECK(first == order(1));
    CHECK(first != order(2));
    std::sort(first.begin(), first.end());
    CHECK(first == std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8});
}

TEST_CASE("a figure can give way to an ambiguous edge in mid-trial") {
    const stimuli::DisplayInput input(
        display_of("background: 0.5\n"
                   "elements:\n"
                   "  square: {square: {x_deg: 1, side_deg: 2, luminance: 0.7}, offset_ms: 500}\n"
                   "  edge: {rectangle: {x_deg: 1, width_deg: 2, height_deg: 4, luminance: 0.7}, "
                   "inside: {disk: {diameter_deg: 4}}, onset_ms: 500, offset_ms: 1000}\n"),
        1);
    const auto before = picture(input, kGrid, 499);
    const auto after = picture(input, kGrid, 500);
    CHECK(at(before, kGrid, 0.375, 0.375) == at(after, kGrid, 0.375, 0.375));
    CHECK(at(before, kGrid, 0.375, 1.5) == 0);
    CHECK(close(at(after, kGrid, 0.375, 1.375), 0.4, 0, 1e-6));
    CHECK(input.change_times(0, 2000) == Times{0, 500, 1000});
}

TEST_CASE("a moving element is where its speed and direction take it") {
    const auto input = input_of(
        "{square: {x_deg: -1, side_deg: 1, luminance: 2}, movement: {direction_deg: 0, "
        "speed_deg_per_s: 10, from_ms: 100, until_ms: 300}}");
    const auto there = [&](double x) {
        return picture(
            display_with("{square: {x_deg: " + std::to_string(x) + ", side_deg: 1, luminance: 2}}"),
            kGrid);
    };
    CHECK(largest_difference(picture(input, kGrid, 50), there(-1)) < 1e-6);
    CHECK(largest_difference(picture(input, kGrid, 150), there(-0.5)) < 1e-6);
    CHECK(largest_difference(picture(input, kGrid, 233.3), there(0.333)) < 1e-5);
    CHECK(largest_difference(picture(input, kGrid, 500), there(1)) < 1e-6);
    CHECK(input.change_times(0, 1000) == Times{0, 100, 300});
    CHECK(input.constant_between(0, 100));
    CHECK_FALSE(input.constant_between(100, 101));
    CHECK(input.constant_between(300, 1000));
}

TEST_CASE("an element spins about its own centre and behind a mask that stands still") {
    const auto input = input_of(
        "{rectangle: {width_deg: 3, height_deg: 1, luminance: 2}, inside: {square: {side_deg: 2}}, "
        "movement: {spin_deg_per_s: 90}}");
    const auto expected =
        picture(display_with("{rectangle: {width_deg: 1, height_deg: 2, luminance: 2}}"), kGrid);
    CHECK(largest_difference(picture(input, kGrid, 1000), expected) < 1e-6);
}

TEST_CASE("a drifting grating is never constant and has no changes between its ends") {
    const auto input = input_of(
        "{grating: {spatial_frequency_cpd: 1, michelson_contrast: 1, motion: drifting, "
        "temporal_frequency_hz: 4}, offset_ms: 500}");
    CHECK_FALSE(input.constant_between(100, 100.5));
    CHECK(input.constant_between(500, 1000));
    CHECK(input.change_times(-100, 1000) == Times{0, 500});
}

TEST_CASE("with a refresh rate the display is shown in frames") {
    const stimuli::Display display = display_of(
        "background: 1\n"
        "refresh_hz: 100\n"
        "elements:\n"
        "  s: {square: {side_deg: 2, luminance: 2}, onset_ms: 12, offset_ms: 40}\n"
        "  m: {square: {side_deg: 1, luminance: 2}, onset_ms: 60, offset_ms: 90, "
        "movement: {speed_deg_per_s: 10}}\n");
    const stimuli::DisplayInput input(display, 1);
    CHECK(at_centre(input, 15) == 0);
    CHECK(at_centre(input, 20) == 1);
    CHECK(at_centre(input, 39) == 1);
    CHECK(at_centre(input, 40) == 0);
    CHECK(largest_difference(picture(input, kGrid, 70), picture(input, kGrid, 79.9)) == 0);
    CHECK(largest_difference(picture(input, kGrid, 70), picture(input, kGrid, 80)) > 0.1);
    CHECK(input.change_times(0, 200) == Times{20, 40, 60, 70, 80, 90});
    CHECK(input.constant_between(70, 80));
    CHECK_FALSE(input.constant_between(70, 81));
}

TEST_CASE("the same picture comes at any time, in any order and on any thread") {
    const stimuli::Display display = display_of(
        "background: 1\n"
        "elements:\n"
        "  n: {mapping_noise: {pixel_deg: 0.5, frame_ms: 10, pixels_per_frame: 5}}\n"
        "  g: {grating: {spatial_frequency_cpd: 1, michelson_contrast: 1, "
        "diameter_deg: 2, motion: drifting, temporal_frequency_hz: 4}}\n"
        "  m: {disk: {diameter_deg: 1, luminance: 2}, movement: {speed_deg_per_s: 3}, "
        "onset_ms: 40, offset_ms: 80}\n");
    const stimuli::DisplayInput shared(display, 3);
    const base::Grid other = base::make_grid(2, 3, 5);
    std::vector<std::vector<float>> expected;
    for (int i = 0; i < 24; ++i) {
        expected.push_back(
            picture(stimuli::DisplayInput(display, 3), i % 2 ? kGrid : other, 5 * i));
    }
    std::vector<double> worst(4, -1);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int k = 0; k < 48; ++k) {
                const int i = (k * 7 + t * 5) % 24;
                const auto values = picture(shared, i % 2 ? kGrid : other, 5 * i);
                const auto index = static_cast<std::size_t>(t);
                worst[index] =
                    std::max(worst[index],
                             largest_difference(values, expected[static_cast<std::size_t>(i)]));
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(worst == std::vector<double>(4, 0.0));
}
