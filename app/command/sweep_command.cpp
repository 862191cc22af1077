#include "analysis/measures/measure_output.h"
#include "app/command/commands.h"
#include "app/command/run_experiment.h"
#include "app/command/shared.h"
#include "app/command/sweep_text.h"
#include "app/figure/measure_figure.h"
#include "app/provenance/build_info.h"
#include "app/provenance/provenance.h"
#include "app/run/estimate.h"
#include "app/run/machine.h"
#include "app/run/shown.h"
#include "app/sweep/run_points.h"
#include "app/sweep/sweep_plots.h"
#include "app/sweep/sweep_table.h"
#include "models/read_model.h"
#include "sim/base/random.h"
#include "sim/base/text.h"
#include "sim/config/write.h"
#include "sim/io/atomic_file.h"
#include "sim/io/file_lock.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

Sweep make_sweep(const CommonOptions& common, const SweepOptions& options) {
    Sweep sweep{options.experiment,
                search_paths(common),
                read_overrides(options.changes),
                {},
                {},
                PointFiles(options.folder.empty() ? file_stem(options.experiment) + ".sweep"
                                                  : options.folder)};
    for (const std::string& text : options.vary) {
        sweep.axes.axes.push_back(parse_vary(text));
    }
    if (!options.seeds.empty()) {
        sweep.axes.seeds = parse_seeds(options.seeds);
    }
    sweep.axes.samples = options.samples;
    sweep.axes.sample_seed = options.sample_seed;
    sweep.points = make_points(sweep.axes);
    return sweep;
}

LoadedExperiment load_point(const Sweep& sweep, std::size_t point) {
    return load_experiment(sweep.experiment, sweep.paths, overrides_of(sweep, point));
}

/// Refuses an experiment without measures, and every value that the files do not take, before
/// anything is run. Each value of an axis is tried once, at the first point that has it.
void check_points(const Sweep& sweep) {
    std::set<std::pair<std::size_t, std::string>> tried;
    for (std::size_t point = 0; point < sweep.points.size(); ++point) {
        const std::vector<std::string>& values = sweep.points[point].values;
        bool has_new = point == 0;
        for (std::size_t axis = 0; axis < values.size(); ++axis) {
            has_new |= tried.emplace(axis, values[axis]).second;
        }
        if (!has_new) {
            continue;
        }
        const LoadedExperiment loaded = load_point(sweep, point);
        models::read_network(loaded.model.root);
        if (loaded.experiment.measures.empty()) {
            loaded.document.root.fail(
                "the experiment measures nothing: a sweep would have no table", "a key `measure:`");
        }
    }
}

/// Decides whether a folder that is there holds this very sweep.
std::string plan_text(const Sweep& sweep, const SweepOptions& options) {
    const LoadedExperiment loaded = load_experiment(sweep.experiment, sweep.paths, sweep.overrides);
    const std::uint64_t files = base::hash_name(config::to_yaml_text(loaded.document.root) + "\n" +
                                                config::to_yaml_text(loaded.model.root));
    std::string text = base::str(
        "format: ventral-sweep/1\nprogram: ventral ", program_version(), "\ncommand: |\n  ",
        repeat_command(sweep.experiment, sweep.overrides), "\nfiles: ", files, "\nvary:\n");
    for (const std::string& vary : options.vary) {
        text += "  - |\n    " + vary + "\n";
    }
    return text + base::str("seeds: '", options.seeds, "'\nsamples: ", options.samples,
                            "\nsample_seed: ", options.sample_seed,
                            "\npoints: ", sweep.points.size(), "\n");
}

/// Points of this share that have not ended. Neighbours go to different shards: points that are
/// slow lie side by side.
std::vector<std::size_t> points_left(const Sweep& sweep, const std::optional<io::Shard>& shard) {
    std::vector<std::size_t> left;
    for (std::size_t point = 0; point < sweep.points.size(); ++point) {
        const bool is_mine = !shard || point % shard->count == shard->number - 1;
        if (is_mine && !sweep.files.has_ended(point)) {
            left.push_back(point);
        }
    }
    return left;
}

/// As many points at a time as there are threads and memory for; threads that are left over go to
/// the points.
PointWork plan_work(const RunEstimate& estimate, int jobs, std::size_t num_points) {
    const int threads = chosen_threads(jobs);
    const auto points = static_cast<int>(std::min<std::size_t>(num_points, 4096));
    int workers = std::clamp(threads, 1, std::max(points, 1));
    const auto memory = available_memory_bytes();
    if (memory && estimate.memory_bytes > 0) {
        workers = std::clamp(static_cast<int>(*memory / estimate.memory_bytes), 1, workers);
    }
    return {workers, std::max(threads / workers, 1)};
}

void run_point(const Sweep& sweep, std::size_t point, int jobs) {
    Talk silent(Loudness::Quiet);
    RunSettings settings;
    settings.output = sweep.files.result(point);
    settings.jobs = jobs;
    const Overrides overrides = overrides_of(sweep, point);
    const analysis::MeasureTable table = measure_experiment(
        load_point(sweep, point), repeat_command(sweep.experiment, overrides), settings, silent);
    analysis::write_measures_csv(sweep.files.measures(point), table, true);
}

/// Tables and figures of all points.
SweepTable finish(const Sweep& sweep, const std::string& title, bool no_figure) {
    SweepTable table = read_sweep(title, sweep.axes, sweep.points, sweep.files);
    write_sweep(table, sweep.files);
    const fs::path folder = sweep.files.folder();
    const auto lines = sweep_lines(table);
    if (!no_figure && !lines.empty()) {
        draw_measures(title, lines, table.variants, (folder / "lines.png").string(), true,
                      "means over all other parameters and seeds; squares: points of drawn values");
    }
    const auto maps = sweep_maps(table);
    if (!no_figure && !maps.empty()) {
        draw_parameter_maps(title, maps, (folder / "maps.png").string(), true);
    }
    return table;
}

std::string lock_name(const Sweep& sweep, const std::optional<io::Shard>& shard) {
    const std::string name = (fs::path(sweep.files.folder()) / "sweep.h5").string();
    return shard ? io::shard_path(name, *shard) : name;
}

/// Computes what is left, on all ranks.
void compute(const Sweep& sweep,
             const SweepOptions& options,
             const std::optional<io::Shard>& shard,
             Ranks& ranks,
             Talk& talk) {
    std::vector<std::size_t> left;
    PointWork work{1, chosen_threads(options.jobs)};
    if (ranks.is_lead()) {
        left = points_left(sweep, shard);
        talk.say(base::str(sweep.points.size(), " points, ", left.size(), " of them to be run"));
        if (ranks.size() == 1 && !left.empty()) {
            const PreparedRun first = prepare_run(load_point(sweep, left.front()), "");
            RunSettings settings;
            settings.output = sweep.files.result(left.front());
            settings.jobs = 1;
            work = plan_work(estimate_run(first, find_beginnings(first), settings, false),
                             options.jobs, left.size());
        }
    }
    ranks.spread(left);
    run_points(
        sweep, left, work, [&](std::size_t point, int jobs) { run_point(sweep, point, jobs); },
        ranks, talk);
}

base::ExitCode sweep_on(const CommonOptions& common,
                        const SweepOptions& options,
                        Ranks& ranks,
                        Talk& talk) {
    const Sweep sweep = make_sweep(common, options);
    std::optional<io::Shard> shard;
    if (!options.shard.empty()) {
        shard = read_shard(options.shard);
    }
    if (!ranks.is_lead()) {
        Talk silent(Loudness::Quiet);
        ranks.any(false);  // the lead has begun the folder
        compute(sweep, options, shard, ranks, silent);
        return base::ExitCode::Good;
    }
    check_points(sweep);
    const std::string title = load_point(sweep, 0).experiment.title;
    if (options.dry_run) {
        print_sweep_plan(common, sweep, prepare_run(load_point(sweep, 0), ""), options.jobs);
        return base::ExitCode::Good;
    }
    // Shards of one folder come one after the other or all at once: whoever is first begins it.
    sweep.files.begin(plan_text(sweep, options), options.resume || shard.has_value(), common.force);
    const io::FileLock lock(lock_name(sweep, shard));
    ranks.any(false);
    compute(sweep, options, shard, ranks, talk);
    const std::size_t missing = sweep.points.size() - sweep.files.num_known(sweep.points.size());
    if (missing > 0) {
        print_sweep_share(common, sweep, missing);
        return base::ExitCode::Good;
    }
    // Shards that end at the same time would write the same tables: one of them is enough.
    std::optional<io::FileLock> tables;
    if (shard) {
        try {
            tables.emplace(lock_name(sweep, std::nullopt));
        } catch (const base::IoError&) {
            print_sweep_share(common, sweep, missing);
            return base::ExitCode::Good;
        }
    }
    const SweepTable table = finish(sweep, title, options.no_figure);
    print_sweep(common, sweep, table);
    const bool all_done = std::all_of(table.rows.begin(), table.rows.end(),
                                      [](const SweepRow& row) { return row.status == "done"; });
    return all_done ? base::ExitCode::Good : base::ExitCode::Differs;
}

}  // namespace

base::ExitCode sweep_command(const CommonOptions& common, const SweepOptions& options, Talk& talk) {
    return run_on_ranks(talk, [&](Ranks& ranks) { return sweep_on(common, options, ranks, talk); });
}

}  // namespace ventral::app
