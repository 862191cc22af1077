/// What does the shipped model cost? Wall time per simulated time of the whole loop and of the
/// feedforward sweep, single and double precision; the counter `units` is the number of rates.

#include "models/read_model.h"
#include "sim/engine/simulator.h"

#include <benchmark/benchmark.h>

namespace {

using namespace ventral;

constexpr double kSimulatedMs = 20;

engine::NetworkDescription shipped_model() {
    return models::read_model("macaque", {{VENTRAL_SOURCE_DIR "/models"}});
}

void run_model(benchmark::State& state,
               const engine::Variant& variant,
               engine::Precision precision) {
    engine::SolverSettings settings;
    settings.precision = precision;
    const engine::CompiledNetwork network(shipped_model(), settings);
    const engine::Schedule schedule{.begin_ms = 0, .end_ms = kSimulatedMs};
    engine::RecordingPlan plan;
    plan.begin_ms = 0;
    plan.end_ms = kSimulatedMs;
    while (state.KeepRunning()) {
        benchmark::DoNotOptimize(network.run(variant, {}, schedule, plan));
    }
    const auto num_units = static_cast<double>(network.report().num_units);
    const auto runs = static_cast<double>(state.iterations());
    state.counters["units"] = num_units;
    state.counters["simulated ms / s"] =
        benchmark::Counter(kSimulatedMs * runs, benchmark::Counter::kIsRate);
}

void compile_model(benchmark::State& state) {
    const engine::NetworkDescription description = shipped_model();
    while (state.KeepRunning()) {
        const engine::CompiledNetwork network(description, {});
        benchmark::DoNotOptimize(network.report().num_units);
    }
}

BENCHMARK_CAPTURE(run_model, recurrent, engine::recurrent_variant(), engine::Precision::Single)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_model, feedforward, engine::feedforward_variant(), engine::Precision::Single)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_model,
                  recurrent_double,
                  engine::recurrent_variant(),
                  engine::Precision::Double)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(compile_model)->Unit(benchmark::kMillisecond);

}  // namespace
