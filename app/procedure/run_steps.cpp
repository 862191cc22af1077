#include "app/procedure/run_steps.h"

#include "app/procedure/quantity_text.h"
#include "app/procedure/step_experiment.h"
#include "app/procedure/unit_recordings.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/csv.h"
#include "sim/io/result_parts.h"

#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

void measure_units(const PreparedRun& run,
                   const std::string& path,
                   const Step& step,
                   Measurements& measured,
                   Talk& talk) {
    const io::ResultFile file(path);
    for (const UnitEntry& unit : run.loaded.experiment.units) {
        std::vector<std::string> facts;
        const auto responses = read_unit(run, file, unit.name, step.measure);
        for (analysis::Quantity& quantity : analysis::measure(step.measure, responses)) {
            facts.push_back(quantity_text(quantity));
            measured[unit.name][step.name + "." + quantity.name] = std::move(quantity);
        }
        talk.say(base::str("step ", step.name, ", unit ", unit.name, ": ", base::join(facts)));
    }
}

void write_measured(const Measurements& measured, const std::string& path) {
    io::CsvTable table;
    table.header = {"unit", "quantity", "value", "of", "reason"};
    for (const auto& [unit, quantities] : measured) {
        for (const auto& [name, quantity] : quantities) {
            table.rows.push_back({unit, name, quantity.value, quantity.unit, quantity.reason});
        }
    }
    io::write_csv(path, table, true);
}

/// Where the step's result goes, and how it is run there.
RunSettings settings_of_step(const RunSettings& settings,
                             const Step& step,
                             const PreparedRun& run) {
    RunSettings result = settings;
    result.shard.reset();  // every shard measures the units itself
    if (settings.shared_steps.empty()) {
        result.output = (fs::path(steps_folder(settings.output)) / (step.name + ".h5")).string();
        result.resume = settings.resume && fs::exists(io::parts_folder(result.output));
        return result;
    }
    fs::create_directories(settings.shared_steps);
    const std::string name = base::str(step.name, "-", run.layout.key, ".h5");
    result.output = (fs::path(settings.shared_steps) / name).string();
    result.resume = io::are_parts_of(io::parts_folder(result.output), run.layout);
    result.force = !result.resume;
    return result;
}

}  // namespace

std::string steps_folder(const std::string& output) {
    return fs::path(output).replace_extension(".steps").string();
}

LoadedExperiment run_steps(LoadedExperiment loaded,
                           const std::string& command,
                           const RunSettings& settings,
                           Talk& talk) {
    const fs::path folder = steps_folder(settings.output);
    fs::create_directories(folder);
    Measurements measured;
    for (const UnitEntry& unit : loaded.experiment.units) {
        measured[unit.name] = {};
    }
    for (std::size_t i = 0; i < loaded.experiment.steps.size(); ++i) {
        const Step& step = loaded.experiment.steps[i];
        const PreparedRun run = prepare_run(make_step(loaded, i, &measured), command);
        const RunSettings of_step = settings_of_step(settings, step, run);
        if (is_result_of(of_step.output, run)) {
            talk.say(base::str("step ", step.name, ": taken from ", of_step.output));
        } else {
            talk.say(
                base::str("step ", i + 1, " of ", loaded.experiment.steps.size(), ", ", step.name));
            run_cells(run, of_step, talk);
        }
        measure_units(run, of_step.output, step, measured, talk);
    }
    if (settings.ranks == nullptr || settings.ranks->is_lead()) {
        write_measured(measured, (folder / "measured.csv").string());
    }
    loaded.conditions = expand_conditions(loaded.experiment, loaded.document.root, &measured);
    loaded.measured = std::move(measured);
    return loaded;
}

}  // namespace ventral::app
