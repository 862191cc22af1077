/// Runs one workload and prints one line of JSON: milliseconds per step of every block of every
/// thread, instruction set. workloads.py calls it, checks the rates that it writes, and compares.

#include "bench/workloads/networks.h"
#include "sim/engine/simulator.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>

namespace {

using namespace ventral;
using Clock = std::chrono::steady_clock;

/// The engine reports every 16 steps: a block.
constexpr int kStepsPerBlock = 16;
constexpr int kWarmUpBlocks = 6;

class Constant final : public base::VisualInput {
    void do_sample(const base::Grid&, double, std::span<float> out) const override {
        for (float& value : out) {
            value = 1;
        }
    }
    std::vector<double> do_change_times(double, double) const override { return {}; }
    bool do_constant_between(double, double) const override { return true; }
};

struct Options {
    std::string workload = "w1";
    int grid = 128;
    double sigma_px = 2;
    int first = 100;
    int steps = 1000;
    int threads = 1;
    int batch = 1;
    bool is_double = false;
    std::string isa;
    std::string rates;
};

engine::NetworkDescription make_network(const Options& options) {
    if (options.workload == "kernel") {
        return bench::make_one_kernel(options.grid, options.sigma_px);
    }
    return bench::make_v1_sheet(options.grid, options.workload == "w1z"
                                                  ? engine::BorderRule::Zero
                                                  : engine::BorderRule::Periodic);
}

engine::Isa find_isa(const std::string& name) {
    for (const engine::Isa isa : {engine::Isa::Baseline, engine::Isa::Avx2, engine::Isa::Avx512}) {
        if (name == engine::to_string(isa)) {
            return isa;
        }
    }
    return engine::detect_isa();
}

/// Rates of E and I at the first step that is asked for and at the last, as one file of floats.
void write_rates(const std::string& path, const std::vector<engine::RecordedView>& views) {
    std::ofstream file(path, std::ios::binary);
    for (const engine::RecordedView& view : views) {
        const std::vector<float>& values = view.variables.front().values;
        file.write(reinterpret_cast<const char*>(values.data()),
                   static_cast<std::streamsize>(values.size() * sizeof(float)));
    }
}

/// One thread's run; every thread runs conditions of its own. Returns ms per step of each block.
std::vector<double> run_blocks(const engine::CompiledNetwork& network,
                               const Options& options,
                               const std::string& rates) {
    const Constant display;
    engine::TrialInput input;
    input.display = &display;
    const double end_ms = options.steps * bench::kStepMs;
    engine::RecordingPlan plan;
    plan.begin_ms = options.first * bench::kStepMs;
    plan.end_ms = end_ms;
    plan.cube_interval_ms = end_ms - plan.begin_ms;
    plan.cubes = {1, 2};
    std::vector<double> blocks;
    int reports = 0;
    Clock::time_point last;
    const auto progress = [&](double) {
        const Clock::time_point now = Clock::now();
        if (reports++ > kWarmUpBlocks) {
            const std::chrono::duration<double, std::milli> elapsed = now - last;
            blocks.push_back(elapsed.count() / kStepsPerBlock);
        }
        last = now;
        return true;
    };
    const std::vector<engine::TrialInput> inputs(static_cast<std::size_t>(options.batch), input);
    const auto views =
        network.run_batch(engine::recurrent_variant(), inputs, {0, end_ms}, plan, progress);
    if (!rates.empty()) {
        write_rates(rates, views.back());
    }
    return blocks;
}

void print(const engine::CompiledNetwork& network,
           const std::vector<std::vector<double>>& of_threads) {
    std::printf("{\"isa\": \"%s\", \"units\": %zu, \"state_bytes\": %zu, \"shared_bytes\": %zu, ",
                engine::to_string(network.report().isa).c_str(), network.report().num_units,
                network.report().state_bytes, network.report().shared_bytes);
    std::printf("\"blocks_ms\": [");
    const char* separator = "";
    for (const std::vector<double>& blocks : of_threads) {
        std::printf("%s[", separator);
        const char* comma = "";
        for (const double ms : blocks) {
            std::printf("%s%.5f", comma, ms);
            comma = ", ";
        }
        std::printf("]");
        separator = ", ";
    }
    std::printf("]}\n");
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Times a workload of the engine; prints JSON."};
    app.add_option("--workload", options.workload)->check(CLI::IsMember({"w1", "w1z", "kernel"}));
    app.add_option("--grid", options.grid, "samples a side")->check(CLI::Range(16, 4096));
    app.add_option("--sigma", options.sigma_px, "of the one kernel, px");
    app.add_option("--first", options.first, "first step whose rates are written");
    app.add_option("--steps", options.steps)->check(CLI::Range(2, 1000000));
    app.add_option("--threads", options.threads, "each runs conditions of its own");
    app.add_option("--batch", options.batch, "conditions through one network");
    app.add_flag("--double", options.is_double);
    app.add_option("--isa", options.isa)->check(CLI::IsMember({"baseline", "avx2", "avx512"}));
    app.add_option("--rates", options.rates, "file for the rates at the first step and the last");
    CLI11_PARSE(app, argc, argv);

    engine::SolverSettings settings;
    settings.method = engine::SolverMethod::ForwardEuler;
    settings.step_ms = bench::kStepMs;
    settings.precision = options.is_double ? engine::Precision::Double : engine::Precision::Single;
    const engine::CompiledNetwork network(make_network(options), settings, find_isa(options.isa));
    std::vector<std::vector<double>> blocks(static_cast<std::size_t>(options.threads));
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < blocks.size(); ++t) {
        threads.emplace_back([&, t] {
            blocks[t] = run_blocks(network, options, t == 0 ? options.rates : std::string());
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    print(network, blocks);
}
