// What writing costs: the light square of the main job on either side, with recurrence, at the
// default recording (sites at 1 ms, maps of all populations at 5 ms), computed, written and joined
// to a result. Clocks of the threads tell the share of writing, which is far steadier than the
// difference of two runs:
//   of_processor  processor time of the writing thread, of beginning and of joining, of all of it
//   of_wall       wall time for which the simulation waits for any of these, of all of it: what is
//                 left where a processor is idle for the writing thread
// The main job itself has six times the cells for one beginning and end.

#include "app/run/background_writer.h"
#include "app/run/runner.h"
#include "app/run/shown.h"
#include "sim/io/result_parts.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <string>
#include <utility>

namespace {

using namespace ventral;

app::PreparedRun prepare() {
    const std::string source = VENTRAL_SOURCE_DIR;
    app::Overrides overrides;
    for (const char* change :
         {"record.maps=[all]",
          "factors={side: {left: {square.x_deg: -2}, right: {square.x_deg: 2}}}"}) {
        overrides.assignments.push_back(config::parse_assignment(change));
    }
    overrides.variants = {"recurrent"};
    app::LoadedExperiment loaded = app::load_experiment(source + "/experiments/quickstart.yaml",
                                                        {{source + "/models"}, {}}, overrides);
    loaded.experiment.measures.clear();
    return app::prepare_run(std::move(loaded), "bench");
}

/// One cell, its display drawn anew.
void compute(const app::PreparedRun& run, std::size_t index, const engine::RecordSink& sink) {
    const io::Cell cell = run.layout.cell(index);
    const app::Shown shown = app::make_shown(run, cell);
    run.network.stream(run.plan.variants.front(), app::trial_input(run, cell, shown),
                       run.plan.schedule, run.plan.recording, sink);
}

double seconds(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

struct Times {
    double wall_s = seconds(CLOCK_MONOTONIC);
    double thread_s = seconds(CLOCK_THREAD_CPUTIME_ID);
    double process_s = seconds(CLOCK_PROCESS_CPUTIME_ID);
};

struct Cost {
    double processor_s = 0;  ///< of this thread
    double wall_s = 0;
};

/// Adds what the work takes on this thread.
template <class Work>
void add(Cost& cost, const Work& work) {
    const Times begin;
    work();
    const Times end;
    cost.processor_s += end.thread_s - begin.thread_s;
    cost.wall_s += end.wall_s - begin.wall_s;
}

/// Computes and writes all cells. Returns what writing took on this thread.
Cost compute_and_write(const app::PreparedRun& run, const std::string& output) {
    const std::string parts = io::parts_folder(output);
    Cost cost;
    add(cost, [&] { io::begin_parts(parts, run.layout, io::Existing::Discard); });
    {
        app::BackgroundWriter writer(parts, run.layout, [](const io::Cell&) {});
        for (std::size_t i = 0; i < run.layout.cells(); ++i) {
            compute(run, i, [&](std::size_t view, std::size_t variable, std::vector<float> block) {
                add(cost, [&] { writer.append(i, view, variable, std::move(block)); });
            });
            writer.finish(i);
        }
        add(cost, [&] { writer.drain(); });
    }
    add(cost, [&] { io::join_parts(parts, output, true); });
    return cost;
}

void share_of_writing(benchmark::State& state) {
    const app::PreparedRun run = prepare();
    const auto folder =
        std::filesystem::temp_directory_path() /
        ("ventral-bench-writing-" +
         std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    std::filesystem::create_directories(folder);
    const std::string output = (folder / "result.h5").string();
    const Times begin;
    Cost here;
    for (auto _ : state) {
        const Cost cost = compute_and_write(run, output);
        here.processor_s += cost.processor_s;
        here.wall_s += cost.wall_s;
    }
    const Times end;
    const double all_s = end.process_s - begin.process_s;
    const double writer_s = all_s - (end.thread_s - begin.thread_s);
    state.counters["of_processor"] = (writer_s + here.processor_s) / all_s;
    state.counters["of_wall"] = here.wall_s / (end.wall_s - begin.wall_s);
    state.counters["bytes"] = static_cast<double>(std::filesystem::file_size(output));
    std::filesystem::remove_all(folder);
}

BENCHMARK(share_of_writing)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
