// What writing costs: the light square of the main job on either side, with recurrence, at the
// default recording (sites at 1 ms, maps of all populations at 5 ms), computed only, and computed,
// written and joined to a result. The share of writing is (written - computed) / written: of wall
// time where a processor is idle for the writing thread, of processor time where none is.

#include "app/run/background_writer.h"
#include "app/run/runner.h"
#include "app/run/shown.h"
#include "sim/io/result_parts.h"

#include <benchmark/benchmark.h>

#include <filesystem>
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

void compute_only(benchmark::State& state) {
    const app::PreparedRun run = prepare();
    std::size_t values = 0;
    for (auto _ : state) {
        for (std::size_t i = 0; i < run.layout.cells(); ++i) {
            compute(run, i, [&](std::size_t, std::size_t, const std::vector<float>& block) {
                values += block.size();
            });
        }
    }
    benchmark::DoNotOptimize(values);
}

void compute_and_write(benchmark::State& state) {
    const app::PreparedRun run = prepare();
    const auto folder = std::filesystem::temp_directory_path() / "ventral-bench-writing";
    std::filesystem::create_directories(folder);
    const std::string output = (folder / "result.h5").string();
    const std::string parts = io::parts_folder(output);
    for (auto _ : state) {
        io::begin_parts(parts, run.layout, io::Existing::Discard);
        app::BackgroundWriter writer(parts, run.layout, [](const io::Cell&) {});
        for (std::size_t i = 0; i < run.layout.cells(); ++i) {
            compute(run, i, [&](std::size_t view, std::size_t variable, std::vector<float> block) {
                writer.append(i, view, variable, std::move(block));
            });
            writer.finish(i);
        }
        writer.drain();
        io::join_parts(parts, output, true);
    }
    state.counters["bytes"] = static_cast<double>(std::filesystem::file_size(output));
    std::filesystem::remove_all(folder);
}

BENCHMARK(compute_only)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(compute_and_write)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
