#include "analysis/variant_comparison.h"
#include "app/command/commands.h"
#include "app/command/dry_run.h"
#include "app/command/half_step.h"
#include "app/command/measure_text.h"
#include "app/command/overview_text.h"
#include "app/command/result_picture.h"
#include "app/command/run_experiment.h"
#include "app/command/shared.h"
#include "app/command/write_report.h"
#include "app/provenance/provenance.h"
#include "app/run/runner.h"
#include "app/terminal/progress.h"
#include "app/watch/report_server.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <optional>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

nlohmann::json print_result(const CommonOptions& common,
                            const PreparedRun& run,
                            const RunSettings& settings,
                            const std::string& figure,
                            const std::string& report,
                            const analysis::MeasureTable& measured,
                            double seconds) {
    const io::ResultFile file(settings.output);
    const auto rows = analysis::summarize_file(file);
    const std::string reference = analysis::default_reference(file.layout());
    if (!figure.empty()) {
        draw_result_picture(run, rows, reference, figure);
    }
    if (!report.empty()) {
        write_report({settings.output}, {}, report, true);
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
        if (!report.empty()) {
            result["report"] = fs::absolute(report).string();
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
        figure.empty() ? "" : "figure: " + fs::absolute(figure).string() + "\n",
        report.empty() ? "" : "report: " + fs::absolute(report).string() + "\n"));
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
    settings.checkpoint_s = options.checkpoint_s;
    settings.keep_last_states = true;
    settings.live = options.live;
    if (!options.shard.empty()) {
        settings.shard = read_shard(options.shard);
    }
    const fs::path suffix = fs::path(settings.output).extension();
    if (suffix != ".h5" && suffix != ".nwb") {
        throw base::ConfigError({.what = "a result is an HDF5 file",
                                 .file = "-o " + settings.output,
                                 .got = settings.output,
                                 .allowed = "a name that ends in .h5 or .nwb"});
    }
    if (settings.shard) {
        settings.output = io::shard_path(settings.output, *settings.shard);
    }
    return settings;
}

nlohmann::json print_shard(const CommonOptions& common,
                           const PreparedRun& run,
                           const RunSettings& settings,
                           double seconds) {
    if (common.json) {
        return {{"experiment", run.loaded.name},
                {"file", fs::absolute(settings.output).string()},
                {"shard", settings.shard->number},
                {"shards", settings.shard->count},
                {"seconds", seconds}};
    }
    print(base::str(run.loaded.experiment.title, "\nshard ", settings.shard->number, " of ",
                    settings.shard->count, ", ", format_duration(seconds),
                    "\n\nshard: ", fs::absolute(settings.output).string(),
                    "\n`ventral merge` joins all shards into the result\n"));
    return {};
}

nlohmann::json run_one(const CommonOptions& common,
                       const RunOptions& options,
                       const std::string& experiment,
                       Ranks& ranks,
                       Talk& talk,
                       bool& agrees) {
    const Clock::time_point start = Clock::now();
    const Overrides overrides = read_overrides(options.changes);
    LoadedExperiment loaded = load_experiment(experiment, search_paths(common), overrides);
    RunSettings settings = make_settings(common, options, loaded.name);
    const std::string command = repeat_command(experiment, overrides);
    if (options.dry_run) {
        if (!ranks.is_lead()) {
            return {};
        }
        return print_dry_run(common, prepare_run(std::move(loaded), command), settings);
    }
    settings.ranks = &ranks;
    const bool is_alone = settings.shard.has_value();  // its file is no result of its own
    const std::string figure =
        options.no_figure || is_alone ? "" : with_suffix(settings.output, ".png");
    const std::string report =
        options.no_report || is_alone ? "" : with_suffix(settings.output, ".html");
    for (const std::string& path : {figure, report}) {
        if (!path.empty()) {
            io::check_writable(path, common.force || options.resume);
        }
    }
    const FinishedRun finished = [&] {
        if (!options.watch || !ranks.is_lead()) {
            return run_experiment(std::move(loaded), command, settings, talk);
        }
        ReportServer server(settings.output, loaded.experiment.title);
        talk.say("watch: " + server.address());
        settings.watcher = &server;
        return run_experiment(std::move(loaded), command, settings, talk);
    }();
    const std::chrono::duration<double> elapsed = Clock::now() - start;
    std::optional<StepCheck> check;
    if (options.check) {
        settings.watcher = nullptr;
        check = check_step(common, options, experiment, settings, talk);
    }
    if (!ranks.is_lead()) {
        return {};
    }
    if (settings.shard) {
        return print_shard(common, finished.run, settings, elapsed.count());
    }
    nlohmann::json result = print_result(common, finished.run, settings, figure, report,
                                         finished.measured, elapsed.count());
    if (check) {
        agrees = check->comparison.agrees();
        if (common.json) {
            result["check"] = step_check_json(*check);
        } else {
            print("\n" + step_check_text(*check));
        }
    }
    return result;
}

}  // namespace

base::ExitCode run_command(const CommonOptions& common, const RunOptions& options, Talk& talk) {
    if (options.check && !options.shard.empty()) {
        throw base::ConfigError({.what = "a shard alone cannot be checked",
                                 .file = "--check",
                                 .got = "--shard " + options.shard,
                                 .allowed = "--check with a whole run"});
    }
    if (!common.output.empty() && options.experiments.size() > 1) {
        throw base::ConfigError({.what = "-o names one file, but several experiments are to run",
                                 .file = "-o " + common.output,
                                 .got = base::str(options.experiments.size(), " experiments"),
                                 .allowed = "one experiment with -o"});
    }
    return run_on_ranks(talk, [&](Ranks& ranks) {
        nlohmann::json results = nlohmann::json::array();
        bool all_agree = true;
        for (const std::string& experiment : options.experiments) {
            bool agrees = true;
            results.push_back(run_one(common, options, experiment, ranks, talk, agrees));
            all_agree = all_agree && agrees;
        }
        if (common.json && ranks.is_lead()) {
            print_json(results.size() == 1 ? results.front() : results);
        }
        return all_agree ? base::ExitCode::Good : base::ExitCode::Differs;
    });
}

}  // namespace ventral::app
