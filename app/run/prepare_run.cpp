#include "analysis/measures/evaluate.h"
#include "app/procedure/step_experiment.h"
#include "app/provenance/provenance.h"
#include "app/run/check_identical.h"
#include "app/run/locate_fault.h"
#include "app/run/machine.h"
#include "app/run/runner.h"
#include "models/model_spec.h"
#include "sim/config/write.h"
#include "sim/io/result_file.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace ventral::app {

namespace {

std::vector<io::Parameter> model_parameters(const config::Node& root) {
    const auto spec = models::model_spec();
    std::vector<io::Parameter> parameters;
    for (const config::Attribute& attribute : spec.attributes(spec.read(root))) {
        parameters.push_back(
            {attribute.key, config::to_flow_text(attribute.value), attribute.unit});
    }
    return parameters;
}

io::ResultLayout make_layout(const LoadedExperiment& loaded,
                             const RunPlan& plan,
                             const engine::CompileReport& report,
                             const std::string& command) {
    io::ResultLayout layout;
    layout.title = loaded.experiment.title;
    for (const engine::Variant& variant : plan.variants) {
        layout.variants.push_back(variant.name);
    }
    layout.conditions = labels_of(loaded.conditions);
    layout.factors = factor_axes(loaded.experiment, loaded.conditions);
    layout.trials = static_cast<std::size_t>(loaded.experiment.trials);
    layout.views = make_views(plan, loaded.experiment.factors);
    layout.parameters = model_parameters(loaded.model.root);
    layout.provenance = make_provenance(loaded, plan, report, command);
    layout.key = run_key(layout.provenance);
    return layout;
}

/// Seconds that one simulated step takes, from the second of two short runs.
double measure_step_seconds(const PreparedRun& run) {
    using Clock = std::chrono::steady_clock;
    constexpr int kSteps = 20;
    const double length_ms = kSteps * run.plan.solver.step_ms;
    engine::RecordingPlan nothing;
    nothing.begin_ms = 0;
    nothing.end_ms = 0;
    double seconds = 0;
    for (int repeat = 0; repeat < 2; ++repeat) {
        const Clock::time_point start = Clock::now();
        run.network.run(run.plan.variants.front(), {}, {-length_ms, 0}, nothing);
        seconds = std::chrono::duration<double>(Clock::now() - start).count();
    }
    return seconds / kSteps;
}

/// Refuses measures of what is not recorded or not shown, with their place in the file.
void check_measures_of(const LoadedExperiment& loaded, const io::ResultLayout& layout) {
    try {
        analysis::check_measures(loaded.experiment.measures, layout);
    } catch (const base::ConfigError& error) {
        throw base::ConfigError(
            locate_fault(error.fault(), loaded.document.root, loaded.model.root));
    }
}

engine::CompiledNetwork compile(const LoadedExperiment& loaded, const RunPlan& plan) {
    try {
        return {plan.network, plan.solver};
    } catch (const base::ConfigError& error) {
        throw base::ConfigError(
            locate_fault(error.fault(), loaded.document.root, loaded.model.root));
    }
}

}  // namespace

PreparedRun prepare_run(LoadedExperiment loaded, const std::string& command) {
    RunPlan plan = make_run_plan(loaded);
    for (std::size_t step = 0; step < loaded.experiment.steps.size(); ++step) {
        make_run_plan(make_step(loaded, step, nullptr));  // throws what is wrong with a step
    }
    check_identical(loaded, plan);
    engine::CompiledNetwork network = compile(loaded, plan);
    io::ResultLayout layout = make_layout(loaded, plan, network.report(), command);
    io::validate(layout);
    check_measures_of(loaded, layout);
    return {std::move(loaded), std::move(plan), std::move(network), std::move(layout)};
}

bool is_result_of(const std::string& path, const PreparedRun& run) {
    if (!std::filesystem::exists(path)) {
        return false;
    }
    try {
        const io::ResultFile file(path);
        return file.complete() && file.layout().key == run.layout.key;
    } catch (const base::IoError&) {
        return false;  // of another version, or broken: run_cells() says what to do with it
    }
}

int count_jobs(const RunSettings& settings, std::size_t num_cells) {
    const int wanted = settings.jobs > 0 ? settings.jobs : available_processors();
    return static_cast<int>(
        std::min(static_cast<std::size_t>(wanted), std::max<std::size_t>(num_cells, 1)));
}

RunEstimate estimate_run(const PreparedRun& run, const RunSettings& settings, bool measure_time) {
    RunEstimate estimate;
    const engine::CompileReport& report = run.network.report();
    estimate.num_cells = run.layout.cells();
    estimate.num_units = report.num_units;
    estimate.jobs = count_jobs(settings, estimate.num_cells);
    const std::size_t recorded =
        engine::recording_bytes(engine::plan_views(run.plan.network, run.plan.recording));
    // A recording is held once by the engine and once by the file's filters.
    estimate.memory_bytes = static_cast<double>(report.shared_bytes) +
                            estimate.jobs * static_cast<double>(report.state_bytes + 2 * recorded);
    estimate.file_bytes = static_cast<double>(run.layout.bytes());
    if (measure_time) {
        const double steps =
            (run.plan.schedule.end_ms - run.plan.schedule.begin_ms) / run.plan.solver.step_ms;
        const double rounds = std::ceil(static_cast<double>(estimate.num_cells) / estimate.jobs);
        estimate.seconds = steps * rounds * measure_step_seconds(run);
    }
    return estimate;
}

}  // namespace ventral::app
