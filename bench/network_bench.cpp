/// What does the shipped model cost? Wall time per simulated time of the whole loop and of the
/// feedforward sweep, single and double precision, under a drifting wave: nothing stands still. At
/// rest it costs less. The counter `units` is the number of rates.

#include "models/read_model.h"
#include "sim/engine/simulator.h"

#include <benchmark/benchmark.h>

#include <cmath>

namespace {

using namespace ventral;

constexpr double kSimulatedMs = 20;

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

engine::NetworkDescription shipped_model() {
    return models::read_model("macaque", {{VENTRAL_SOURCE_DIR "/models"}});
}

void run_model(benchmark::State& state,
               const engine::Variant& variant,
               engine::Precision precision) {
    engine::SolverSettings settings;
    settings.precision = precision;
    const engine::CompiledNetwork network(shipped_model(), settings);
    // The wave has reached all areas when the measured part begins.
    const engine::Schedule schedule{.begin_ms = -80, .end_ms = kSimulatedMs};
    const DriftingWave wave;
    engine::TrialInput input;
    input.display = &wave;
    engine::RecordingPlan plan;
    plan.begin_ms = 0;
    plan.end_ms = kSimulatedMs;
    const engine::Beginning beginning = network.begin(variant, input, schedule, plan, 0);
    while (state.KeepRunning()) {
        benchmark::DoNotOptimize(network.go_on(beginning, input));
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
