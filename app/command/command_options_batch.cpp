#include "app/command/command_options.h"
#include "app/command/commands.h"

#include <CLI/CLI.hpp>

namespace ventral::app {

namespace {

void add_reproduce(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand(
        "reproduce", "run the published experiments and hold the model against their values");
    add_common(command, choice.common);
    add_changes(command, choice.reproduce.changes);
    command.add_option("experiment", choice.reproduce.experiments,
                       "names or files; default: all that carry published values");
    command.add_option("--folder", choice.reproduce.folder, "where results and scoreboard go")
        ->capture_default_str();
    command.add_option("-j,--jobs", choice.reproduce.jobs, "threads; default: one per processor")
        ->check(CLI::Range(1, 4096));
    command.add_flag("--no-report", choice.reproduce.no_report,
                     "write only the scoreboard, no report of each experiment");
    command.callback([&choice] {
        choice.action = [&](Talk& talk) {
            return reproduce_command(choice.common, choice.reproduce, talk);
        };
    });
}

void add_sweep(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand(
        "sweep", "run an experiment at many values of its parameters, and measure each");
    SweepOptions& sweep = choice.sweep;
    add_common(command, choice.common);
    add_changes(command, sweep.changes);
    command.add_option("experiment", sweep.experiment, "a name or a file")->required();
    command
        .add_option("--vary", sweep.vary,
                    "PATH=1,2,5 or range:FROM:TO:N, log:FROM:TO:N, random:FROM:TO[:log], "
                    "sobol:FROM:TO[:log]; PATH as for --set; every level with every other")
        ->type_name("PATH=VALUES")
        ->take_all();
    command.add_option("--seeds", sweep.seeds, "run every point with these seeds: 1,2,7 or 1:50")
        ->type_name("LIST");
    command.add_option("--samples", sweep.samples, "how many values random and sobol axes draw")
        ->type_name("N")
        ->check(CLI::Range(1, 1000000));
    command.add_option("--sample-seed", sweep.sample_seed, "seed of these draws")
        ->capture_default_str();
    command.add_option("--folder", sweep.folder,
                       "where points and tables go; default: named after the experiment");
    command
        .add_option("-j,--jobs", sweep.jobs,
                    "threads of all points together; default: one per "
                    "processor")
        ->check(CLI::Range(1, 4096));
    command.add_flag("-n,--dry-run", sweep.dry_run,
                     "print points, memory, file sizes and time; write nothing");
    command.add_flag("--resume", sweep.resume, "go on where an earlier sweep was stopped");
    command.add_option("--shard", sweep.shard, "run only share K of N of the points")
        ->type_name("K/N");
    command.add_flag("--no-figure", sweep.no_figure, "draw no figures");
    command.callback([&choice] {
        choice.action = [&](Talk& talk) {
            return sweep_command(choice.common, choice.sweep, talk);
        };
    });
}

void add_merge(CLI::App& app, Choice& choice) {
    CLI::App& command =
        *app.add_subcommand("merge", "join the shards of a run into its result, and measure it");
    add_common(command, choice.common);
    command.add_option("file", choice.merge.files, "all shards of one run")->required();
    command.add_flag("--virtual", choice.merge.refer,
                     "refer to the shards, which must stay where they are, instead of copying");
    command.add_flag("--no-report", choice.merge.no_report, "write no report beside the result");
    command.callback([&choice] {
        choice.action = [&](Talk& talk) {
            return merge_command(choice.common, choice.merge, talk);
        };
    });
}

void add_fit(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand(
        "fit", "calibrate a model: search free values for which it meets published ones");
    add_common(command, choice.common);
    command.add_option("file", choice.fit.file, "a file of a calibration")->required();
    command.add_option("--folder", choice.fit.folder,
                       "where evaluations and the best model go; default: named after the file");
    command.add_option("-j,--jobs", choice.fit.jobs, "threads; default: one per processor")
        ->check(CLI::Range(1, 4096));
    command.add_flag("--resume", choice.fit.resume, "go on where an earlier search was stopped");
    command.callback([&choice] {
        choice.action = [&](Talk& talk) { return fit_command(choice.common, choice.fit, talk); };
    });
}

}  // namespace

void add_batch_commands(CLI::App& app, Choice& choice) {
    add_sweep(app, choice);
    add_merge(app, choice);
    add_reproduce(app, choice);
    add_fit(app, choice);
}

}  // namespace ventral::app
