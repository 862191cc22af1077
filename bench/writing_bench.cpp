// What writing costs: a trial of the main job at the default recording (sites at 1 ms, maps of all
// populations at 5 ms), computed only, and computed and written by run_cells() to a joined result.
// The share of writing is (written - computed) / written. On the project's machine (2 cores, both
// busy) 3 %; the writer has a thread of its own, so that on a free core it is less.

#include "app/run/runner.h"
#include "app/run/shown.h"

#include <benchmark/benchmark.h>

#include <filesystem>

namespace {

using namespace ventral;

app::PreparedRun prepare() {
    const std::string source = VENTRAL_SOURCE_DIR;
    app::Overrides overrides;
    for (const char* change :
         {"time.settle_ms=20", "time.duration_ms=100", "record.maps=[all]", "factors={}"}) {
        overrides.assignments.push_back(config::parse_assignment(change));
    }
    overrides.variants = {"recurrent"};
    app::LoadedExperiment loaded = app::load_experiment(source + "/experiments/quickstart.yaml",
                                                        {{source + "/models"}, {}}, overrides);
    loaded.experiment.measures.clear();
    return app::prepare_run(std::move(loaded), "bench");
}

void compute_only(benchmark::State& state) {
    const app::PreparedRun run = prepare();
    const app::Shown shown = app::make_shown(run, {});
    std::size_t values = 0;
    for (auto _ : state) {
        run.network.stream(run.plan.variants.front(), app::trial_input(run, {}, shown),
                           run.plan.schedule, run.plan.recording,
                           [&](std::size_t, std::size_t, const std::vector<float>& block) {
                               values += block.size();
                           });
    }
    benchmark::DoNotOptimize(values);
}

void compute_and_write(benchmark::State& state) {
    const app::PreparedRun run = prepare();
    const auto folder = std::filesystem::temp_directory_path() / "ventral-bench-writing";
    std::filesystem::create_directories(folder);
    app::Talk talk(app::Loudness::Quiet);
    const std::string output = (folder / "result.h5").string();
    for (auto _ : state) {
        app::run_cells(run, {.output = output, .jobs = 1, .force = true}, talk);
    }
    state.counters["bytes"] = static_cast<double>(std::filesystem::file_size(output));
    std::filesystem::remove_all(folder);
}

BENCHMARK(compute_only)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(compute_and_write)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
