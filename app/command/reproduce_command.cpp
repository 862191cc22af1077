#include "app/command/commands.h"
#include "app/command/measure_text.h"
#include "app/command/run_experiment.h"
#include "app/command/shared.h"
#include "app/command/write_report.h"
#include "app/provenance/provenance.h"
#include "app/report/report_json.h"
#include "app/report/report_page.h"
#include "app/terminal/progress.h"
#include "sim/base/text.h"
#include "sim/config/load.h"
#include "sim/io/atomic_file.h"
#include "sim/io/csv.h"
#include "sim/io/csv_read.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

/// What one experiment adds to the scoreboard.
struct Entry {
    std::string name;  ///< "border_ownership/isolated_square"
    std::string title;
    std::string fault;  ///< why it could not be run; then there is no table
    analysis::MeasureTable table;
    nlohmann::json shown;  ///< its part of the page
};

/// The file, or nothing if it cannot be read.
std::optional<config::Node> read_experiment(const std::string& path) {
    try {
        return config::load_file(path);
    } catch (const base::ConfigError&) {
        return std::nullopt;
    }
}

/// True if a measure of the experiment has published values, and there is a reduced design if that
/// is wanted. One that cannot be read has its fault on the scoreboard.
bool is_on_scoreboard(const std::string& name, const SearchPaths& paths, bool quick) {
    const auto experiment = read_experiment(find_experiment(name, paths));
    if (!experiment) {
        return true;
    }
    const config::Node& root = *experiment;
    const auto measures = root.find("measure");
    if (!measures || !measures->is_map() || (quick && !root.find("quick"))) {
        return false;
    }
    const auto entries = measures->entries();
    return std::any_of(entries.begin(), entries.end(), [](const auto& entry) {
        return entry.second.is_map() && entry.second.has("expect");
    });
}

std::vector<std::string> chosen_experiments(const ReproduceOptions& options,
                                            const SearchPaths& paths) {
    if (!options.experiments.empty()) {
        return options.experiments;
    }
    std::vector<std::string> names = list_experiments(paths);
    std::erase_if(names, [&](const std::string& name) {
        return !is_on_scoreboard(name, paths, options.changes.quick);
    });
    return names;
}

/// A file of the folder is taken over if it is this run's; anything else under its name is redone.
Entry reproduce_one(const CommonOptions& common,
                    const ReproduceOptions& options,
                    const std::string& name,
                    Talk& talk) {
    const Overrides overrides = read_overrides(options.changes);
    LoadedExperiment loaded = load_experiment(name, search_paths(common), overrides);
    Entry entry{name, loaded.experiment.title, "", {}, {}};
    RunSettings settings;
    settings.output = (fs::path(options.folder) / (file_stem(name) + ".h5")).string();
    settings.jobs = options.jobs;
    settings.shared_steps = (fs::path(options.folder) / "steps").string();
    const FinishedRun finished =
        reproduce_experiment(std::move(loaded), repeat_command(name, overrides), settings, talk);
    entry.table = finished.measured;
    ReportOptions shown{.is_brief = true};
    if (!options.no_report) {
        const std::string report = with_suffix(settings.output, ".html");
        write_report({settings.output}, {}, report, true);
        shown.link = fs::path(report).filename().string();
    }
    const io::ResultFile file(settings.output);
    entry.shown = result_entry(sources_of(file), shown);
    entry.shown["name"] = name;
    return entry;
}

void write_table(const std::vector<Entry>& entries, const fs::path& folder) {
    io::CsvTable all;
    for (const Entry& entry : entries) {
        const fs::path path = folder / (file_stem(entry.name) + ".measures.csv");
        if (!entry.fault.empty() || !fs::exists(path)) {
            continue;
        }
        const io::CsvText table = io::read_csv(path.string());
        if (all.header.empty()) {
            all.header = table.header;
            all.header.insert(all.header.begin(), "experiment");
        }
        for (const std::vector<std::string>& row : table.rows) {
            std::vector<io::CsvCell> cells{entry.name};
            cells.insert(cells.end(), row.begin(), row.end());
            all.rows.push_back(std::move(cells));
        }
    }
    io::write_csv((folder / "scoreboard.csv").string(), all, true);
}

nlohmann::json entries_json(const std::vector<Entry>& entries) {
    nlohmann::json list = nlohmann::json::array();
    for (const Entry& entry : entries) {
        list.push_back({{"experiment", entry.name},
                        {"title", entry.title},
                        {"fault", entry.fault},
                        {"rows", measure_json(entry.table)}});
    }
    return list;
}

}  // namespace

base::ExitCode reproduce_command(const CommonOptions& common,
                                 const ReproduceOptions& options,
                                 Talk& talk) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    const std::vector<std::string> names = chosen_experiments(options, search_paths(common));
    fs::create_directories(options.folder);
    std::vector<Entry> entries;
    bool complete = true;
    for (std::size_t i = 0; i < names.size(); ++i) {
        talk.say(base::str("experiment ", i + 1, " of ", names.size(), ": ", names[i]));
        try {
            entries.push_back(reproduce_one(common, options, names[i], talk));
        } catch (const base::Interrupted&) {
            throw;
        } catch (const base::Error& error) {
            // One that is wrong, diverges or cannot be measured does not take the others with it.
            entries.push_back(
                {names[i], names[i], error.what(), {}, fault_entry(names[i], error.what())});
            complete = false;
            talk.warn(error.what());
        }
    }
    const std::chrono::duration<double> elapsed = Clock::now() - start;
    const std::string heading =
        base::str(options.changes.quick ? "Scoreboard, quick designs" : "Scoreboard");
    const fs::path page = fs::path(options.folder) / "scoreboard.html";
    nlohmann::json shown = nlohmann::json::array();
    for (Entry& entry : entries) {
        shown.push_back(std::move(entry.shown));
    }
    io::write_file(page.string(), report_page({{"title", heading}, {"entries", shown}}), true);
    write_table(entries, options.folder);
    HardTargets hard;
    std::string text;
    for (const Entry& entry : entries) {
        const HardTargets of_entry = count_hard(entry.table);
        hard.count += of_entry.count;
        hard.passed += of_entry.passed;
        text +=
            base::str(entry.title, "\n  ", entry.name, "\n\n",
                      entry.fault.empty() ? measure_text(entry.table) : entry.fault + "\n", "\n");
    }
    if (common.json) {
        print_json({{"hard_targets", hard.count},
                    {"hard_targets_in_band", hard.passed},
                    {"seconds", elapsed.count()},
                    {"page", fs::absolute(page).string()},
                    {"experiments", entries_json(entries)}});
    } else {
        print(base::str(text, hard.passed, " of ", hard.count, " hard targets are in their bands, ",
                        format_duration(elapsed.count()), "\npage: ", fs::absolute(page).string(),
                        "\n"));
    }
    return complete && hard.passed == hard.count ? base::ExitCode::Good : base::ExitCode::Differs;
}

}  // namespace ventral::app
