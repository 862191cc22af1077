#include "app/command/overview_text.h"

#include "app/command/shared.h"
#include "app/terminal/table.h"

#include <nlohmann/json.hpp>

namespace ventral::app {

using analysis::OverviewRow;

std::string overview_table(const std::vector<OverviewRow>& rows, const std::string& reference) {
    TextGrid table;
    table.columns = {{"population"},        {"view"},       {"variant"},
                     {"baseline", true},    {"peak", true}, {"half peak (ms)", true},
                     {"last 100 ms", true}, {"unit"},       {"leaves " + reference + " (ms)", true},
                     {"by at most", true}};
    std::string previous;
    for (const OverviewRow& row : rows) {
        const std::string name = row.area + "." + row.population;
        const bool is_first = name + row.view != previous;
        if (is_first && !previous.empty()) {
            table.rows.emplace_back();
        }
        previous = name + row.view;
        table.rows.push_back({is_first ? name : "", is_first ? row.view : "", row.variant,
                              format_fixed(row.response.baseline, 3),
                              format_fixed(row.response.peak, 3),
                              format_fixed(row.response.latency_to_half_peak_ms, 1),
                              format_fixed(row.response.sustained, 3), row.unit,
                              row.divergence ? format_fixed(row.divergence->onset_ms, 1) : "",
                              row.divergence ? format_fixed(row.divergence->peak_size, 3) : ""});
    }
    return format_table(table);
}

nlohmann::json overview_json(const std::vector<OverviewRow>& rows) {
    nlohmann::json list = nlohmann::json::array();
    for (const OverviewRow& row : rows) {
        nlohmann::json entry{
            {"area", row.area},
            {"population", row.population},
            {"view", row.view},
            {"variant", row.variant},
            {"unit", row.unit},
            {"baseline", json_number(row.response.baseline)},
            {"peak", json_number(row.response.peak)},
            {"peak_time_ms", json_number(row.response.peak_time_ms)},
            {"latency_to_half_peak_ms", json_number(row.response.latency_to_half_peak_ms)},
            {"sustained", json_number(row.response.sustained)}};
        if (row.divergence) {
            entry["divergence"] = {
                {"onset_ms", json_number(row.divergence->onset_ms)},
                {"peak_size", json_number(row.divergence->peak_size)},
                {"peak_time_ms", json_number(row.divergence->peak_time_ms)},
                {"sustained_size", json_number(row.divergence->sustained_size)},
                {"resting_difference", json_number(row.divergence->resting_difference)},
                {"criterion", json_number(row.divergence->criterion)}};
        }
        list.push_back(entry);
    }
    return list;
}

}  // namespace ventral::app
