#include "app/command/command_options.h"

#include "app/command/commands.h"

#include <CLI/CLI.hpp>

namespace ventral::app {

void add_common(CLI::App& command, CommonOptions& common) {
    command.add_flag("--json", common.json, "results as JSON on stdout");
    command.add_flag("--force,-f", common.force, "replace files that exist");
    command.add_flag("-q,--quiet", common.quiet, "say nothing but errors");
    command.add_flag("-v,--verbose", common.verbose, "say more");
    command.add_option("-o,--output", common.output, "file to write");
    command.add_option("--model-path", common.model_path, "folder of models, searched first")
        ->type_name("FOLDER")
        ->take_all();
    command
        .add_option("--allow-path", common.allow_path,
                    "folder whose files experiments and models may name, besides their own folder "
                    "and the working folder")
        ->type_name("FOLDER")
        ->take_all();
}

void add_changes(CLI::App& command, ExperimentOptions& changes) {
    command
        .add_option("--set", changes.set,
                    "set a value: KEY.KEY=VALUE, ELEMENT.KEY=VALUE, model.KEY.KEY=VALUE")
        ->type_name("KEY=VALUE")
        ->take_all();
    command.add_option("--variant", changes.variants, "run only this variant")
        ->type_name("NAME")
        ->take_all();
    command.add_option("--seed", changes.seed, "seed of noise and random displays")
        ->type_name("NUMBER");
    command.add_flag("--quick", changes.quick, "the reduced design that the experiment names");
}

namespace {

void add_run(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand("run", "run experiments and write their results");
    add_common(command, choice.common);
    add_changes(command, choice.run.changes);
    command.add_option("experiment", choice.run.experiments, "names or files")->required();
    command.add_option("-j,--jobs", choice.run.jobs, "threads; default: one per processor")
        ->check(CLI::Range(1, 4096));
    command.add_flag("-n,--dry-run", choice.run.dry_run,
                     "print conditions, cells, memory, file size and time; write nothing");
    command.add_flag("--watch", choice.run.watch,
                     "serve the growing report to browsers on this machine, and print its address");
    command.add_flag("--live", choice.run.live,
                     "also write NAME.live.h5, which others may read while the run goes on");
    command.add_flag("--resume", choice.run.resume, "go on where an earlier run was stopped");
    command
        .add_option("--checkpoint", choice.run.checkpoint_s,
                    "keep a long condition so often while it runs, for --resume; 0: never")
        ->capture_default_str()
        ->type_name("SECONDS")
        ->check(CLI::Range(0.0, 1e9));
    command.add_flag("--check", choice.run.check,
                     "run once more at half the step, and report how far the two differ");
    command
        .add_option("--shard", choice.run.shard,
                    "compute only share K of N, into NAME.shard-K-of-N.h5; `merge` joins them")
        ->type_name("K/N");
    command.add_flag("--no-figure", choice.run.no_figure, "draw no picture beside the result");
    command.add_flag("--no-report", choice.run.no_report, "write no report beside the result");
    command.callback([&choice] {
        choice.action = [&](Talk& talk) { return run_command(choice.common, choice.run, talk); };
    });
}

void add_compare(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand(
        "compare", "pair the variants of one result, or hold two results against each other");
    add_common(command, choice.common);
    command.add_option("file", choice.compare.files, "one or two result files")
        ->required()
        ->expected(1, 2);
    command.add_option("--reference", choice.compare.reference,
                       "variant the others are held against; default: feedforward");
    command
        .add_option("--criterion", choice.compare.criterion,
                    "size at which divergence begins, as a fraction of the largest response")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command
        .add_option("--tolerance", choice.compare.tolerance,
                    "two files: largest difference over largest value that still agrees")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    command.add_flag("--no-report", choice.compare.no_report, "write no report of the comparison");
    command.callback([&choice] {
        choice.action = [&](Talk& talk) {
            return compare_command(choice.common, choice.compare, talk);
        };
    });
}

void add_measure(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand(
        "measure", "measure a result: latencies, indices, tuning, held against published values");
    add_common(command, choice.common);
    command.add_option("file", choice.measure.file, "a result file")->required();
    command
        .add_option("--from", choice.measure.from,
                    "take the measures of this experiment; default: those of the file's own")
        ->type_name("EXPERIMENT");
    command
        .add_option("--measure", choice.measure.measures,
                    "a measure as YAML: 'NAME: {at: SITE, latency: {rule: half_peak}}'")
        ->type_name("YAML")
        ->take_all();
    command.callback([&choice] {
        choice.action = [&](Talk& talk) {
            return measure_command(choice.common, choice.measure, talk);
        };
    });
}

void add_plot(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand(
        "plot", "draw a figure of a result as PNG, SVG or PDF, without a browser");
    add_common(command, choice.common);
    command.add_option("file", choice.plot.file, "a result file")->required();
    command
        .add_option("--what", choice.plot.what,
                    "overview, traces (of every site and map), maps, measures or wiring")
        ->capture_default_str()
        ->check(CLI::IsMember({"overview", "traces", "maps", "measures", "wiring"}));
    command
        .add_option("--condition", choice.plot.condition,
                    "traces, maps: this condition; default: the mean, the first")
        ->type_name("LABEL");
    command.add_option("--variant", choice.plot.variant, "maps: the variant on the left")
        ->type_name("NAME");
    command.add_option("--reference", choice.plot.reference, "maps: the one it is held against")
        ->type_name("NAME");
    command.add_option("--at", choice.plot.times_ms, "maps: times from onset, T,T,T in ms")
        ->delimiter(',')
        ->capture_default_str()
        ->type_name("MS");
    command.callback([&choice] {
        choice.action = [&](Talk& talk) { return plot_command(choice.common, choice.plot, talk); };
    });
}

void add_report(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand(
        "report", "write results as one HTML file: time courses, maps over time, measures, wiring");
    add_common(command, choice.common);
    command.add_option("file", choice.report.files, "result files")->required();
    command
        .add_option("--condition", choice.report.conditions,
                    "show the maps of this condition; default: as many as fit")
        ->type_name("LABEL")
        ->take_all();
    command.callback([&choice] {
        choice.action = [&](Talk& talk) {
            return report_command(choice.common, choice.report, talk);
        };
    });
}

void add_validate(CLI::App& app, Choice& choice) {
    CLI::App& command =
        *app.add_subcommand("validate", "check experiments and models without running them");
    add_common(command, choice.common);
    add_changes(command, choice.validate.changes);
    command.add_option("file", choice.validate.files, "names or files")->required();
    command.callback([&choice] {
        choice.action = [&](Talk& talk) {
            return validate_command(choice.common, choice.validate, talk);
        };
    });
}

void add_list(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand("list", "list what there is");
    add_common(command, choice.common);
    command.add_option("what", choice.list.what, "models, experiments, stimuli or variants")
        ->required()
        ->check(CLI::IsMember({"models", "experiments", "stimuli", "variants"}));
    command.add_option("item", choice.list.item, "stimuli: one kind, with all its parameters");
    command.callback([&choice] {
        choice.action = [&](Talk&) { return list_command(choice.common, choice.list); };
    });
}

void add_show(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand("show", "draw a picture, or print a model");
    add_common(command, choice.common);
    add_changes(command, choice.show.changes);
    command
        .add_option("what", choice.show.what,
                    "stimulus (of an experiment), kernel, wiring, model or plan (of a model)")
        ->required()
        ->check(CLI::IsMember({"stimulus", "kernel", "wiring", "model", "plan"}));
    command.add_option("subject", choice.show.subject, "an experiment or a model")->required();
    command.add_option("item", choice.show.item, "kernel: the projection; default: all");
    command.add_option("--condition", choice.show.conditions, "stimulus: only this condition")
        ->type_name("LABEL")
        ->take_all();
    command.add_option("--at", choice.show.at_ms, "stimulus: time from onset in ms")
        ->capture_default_str();
    command.add_option("--times", choice.show.times_ms, "stimulus: several times, T,T,T in ms")
        ->delimiter(',')
        ->type_name("MS");
    command
        .add_option("--field", choice.show.field_deg,
                    "stimulus: only so many degrees about the display's origin")
        ->type_name("DEG")
        ->check(CLI::Range(0.1, 360.0));
    command.add_flag("--sheet", choice.show.sheet,
                     "stimulus: a contact sheet, conditions by times");
    command.add_flag("--animate", choice.show.animate,
                     "stimulus: an animated PNG, which browsers play");
    command.add_option("--every", choice.show.every_ms, "animation: ms from frame to frame")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command.add_option("--slower", choice.show.slower, "animation: how many times slower it plays")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command.callback([&choice] {
        choice.action = [&](Talk& talk) { return show_command(choice.common, choice.show, talk); };
    });
}

void add_schema(CLI::App& app, Choice& choice) {
    CLI::App& command =
        *app.add_subcommand("schema", "print the JSON Schema of a file, for editors");
    add_common(command, choice.common);
    command.add_option("what", choice.schema.what, "experiment, model or fit")
        ->required()
        ->check(CLI::IsMember({"experiment", "model", "fit"}));
    command.callback([&choice] {
        choice.action = [&](Talk&) { return schema_command(choice.common, choice.schema); };
    });
}

void add_export(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand("export", "write time courses of units as CSV or NPZ");
    add_common(command, choice.common);
    command.add_option("file", choice.exporting.file, "a result file")->required();
    command.add_option("--view", choice.exporting.view, "site, map or cube")
        ->capture_default_str()
        ->check(CLI::IsMember({"site", "map", "cube"}));
    command.add_option("--population", choice.exporting.populations, "only this population")
        ->take_all();
    command.add_option("--variant", choice.exporting.variants, "only this variant")->take_all();
    command.add_option("--condition", choice.exporting.conditions, "only this condition")
        ->take_all();
    command.callback([&choice] {
        choice.action = [&](Talk& talk) {
            return export_command(choice.common, choice.exporting, talk);
        };
    });
}

}  // namespace

void add_commands(CLI::App& app, Choice& choice) {
    add_run(app, choice);
    add_batch_commands(app, choice);
    add_compare(app, choice);
    add_measure(app, choice);
    add_plot(app, choice);
    add_report(app, choice);
    add_calibrate(app, choice);
    add_validate(app, choice);
    add_list(app, choice);
    add_show(app, choice);
    add_schema(app, choice);
    add_export(app, choice);
}

}  // namespace ventral::app
