#include "analysis/measures/evaluate.h"
#include "app/experiment/date.h"
#include "app/procedure/step_experiment.h"
#include "app/provenance/provenance.h"
#include "app/run/check_identical.h"
#include "app/run/locate_fault.h"
#include "app/run/presentation_table.h"
#include "app/run/recorded_spikes.h"
#include "app/run/runner.h"
#include "models/model_spec.h"
#include "sim/base/text.h"
#include "sim/config/write.h"
#include "sim/io/result_file.h"

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
    layout.presentations = make_presentations(loaded, plan);
    if (loaded.experiment.date) {
        layout.date = full_date(*loaded.experiment.date);
    }
    layout.provenance = make_provenance(loaded, plan, report, command);
    layout.key = run_key(layout.provenance);
    return layout;
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

/// Cells of one run at most: each becomes a file of its own until all are finished.
constexpr std::size_t kMostCells = 1'000'000;

void check_cells(const LoadedExperiment& loaded, const io::ResultLayout& layout) {
    if (layout.trials > kMostCells / (layout.variants.size() * layout.conditions.size())) {
        loaded.document.root.fail(
            base::str("the run has too many cells: ", layout.variants.size(), " variants x ",
                      layout.conditions.size(), " conditions x ", layout.trials, " trials"),
            base::str("at most ", kMostCells));
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
    check_cells(loaded, layout);
    io::validate(layout);
    check_measures_of(loaded, layout);
    check_spikes(loaded, layout);
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

}  // namespace ventral::app
