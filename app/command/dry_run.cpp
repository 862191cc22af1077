#include "app/command/dry_run.h"

#include "app/command/shared.h"
#include "app/procedure/step_experiment.h"
#include "app/run/estimate.h"
#include "app/run/machine.h"
#include "app/terminal/progress.h"
#include "app/terminal/table.h"
#include "sim/base/text.h"

#include <nlohmann/json.hpp>

namespace ventral::app {

namespace {

TextGrid condition_table(const PreparedRun& run) {
    TextGrid table;
    table.columns = {{"condition"}};
    for (const Factor& factor : run.loaded.experiment.factors) {
        table.columns.push_back({factor.name});
    }
    for (const Condition& condition : run.loaded.conditions) {
        std::vector<std::string> row{condition.label};
        for (std::size_t f = 0; f < condition.levels.size(); ++f) {
            const std::size_t level = condition.levels[f];
            row.push_back(level == kNoLevel ? std::string()
                                            : run.loaded.experiment.factors[f].levels[level].label);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

TextGrid view_table(const PreparedRun& run) {
    TextGrid table;
    table.columns = {
        {"recorded"}, {"times", true}, {"units", true}, {"variables", true}, {"size", true}};
    for (const io::View& view : run.layout.views) {
        table.rows.push_back(
            {view.short_name(), std::to_string(view.time.size()), std::to_string(view.frame_size()),
             std::to_string(view.variables.size()),
             format_bytes(static_cast<double>(view.cell_size() * view.variables.size() *
                                              run.layout.cells() * sizeof(float)))});
    }
    return table;
}

/// "steps     orientation (12 conditions), ...", or nothing.
std::string steps_text(const LoadedExperiment& loaded) {
    std::vector<std::string> steps;
    for (std::size_t i = 0; i < loaded.experiment.steps.size(); ++i) {
        const std::size_t num_conditions = make_step(loaded, i, nullptr).conditions.size();
        steps.push_back(
            base::str(loaded.experiment.steps[i].name, " (", num_conditions, " conditions)"));
    }
    return steps.empty() ? "" : base::str("steps     ", base::join(steps), ", run first\n");
}

std::string facts(const PreparedRun& run,
                  const RunSettings& settings,
                  const RunEstimate& estimate) {
    const auto free_memory = available_memory_bytes();
    return base::str(
        steps_text(run.loaded), "cells     ", estimate.num_cells, " (", run.layout.variants.size(),
        " variants x ", run.layout.conditions.size(), " conditions x ", run.layout.trials,
        " trials)\n", "variants  ", base::join(run.layout.variants), "\n", "network   ",
        run.plan.network.name, ": ", estimate.num_units, " units, ",
        run.plan.network.populations.size(), " populations, ", run.plan.network.projections.size(),
        " projections\n", "memory    about ", format_bytes(estimate.memory_bytes), " with ",
        estimate.jobs, " threads",
        free_memory ? ", " + format_bytes(*free_memory) + " are free" : std::string(), "\n",
        "file      ", settings.output, ", at most ", format_bytes(estimate.file_bytes), "\n",
        "time      up to about ", format_duration(estimate.seconds), " on this machine\n");
}

}  // namespace

nlohmann::json print_dry_run(const CommonOptions& common,
                             const PreparedRun& run,
                             const RunSettings& settings) {
    const RunEstimate estimate =
        estimate_run(run, choose_beginnings(run, settings), settings, true);
    if (!common.json) {
        print(base::str(run.loaded.experiment.title, "\n\n", format_table(condition_table(run)),
                        "\n", format_table(view_table(run)), "\n", facts(run, settings, estimate)));
        return {};
    }
    return {{"experiment", run.loaded.name},
            {"conditions", run.layout.conditions},
            {"variants", run.layout.variants},
            {"trials", run.layout.trials},
            {"cells", estimate.num_cells},
            {"units", estimate.num_units},
            {"jobs", estimate.jobs},
            {"memory_bytes", estimate.memory_bytes},
            {"file_bytes", estimate.file_bytes},
            {"seconds", estimate.seconds},
            {"file", settings.output}};
}

}  // namespace ventral::app
