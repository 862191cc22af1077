#include "app/report/report_json.h"

#include "analysis/measures/measure_input.h"
#include "analysis/overview.h"
#include "analysis/variant_comparison.h"
#include "app/command/measure_text.h"
#include "app/command/overview_text.h"
#include "app/experiment/measures_codec.h"
#include "app/report/parts_json.h"
#include "app/report/sampling.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace ventral::app {

namespace {

using nlohmann::json;

constexpr double kTraceValues = 600000;
constexpr double kMapValues = 24000000;
constexpr double kMapBytes = 4300000;  ///< of the packed maps
constexpr std::size_t kLongestText = std::size_t{48} << 10U;
constexpr int kStimulusPixels = 128;
constexpr std::size_t kStimulusBytes = 1000000;

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

json provenance_json(const io::ResultLayout& layout) {
    json list = json::array();
    for (const auto& [key, text] : layout.provenance) {
        const bool is_cut = text.size() > kLongestText;
        list.push_back({key, is_cut ? text.substr(0, kLongestText) : text, is_cut});
    }
    return list;
}

/// A count with its noun: "4 conditions".
std::string counted(std::size_t count, const std::string& noun) {
    return base::str(count, " ", noun, count == 1 ? "" : "s");
}

json facts_json(const io::ResultFile& file, const RecordedRun& run) {
    const io::ResultLayout& layout = file.layout();
    json facts = json::array();
    const auto add = [&](const char* name, const std::string& text) {
        if (!text.empty()) {
            facts.push_back({name, text});
        }
    };
    add("design", base::str(counted(layout.conditions.size(), "condition"), " \u00d7 ",
                            counted(layout.variants.size(), "variant"), " \u00d7 ",
                            counted(layout.trials, "trial")));
    add("model", run.model);
    add("seed", io::provenance_text(layout, "seed"));
    add("program", io::provenance_text(layout, "program"));
    return facts;
}

/// A grid over the maps' field with about so many pixels along the longer side.
base::Grid stimulus_grid(const MapView& map) {
    const double dx = map.x_deg.size() > 1 ? map.x_deg[1] - map.x_deg[0] : 1;
    const double width = dx * static_cast<double>(map.x_deg.size());
    const double height = dx * static_cast<double>(map.y_deg.size());
    base::Grid grid = base::make_grid(width, height, kStimulusPixels / std::max(width, height));
    grid.centre_x_deg = 0.5 * (map.x_deg.front() + map.x_deg.back());
    grid.centre_y_deg = 0.5 * (map.y_deg.front() + map.y_deg.back());
    return grid;
}

std::size_t packed_bytes(const json& maps) {
    std::size_t bytes = 0;
    for (const json& view : maps.at("views")) {
        for (const json& codes : view.at("codes")) {
            bytes += codes.get_ref<const std::string&>().size();
        }
    }
    return bytes;
}

/// How far maps can be packed depends on what they hold: those that turn out too large are read
/// again with fewer values.
Maps add_maps_that_fit(const Sources& sources, MapLimits limits, double share, json& entry) {
    double values = kMapValues * share;
    for (;;) {
        limits.most_values = static_cast<std::size_t>(values);
        Maps maps = read_maps(sources, limits);
        entry["maps"] = maps_json(maps, sources.conditions);
        const auto bytes = static_cast<double>(packed_bytes(entry["maps"]));
        if (bytes <= kMapBytes * share || maps.conditions.size() <= 1) {
            return maps;
        }
        const double read = static_cast<double>(num_values(maps));
        values = std::min(0.9 * values, 0.95 * read * kMapBytes * share / bytes);
    }
}

void add_maps(const Sources& sources,
              const ReportOptions& options,
              const RecordedRun& run,
              json& entry) {
    MapLimits limits;
    limits.wanted = find_conditions(sources.conditions, options.conditions);
    const Maps maps = add_maps_that_fit(sources, limits, options.share, entry);
    if (maps.views.empty() || !run.network) {
        return;
    }
    const base::Grid grid = stimulus_grid(maps.views.front());
    const auto pictures =
        static_cast<std::size_t>(static_cast<double>(kStimulusBytes) * options.share /
                                 static_cast<double>(grid.size() * maps.conditions.size()));
    std::vector<std::string> shown;
    for (const std::size_t index : maps.conditions) {
        shown.push_back(sources.conditions[index]);
    }
    try {
        const auto displays = read_displays(sources.first().layout(), *run.network, shown);
        entry["stimuli"] =
            stimuli_json(draw_stimuli(displays, run.seed, grid, maps.views.front().times_ms,
                                      std::max<std::size_t>(2, pictures)));
    } catch (const base::Error& error) {
        entry["faults"].push_back("the stimulus cannot be drawn again: " +
                                  first_line(error.what()));
    }
}

void add_measures(const io::ResultFile& file, json& entry) {
    const auto table = analysis::read_measure_rows(file.path());
    entry["measures"] = measure_json(table.value_or(analysis::MeasureTable{}));
    const HardTargets hard = count_hard(table.value_or(analysis::MeasureTable{}));
    entry["hard"] = {hard.passed, hard.count};
    if (table) {
        try {
            const auto measures = recorded_measures(file);
            if (!measures.empty()) {
                entry["plots"] = plots_json(analysis::plots_of(measures, file, *table));
            }
        } catch (const base::Error& error) {
            entry["faults"].push_back(base::str("curves cannot be drawn: ", error.what()));
        }
    }
}

void add_network(const RecordedRun& run, json& entry) {
    if (run.network) {
        entry["wiring"] = wiring_json(*run.network, run.variants);
    } else {
        entry["faults"].push_back("the network cannot be drawn: " + first_line(run.network_fault));
    }
}

}  // namespace

json result_entry(const Sources& sources, const ReportOptions& options) {
    const io::ResultFile& file = sources.first();
    const io::ResultLayout& layout = file.layout();
    const bool is_pair = &file != sources.all.back().file;
    json labels = json::array();
    for (const Source& source : sources.all) {
        labels.push_back(source.label);
    }
    const RecordedRun run = read_recorded_run(layout);
    json entry{{"name", std::filesystem::path(file.path()).stem().string()},
               {"file", std::filesystem::path(file.path()).filename().string()},
               {"title", layout.title},
               {"cites", run.cites},
               {"notes", io::provenance_text(layout, "notes")},
               {"scaled", io::provenance_text(layout, "scaled")},
               {"complete", file.complete()},
               {"variants", labels},
               {"reference", is_pair ? sources.all[1].label : analysis::default_reference(layout)},
               {"link", options.link},
               {"facts", facts_json(file, run)},
               {"faults", json::array()}};
    if (is_pair) {
        entry["measures"] = json::array();
        entry["hard"] = {0, 0};
    } else {
        add_measures(file, entry);
    }
    if (options.is_brief) {
        return entry;
    }
    if (!is_pair) {
        entry["overview"] = overview_json(analysis::summarize_file(file));
    }
    TraceLimits limits;
    limits.wanted = find_conditions(sources.conditions, options.conditions);
    limits.most_values = static_cast<std::size_t>(kTraceValues * options.share);
    entry["traces"] = traces_json(read_traces(sources, limits));
    add_maps(sources, options, run, entry);
    add_network(run, entry);
    entry["provenance"] = provenance_json(layout);
    return entry;
}

json table_json(const std::string& title,
                const std::string& note,
                const std::vector<std::string>& columns,
                json rows) {
    return {{"title", title}, {"note", note}, {"columns", columns}, {"rows", std::move(rows)}};
}

json fault_entry(const std::string& name, const std::string& fault) {
    return {{"name", name},   {"title", name},           {"cites", ""},
            {"fault", fault}, {"faults", json::array()}, {"measures", json::array()},
            {"hard", {0, 0}}};
}

}  // namespace ventral::app
