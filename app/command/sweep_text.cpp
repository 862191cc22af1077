#include "app/command/sweep_text.h"

#include "app/command/measure_text.h"
#include "app/command/shared.h"
#include "app/run/estimate.h"
#include "app/run/machine.h"
#include "app/run/shown.h"
#include "app/sweep/sensitivity.h"
#include "app/terminal/progress.h"
#include "app/terminal/table.h"
#include "sim/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

/// Rows of the printed table of sensitivity at most; the file has all.
constexpr std::size_t kMostRows = 20;

/// Those that explain most, first.
TextGrid sensitivity_table(std::vector<Sensitivity> rows) {
    std::erase_if(rows, [](const Sensitivity& row) { return !(row.explained >= 0); });
    std::stable_sort(rows.begin(), rows.end(), [](const Sensitivity& a, const Sensitivity& b) {
        return a.explained > b.explained;
    });
    TextGrid table;
    table.columns = {{"parameter"},       {"quantity"},         {"variant"},    {"explained", true},
                     {"by chance", true}, {"rank corr.", true}, {"slope", true}};
    for (std::size_t i = 0; i < std::min(rows.size(), kMostRows); ++i) {
        const Sensitivity& row = rows[i];
        table.rows.push_back({row.parameter, row.quantity, row.variant, short_number(row.explained),
                              short_number(row.by_chance), short_number(row.rank_correlation),
                              short_number(row.slope)});
    }
    return table;
}

std::map<std::string, std::size_t> count_status(const SweepTable& table) {
    std::map<std::string, std::size_t> counts;
    for (const SweepRow& row : table.rows) {
        ++counts[row.status];
    }
    return counts;
}

std::string faults_text(const Sweep& sweep, const SweepTable& table) {
    constexpr std::size_t kMostFaults = 10;
    std::string text;
    std::size_t told = 0;
    for (std::size_t point = 0; point < table.rows.size(); ++point) {
        if (table.rows[point].status == "done") {
            continue;
        }
        if (++told > kMostFaults) {
            return text + "  ... all of them stand in points.csv\n";
        }
        const std::string& reason = table.rows[point].reason;
        text +=
            base::str("  ", describe_point(sweep.axes, sweep.points[point]), ": ",
                      table.rows[point].status, ", ", reason.substr(0, reason.find('\n')), "\n");
    }
    return text;
}

}  // namespace

void print_sweep_plan(const CommonOptions& common,
                      const Sweep& sweep,
                      const PreparedRun& first,
                      int jobs) {
    RunSettings settings;
    settings.output = sweep.files.result(0);
    settings.jobs = 1;
    const RunEstimate one = estimate_run(first, find_beginnings(first), settings, true);
    const int threads = chosen_threads(jobs);
    const auto count = static_cast<double>(sweep.points.size());
    const double seconds = one.seconds * count / std::min<double>(threads, count);
    if (common.json) {
        nlohmann::json points = nlohmann::json::array();
        for (const SweepPoint& point : sweep.points) {
            points.push_back(describe_point(sweep.axes, point));
        }
        print_json({{"points", points},
                    {"point_cells", one.num_cells},
                    {"point_memory_bytes", one.memory_bytes},
                    {"point_file_bytes", one.file_bytes},
                    {"file_bytes", one.file_bytes * count},
                    {"seconds", seconds},
                    {"folder", sweep.files.folder()}});
        return;
    }
    print(base::str(first.loaded.experiment.title, "\n\npoints    ", sweep.points.size(), ", from ",
                    describe_point(sweep.axes, sweep.points.front()), "\n          to ",
                    describe_point(sweep.axes, sweep.points.back()), "\neach      ", one.num_cells,
                    " cells of ", one.num_units, " units, about ", format_bytes(one.memory_bytes),
                    " of memory, a file of at most ", format_bytes(one.file_bytes), "\nfiles     ",
                    sweep.files.folder(), ", at most ", format_bytes(one.file_bytes * count),
                    "\ntime      up to about ", format_duration(seconds), " with ", threads,
                    " threads\n"));
}

void print_sweep_share(const CommonOptions& common, const Sweep& sweep, std::size_t missing) {
    const std::size_t count = sweep.points.size();
    if (common.json) {
        print_json({{"points", count}, {"missing", missing}, {"folder", sweep.files.folder()}});
        return;
    }
    print(base::str(count - missing, " of ", count, " points stand in ", sweep.files.folder(),
                    "\nthe tables are written once all do: by the last shard, or by the same "
                    "command with --resume\n"));
}

void print_sweep(const CommonOptions& common, const Sweep& sweep, const SweepTable& table) {
    const auto counts = count_status(table);
    const fs::path folder = fs::absolute(sweep.files.folder());
    const std::vector<Sensitivity> sensitivity = compute_sensitivity(table);
    if (common.json) {
        nlohmann::json rows = nlohmann::json::array();
        for (const Sensitivity& row : sensitivity) {
            rows.push_back({{"parameter", row.parameter},
                            {"quantity", row.quantity},
                            {"variant", row.variant},
                            {"count", row.count},
                            {"explained", json_number(row.explained)},
                            {"by_chance", json_number(row.by_chance)},
                            {"rank_correlation", json_number(row.rank_correlation)},
                            {"slope", json_number(row.slope)},
                            {"elasticity", json_number(row.elasticity)}});
        }
        print_json({{"points", table.rows.size()},
                    {"status", counts},
                    {"folder", folder.string()},
                    {"sensitivity", rows}});
        return;
    }
    std::string status;
    for (const auto& [name, count] : counts) {
        status += base::str(status.empty() ? "" : ", ", count, " ", name);
    }
    print(base::str(table.title, "\n", table.rows.size(), " points: ", status, "\n",
                    faults_text(sweep, table), "\n", format_table(sensitivity_table(sensitivity)),
                    "\ntables: ", (folder / "measures.csv").string(), "\n        ",
                    (folder / "sensitivity.csv").string(), "\n        ",
                    (folder / "sweep.h5").string(), "\n"));
}

}  // namespace ventral::app
