#include "app/run/estimate.h"

#include "app/run/background_writer.h"
#include "app/run/equal_cells.h"
#include "app/run/machine.h"
#include "app/run/shown.h"
#include "app/run/stimulus_movie.h"
#include "app/terminal/progress.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/base/visual_input.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

namespace ventral::app {

namespace {

/// A wave that drifts: under it nothing in the network stands still.
class DriftingWave final : public base::VisualInput {
    void do_sample(const base::Grid& grid, double time_ms, std::span<float> out) const override {
        std::size_t i = 0;
        for (int y = 0; y < grid.ny; ++y) {
            for (int x = 0; x < grid.nx; ++x) {
                const double phase = 2 * grid.x_deg(x) + 3 * grid.y_deg(y) - 0.1 * time_ms;
                out[i++] = static_cast<float>(0.5 * std::sin(phase));
            }
        }
    }
    std::vector<double> do_change_times(double, double) const override { return {}; }
    bool do_constant_between(double, double) const override { return false; }
};

/// Seconds that one simulated step takes once the wave has reached all areas; 0 if it cannot be
/// told.
double measure_step_seconds(const PreparedRun& run) {
    using Clock = std::chrono::steady_clock;
    struct Mark {
        double time_ms;
        Clock::time_point at;
    };
    constexpr double kArrivalMs = 60;
    constexpr int kSteps = 48;
    const double step_ms = run.plan.solver.step_ms;
    const double length_ms = (std::ceil(kArrivalMs / step_ms) + kSteps) * step_ms;
    const DriftingWave wave;
    engine::TrialInput input;
    input.display = &wave;
    engine::RecordingPlan nothing;
    nothing.begin_ms = 0;
    nothing.end_ms = 0;
    std::vector<Mark> marks;
    try {
        run.network.run(run.plan.variants.front(), input, {0, length_ms}, nothing,
                        [&](double now_ms) {
                            marks.push_back({now_ms, Clock::now()});
                            return true;
                        });
    } catch (const base::NumericsError&) {
        // The wave is nothing that the experiment shows: what was timed until then must do.
    }
    const auto arrived = std::find_if(marks.begin(), marks.end(),
                                      [&](const Mark& mark) { return mark.time_ms >= kArrivalMs; });
    if (arrived == marks.end() || marks.back().time_ms <= arrived->time_ms) {
        return 0;
    }
    return std::chrono::duration<double>(marks.back().at - arrived->at).count() * step_ms /
           (marks.back().time_ms - arrived->time_ms);
}

/// Bytes of the beginnings that are kept at one time. The cells of a group follow one another, so
/// that each thread is in one group, and the next cell in one more at most.
double kept_bytes(const PreparedRun& run,
                  const Beginnings& beginnings,
                  int jobs,
                  std::size_t recorded_bytes) {
    const auto groups = std::min(beginnings.num_groups(), static_cast<std::size_t>(jobs) + 1);
    if (groups == 0) {
        return 0;
    }
    const engine::RecordingPlan& recording = run.plan.recording;
    const double last_ms =
        *std::max_element(beginnings.until_ms.begin(), beginnings.until_ms.end());
    const double share = std::clamp(
        (last_ms - recording.begin_ms) / std::max(recording.end_ms - recording.begin_ms, 1.0), 0.0,
        1.0);
    return static_cast<double>(groups * run.plan.variants.size()) *
           (static_cast<double>(run.network.report().beginning_bytes) +
            share * static_cast<double>(recorded_bytes));
}

}  // namespace

int count_jobs(const RunSettings& settings, std::size_t num_cells) {
    const int wanted = chosen_threads(settings.jobs);
    return static_cast<int>(
        std::min(static_cast<std::size_t>(wanted), std::max<std::size_t>(num_cells, 1)));
}

RunEstimate estimate_run(const PreparedRun& run,
                         const Beginnings& beginnings,
                         const RunSettings& settings,
                         bool measure_time) {
    RunEstimate estimate;
    const engine::CompileReport& report = run.network.report();
    estimate.num_cells = run.layout.cells();
    estimate.num_units = report.num_units;
    estimate.jobs = count_jobs(settings, estimate.num_cells);
    const auto views = engine::plan_views(run.plan.network, run.plan.recording);
    const std::size_t recorded = engine::recording_bytes(views);
    // What is recorded goes to the writer block by block; its filters hold a chunk of each
    // variable.
    const std::size_t streamed = engine::streaming_bytes(views);
    const std::size_t waiting =
        std::min(kWaitingBytes, static_cast<std::size_t>(estimate.jobs) * recorded);
    estimate.memory_bytes = static_cast<double>(report.shared_bytes + waiting) +
                            estimate.jobs * static_cast<double>(report.state_bytes + 3 * streamed) +
                            kept_bytes(run, beginnings, estimate.jobs, recorded);
    estimate.file_bytes = static_cast<double>(run.layout.bytes() + most_movie_bytes(run));
    if (measure_time) {
        std::vector<std::size_t> cells(estimate.num_cells);
        std::iota(cells.begin(), cells.end(), std::size_t{0});
        cells = first_members(gather_equal(cells, find_equal_cells(run)));
        const auto num_computed = static_cast<double>(cells.size());
        const double steps =
            simulated_ms(run, beginnings, cells) / num_computed / run.plan.solver.step_ms;
        const double rounds = std::ceil(num_computed / estimate.jobs);
        estimate.seconds = steps * rounds * measure_step_seconds(run);
    }
    return estimate;
}

void require_room(const RunEstimate& estimate, const RunSettings& settings, Talk& talk) {
    const auto memory = available_memory_bytes();
    if (memory && estimate.memory_bytes > *memory) {
        throw base::ConfigError(
            {.what = "the run does not fit in memory",
             .got = base::str("it needs ", format_bytes(estimate.memory_bytes), " with ",
                              estimate.jobs, " threads"),
             .allowed = base::str("at most ", format_bytes(*memory), ", which is what is free"),
             .hint = "fewer threads (-j 1), fewer maps or cubes under `record`, or longer "
                     "intervals"});
    }
    // Rates compress to a third or a tenth; parts and result stand beside each other at the end.
    constexpr double kMostCompression = 10;
    const auto disk = available_disk_bytes(settings.output);
    if (disk && estimate.file_bytes > kMostCompression * *disk) {
        throw base::ConfigError(
            {.what = "the result does not fit on the disk",
             .file = settings.output,
             .got =
                 base::str("it needs ", format_bytes(estimate.file_bytes), " before compression"),
             .allowed = base::str("at most ", kMostCompression, " times the ", format_bytes(*disk),
                                  " that are free there"),
             .hint =
                 "-o on another disk, fewer maps or cubes under `record`, or longer intervals"});
    }
    if (disk && estimate.file_bytes > *disk) {
        talk.warn(base::str("the result may need ", format_bytes(estimate.file_bytes),
                            " before compression, and ", format_bytes(*disk),
                            " are free where it goes"));
    }
}

Beginnings choose_beginnings(const PreparedRun& run, const RunSettings& settings) {
    Beginnings beginnings = find_beginnings(run);
    const auto memory = available_memory_bytes();
    const bool fits =
        !memory || estimate_run(run, beginnings, settings, false).memory_bytes <= *memory;
    return fits ? std::move(beginnings) : no_beginnings(num_displays(run));
}

}  // namespace ventral::app
