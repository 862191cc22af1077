#include "app/command/comparison_report.h"

#include "app/command/shared.h"
#include "app/report/parts_json.h"
#include "app/report/report_json.h"
#include "app/report/report_page.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <nlohmann/json.hpp>

namespace ventral::app {

namespace {

using analysis::Divergence;
using analysis::FileDifference;
using analysis::VariantComparison;
using nlohmann::json;

constexpr const char* kTime = "time from stimulus onset (ms)";

/// The plot of the view, begun if there is none yet.
analysis::MeasurePlot& plot_of(std::vector<analysis::MeasurePlot>& plots,
                               const std::string& view,
                               const std::string& what) {
    if (plots.empty() || plots.back().measure != view) {
        plots.push_back({view, kTime, what, {}});
    }
    return plots.back();
}

void write_page(const std::string& title, json entry, const std::string& path, bool force) {
    json entries = json::array();
    entries.push_back(std::move(entry));
    io::write_file(path, report_page({{"title", title}, {"entries", std::move(entries)}}), force);
}

}  // namespace

void write_comparison_report(const io::ResultFile& file,
                             const std::vector<VariantComparison>& comparisons,
                             const std::string& criterion,
                             const std::string& path,
                             bool force) {
    json rows = json::array();
    std::vector<analysis::MeasurePlot> plots;
    for (const VariantComparison& row : comparisons) {
        const Divergence& d = row.divergence;
        const std::string& unit = row.view.variables.front().unit;
        rows.push_back({row.view.short_name(), row.variant, json_number(d.onset_ms),
                        json_number(d.peak_size), json_number(d.peak_time_ms),
                        json_number(d.sustained_size), json_number(d.resting_difference),
                        json_number(d.criterion), unit, json_number(100 * d.agreeing_units)});
        plot_of(plots, row.view.short_name(), "size of divergence (" + unit + ")")
            .series.push_back({row.variant, d.times_ms, d.size, false, false});
    }
    const std::string reference =
        comparisons.empty() ? std::string() : comparisons.front().reference;
    json entry = result_entry(sources_of(file), {});
    entry["tables"] = {
        table_json("Divergence from " + reference, "It begins at " + criterion + ".",
                   {"view", "variant", "#onset (ms)", "#largest", "#at (ms)", "#last 100 ms",
                    "#at rest", "#criterion", "unit", "#units that agree (%)"},
                   std::move(rows))};
    entry["curves"] = plots_json(plots);
    write_page("Comparison: " + file.layout().title, std::move(entry), path, force);
}

void write_comparison_report(const io::ResultFile& a,
                             const io::ResultFile& b,
                             const analysis::FileComparison& comparison,
                             const std::string& path,
                             bool force) {
    json rows = json::array();
    for (const FileDifference& row : comparison.differences) {
        rows.push_back({row.view, row.variant, json_number(row.largest), json_number(row.relative),
                        json_number(row.first_time_ms), row.where,
                        row.agrees ? "agrees" : "differs"});
    }
    json entry;
    try {
        entry = result_entry(sources_of(a, b), {});
    } catch (const base::IoError& error) {
        entry = result_entry(sources_of(a), {.is_brief = true});
        entry["faults"].push_back(error.what());
    }
    for (const std::string& line : comparison.unmatched) {
        entry["faults"].push_back(line);
    }
    entry["tables"] = {table_json(
        comparison.agrees() ? "The files agree" : "The files differ",
        a.path() + " against " + b.path(),
        {"view", "variant", "#largest difference", "#relative", "#from (ms)", "where", "verdict"},
        std::move(rows))};
    write_page(base::str("Comparison: ", a.layout().title), std::move(entry), path, force);
}

}  // namespace ventral::app
