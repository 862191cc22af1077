#include "analysis/variant_comparison.h"
#include "app/command/commands.h"
#include "app/command/dry_run.h"
#include "app/command/measure_text.h"
#include "app/command/overview_text.h"
#include "app/command/result_picture.h"
#include "app/command/run_experiment.h"
#include "app/command/shared.h"
#include "app/provenance/provenance.h"
#include "app/run/runner.h"
#include "app/terminal/progress.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

nlohmann::json print_result(const CommonOptions& common,
                            const PreparedRun& run,
                            const RunSettings& settings,
                            const std::string& figure,
                            const analysis::MeasureTable& measured,
                            double seconds) {
    const io::ResultFile file(settings.output);
    const auto rows = analysis::summarize_file(file);
    const std::string reference = analysis::default_reference(file.layout());
    if (!figure.empty()) {
        draw_result_picture(run, rows, reference, figure);
    }
    if (common.json) {
        nlohmann::json result{{"experiment", run.loaded.name},
                              {"file", fs::absolute(settings.output).string()},
                              {"cells", run.layout.cells()},
                              {"reference", reference},
                              {"criterion", analysis::describe(analysis::DivergenceCriterion{})},
                              {"seconds", seconds},
                              {"rows", overview_json(rows)}};
        if (!measured.rows.empty()) {
            result["measures"] = measure_json(measured);
        }
        if (!figure.empty()) {
            result["figure"] = fs::absolute(figure).string();
        }
        return result;
    }
    const auto count = [](std::size_t n, const char* noun) {
        return base::str(n, " ", noun, n == 1 ? "" : "s");
    };
    print(base::str(
        run.loaded.experiment.title, "\n", count(run.layout.conditions.size(), "condition"), " x ",
        count(run.layout.variants.size(), "variant"), " x ", count(run.layout.trials, "trial"),
        ", ", format_duration(seconds), "\n\n", overview_table(rows, reference),
        measured.rows.empty() ? "" : "\n" + measure_text(measured),
        "\nresult: ", fs::absolute(settings.output).string(), "\n",
        figure.empty() ? "" : "figure: " + fs::absolute(figure).string() + "\n"));
    return {};
}

RunSettings make_settings(const CommonOptions& common,
                          const RunOptions& options,
                          const std::string& name) {
    RunSettings settings;
    settings.output = common.output.empty() ? name + ".h5" : common.output;
    settings.jobs = options.jobs;
    settings.force = common.force;
    settings.resume = options.resume;
    const fs::path suffix = fs::path(settings.output).extension();
    if (suffix != ".h5" && suffix != ".nwb") {
        throw base::ConfigError({.what = "a result is an HDF5 file",
                                 .file = "-o " + settings.output,
                                 .got = settings.output,
                                 .allowed = "a name that ends in .h5 or .nwb"});
    }
    return settings;
}

nlohmann::json run_one(const CommonOptions& common,
                       const RunOptions& options,
                       const std::string& experiment,
                       Talk& talk) {
    const Clock::time_point start = Clock::now();
    const Overrides overrides = read_overrides(options.changes);
    LoadedExperiment loaded = load_experiment(experiment, search_paths(common), overrides);
    const RunSettings settings = make_settings(common, options, loaded.name);
    const std::string command = repeat_command(experiment, overrides);
    if (options.dry_run) {
        return print_dry_run(common, prepare_run(std::move(loaded), command), settings);
    }
    const std::string figure = options.no_figure ? "" : with_suffix(settings.output, ".png");
    if (!figure.empty()) {
        io::check_writable(figure, common.force || options.resume);
    }
    const FinishedRun finished = run_experiment(std::move(loaded), command, settings, talk);
    const std::chrono::duration<double> elapsed = Clock::now() - start;
    return print_result(common, finished.run, settings, figure, finished.measured, elapsed.count());
}

}  // namespace

base::ExitCode run_command(const CommonOptions& common, const RunOptions& options, Talk& talk) {
    if (!common.output.empty() && options.experiments.size() > 1) {
        throw base::ConfigError({.what = "-o names one file, but several experiments are to run",
                                 .file = "-o " + common.output,
                                 .got = base::str(options.experiments.size(), " experiments"),
                                 .allowed = "one experiment with -o"});
    }
    nlohmann::json results = nlohmann::json::array();
    for (const std::string& experiment : options.experiments) {
        results.push_back(run_one(common, options, experiment, talk));
    }
    if (common.json) {
        print_json(results.size() == 1 ? results.front() : results);
    }
    return base::ExitCode::Good;
}

}  // namespace ventral::app
