/// What does a picture cost? The first one of an interval is drawn at 40 or more pixels per
/// degree; the following ones are free for what stands still, a short sum for gratings, and a
/// redrawing of the box that moves for the rest. Compare with the step of bench_network.

#include "sim/config/load.h"
#include "stimuli/display_input.h"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace {

using namespace ventral;

const base::Grid kGrid = base::make_grid(24, 24, 6);

stimuli::Display display_with(const std::string& element) {
    return stimuli::read_display(
        config::load_text("background: 0.5\nelements: {it: " + element + "}\n", "bench"));
}

void first_picture(benchmark::State& state, const std::string& element) {
    const stimuli::Display display = display_with(element);
    std::vector<float> out(kGrid.size());
    while (state.KeepRunning()) {
        const stimuli::DisplayInput input(display, 1);
        input.sample(kGrid, 100, out);
        benchmark::DoNotOptimize(out.data());
    }
}

void next_picture(benchmark::State& state, const std::string& element) {
    const stimuli::DisplayInput input(display_with(element), 1);
    std::vector<float> out(kGrid.size());
    double time_ms = 100;
    input.sample(kGrid, time_ms, out);
    while (state.KeepRunning()) {
        time_ms += 0.5;
        input.sample(kGrid, time_ms, out);
        benchmark::DoNotOptimize(out.data());
    }
}

const std::string kSquare = "{square: {side_deg: 4, luminance: 0.7}}";
const std::string kMovingSquare =
    "{square: {side_deg: 4, luminance: 0.7}, movement: {speed_deg_per_s: 1}}";
const std::string kTexture =
    "{line_texture: {element_length_deg: 0.44, element_width_deg: 0.05, density_per_deg2: 5, "
    "luminance: 1, orientation_deg: 45, regions: {figure: {square: {side_deg: 4}, "
    "orientation_deg: 135}}}}";
const std::string kGrating =
    "{grating: {spatial_frequency_cpd: 1, michelson_contrast: 1, motion: drifting, "
    "temporal_frequency_hz: 4, diameter_deg: 14}}";
const std::string kSquareWave =
    "{grating: {spatial_frequency_cpd: 1, michelson_contrast: 1, motion: drifting, "
    "temporal_frequency_hz: 4, diameter_deg: 14, waveform: square, orientation_deg: 30}}";

const std::string kMovingPatch =
    "{gabor: {spatial_frequency_cpd: 1, michelson_contrast: 1, sigma_deg: 0.6}, movement: "
    "{speed_deg_per_s: 4}}";
const std::string kSpinningShape =
    "{polygon: {points_deg: [[-2, -1], [2, -1], [0, 2]], luminance: 0.7}, movement: "
    "{spin_deg_per_s: 90}}";
const std::string kMovingTexture =
    "{line_texture: {element_length_deg: 0.44, element_width_deg: 0.05, density_per_deg2: 5, "
    "luminance: 1, width_deg: 6, height_deg: 6}, movement: {speed_deg_per_s: 4}}";
const std::string kMovingField =
    "{line_texture: {element_length_deg: 0.44, element_width_deg: 0.05, density_per_deg2: 5, "
    "luminance: 1}, movement: {speed_deg_per_s: 4}}";
const std::string kSteppingDots =
    "{dot_texture: {dot_diameter_deg: 0.2, density_per_deg2: 4, luminance: 1, step_deg: 0.1, "
    "num_steps: 100000, step_interval_ms: 16}}";

BENCHMARK_CAPTURE(first_picture, square, kSquare)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(first_picture, line_texture, kTexture)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(first_picture, grating, kGrating)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(next_picture, square, kSquare)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(next_picture, drifting_sine, kGrating)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(next_picture, drifting_square_wave, kSquareWave)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(next_picture, moving_square, kMovingSquare)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(next_picture, moving_patch, kMovingPatch)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(next_picture, spinning_shape, kSpinningShape)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(next_picture, moving_texture, kMovingTexture)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(next_picture, moving_field, kMovingField)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(next_picture, stepping_dots, kSteppingDots)->Unit(benchmark::kMillisecond);

}  // namespace
