/// What does a random number cost? Counter-based streams pay for being repeatable on any thread;
/// noise draws one normal number per unit and step.

#include "sim/base/random.h"

#include <benchmark/benchmark.h>

namespace {

using ventral::base::RandomStream;

void draw_uniform(benchmark::State& state) {
    RandomStream stream(1, "bench");
    while (state.KeepRunning()) {
        benchmark::DoNotOptimize(stream.uniform());
    }
    state.SetItemsProcessed(state.iterations());
}

void draw_normal(benchmark::State& state) {
    RandomStream stream(1, "bench");
    while (state.KeepRunning()) {
        benchmark::DoNotOptimize(stream.normal());
    }
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(draw_uniform);
BENCHMARK(draw_normal);

}  // namespace
