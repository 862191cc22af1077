// A population's latency with its confidence interval: the mean time course of 1,000 units is
// fitted again for each of 1,000 resamples of the units.

#include "analysis/latency/latency.h"
#include "sim/base/random.h"

#include <benchmark/benchmark.h>
#include <cmath>
#include <vector>

namespace {

using namespace ventral;

constexpr std::size_t kNumUnits = 1000;

struct Population {
    std::vector<double> times;
    std::vector<double> values;  // [unit][time], 1 ms samples
    Population() {
        for (int t = -200; t < 500; ++t) {
            times.push_back(t);
        }
        base::RandomStream stream(1, "benchmark units");
        for (std::size_t unit = 0; unit < kNumUnits; ++unit) {
            const double onset = 60 + 10 * stream.normal();
            for (const double t : times) {
                const double fading = t < onset ? 0 : 20 + 30 * std::exp(-(t - onset) / 40);
                values.push_back(5 + fading + 4 * stream.normal());
            }
        }
    }
    analysis::Rows rows() const { return {.values = values, .length = times.size()}; }
};

void fit_one_latency(benchmark::State& state) {
    const Population population;
    const std::vector<double> mean = analysis::mean_of_rows(population.rows());
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(analysis::fit_latency(population.times, mean));
    }
}

void bootstrap_latency(benchmark::State& state) {
    const Population population;
    const analysis::BootstrapSettings settings{
        .num_resamples = 1000,
        .method = analysis::BootstrapMethod::Percentile,
        .num_threads = static_cast<unsigned>(state.range(0))};
    for ([[maybe_unused]] auto _ : state) {
        const auto latency =
            analysis::measure_latency(population.times, population.rows(), {}, settings);
        benchmark::DoNotOptimize(latency.interval.low);
    }
    state.SetItemsProcessed(1000 * static_cast<std::int64_t>(state.iterations()));
}

BENCHMARK(fit_one_latency)->Unit(benchmark::kMillisecond);
BENCHMARK(bootstrap_latency)->Arg(1)->Arg(2)->Unit(benchmark::kSecond)->UseRealTime();

}  // namespace
