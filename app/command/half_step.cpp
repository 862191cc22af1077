#include "app/command/half_step.h"

#include "app/command/shared.h"
#include "app/provenance/provenance.h"
#include "app/terminal/number_text.h"
#include "app/terminal/table.h"
#include "sim/base/text.h"
#include "sim/io/result_parts.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace ventral::app {

StepCheck check_step(const CommonOptions& common,
                     const RunOptions& options,
                     const std::string& experiment,
                     const RunSettings& settings,
                     Talk& talk) {
    Overrides overrides = read_overrides(options.changes);
    const double step_ms =
        load_experiment(experiment, search_paths(common), overrides).experiment.time.step_ms / 2;
    overrides.assignments.push_back({"time.step_ms", base::format_number(step_ms)});
    RunSettings half;
    half.output = with_suffix(settings.output, ".half_step.h5");
    half.jobs = settings.jobs;
    half.ranks = settings.ranks;
    half.force = settings.force;
    half.resume = settings.resume;
    half.checkpoint_s = settings.checkpoint_s;
    talk.say(base::str("once more, at half the step: ", base::format_number(step_ms), " ms"));
    const PreparedRun run =
        prepare_run(load_experiment(experiment, search_paths(common), overrides),
                    repeat_command(experiment, overrides));
    if (half.resume && is_result_of(half.output, run)) {
        io::remove_leftovers(half.output);
    } else {
        run_cells(run, half, talk);
    }
    return {step_ms, half.output,
            analysis::compare_files(io::ResultFile(settings.output), io::ResultFile(half.output),
                                    kStepTolerance)};
}

std::string step_check_text(const StepCheck& check) {
    TextGrid table;
    table.columns = {{"view"},           {"variant"},         {"largest difference", true},
                     {"relative", true}, {"from (ms)", true}, {"where"}};
    for (const analysis::FileDifference& row : check.comparison.differences) {
        table.rows.push_back({row.view, row.variant, format_scientific(row.largest, 2),
                              format_scientific(row.relative, 2),
                              format_fixed(row.first_time_ms, 1), row.where});
    }
    return base::str(
        "at half the step, ", base::format_number(check.step_ms), " ms:\n\n", format_table(table),
        "\n", check.comparison.agrees() ? "the step is short enough: " : "the step is too long: ",
        "differences ", check.comparison.agrees() ? "stay within " : "exceed ",
        base::format_number(kStepTolerance),
        " of the largest value\nhalf step: ", std::filesystem::absolute(check.file).string(), "\n");
}

nlohmann::json step_check_json(const StepCheck& check) {
    nlohmann::json rows = nlohmann::json::array();
    for (const analysis::FileDifference& row : check.comparison.differences) {
        rows.push_back({{"view", row.view},
                        {"variant", row.variant},
                        {"largest", json_number(row.largest)},
                        {"relative", json_number(row.relative)},
                        {"first_time_ms", json_number(row.first_time_ms)},
                        {"agrees", row.agrees}});
    }
    return {{"step_ms", check.step_ms},
            {"tolerance", kStepTolerance},
            {"agrees", check.comparison.agrees()},
            {"file", std::filesystem::absolute(check.file).string()},
            {"rows", rows}};
}

}  // namespace ventral::app
