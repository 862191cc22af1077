#include "app/command/scoreboard_page.h"

#include "app/command/measure_text.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

using analysis::MeasureRow;
using analysis::Verdict;

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Scoreboard</title>
<style>
:root { color-scheme: light dark; --line: #8884; --good: #0072b2; --bad: #d55e00; --quiet: #777; }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 78rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2.2rem 0 0.2rem; }
.cites, small { color: var(--quiet); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 0.6rem 0; }
th, td { padding: 0.2rem 0.7rem 0.2rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); }
th { font-weight: 600; } td.n { text-align: right; white-space: nowrap; }
.good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; }
img { max-width: 100%; background: #fff; border-radius: 4px; }
</style>
)";

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

std::string tag(const char* name, const std::string& text, const char* attributes = "") {
    return base::str("<", name, attributes, ">", escaped(text), "</", name, ">");
}

std::vector<std::string> variants_of(const std::vector<MeasureRow>& rows) {
    std::vector<std::string> variants;
    for (const MeasureRow& row : rows) {
        if (std::find(variants.begin(), variants.end(), row.variant) == variants.end()) {
            variants.push_back(row.variant);
        }
    }
    return variants;
}

std::string verdict_cell(const MeasureRow& row) {
    const char* kind = row.verdict == Verdict::Reported ? ""
                       : row.verdict == Verdict::InBand ? " class=\"good\""
                                                        : " class=\"bad\"";
    const bool relative = row.target && !row.target->relative_to.empty();
    return tag("td",
               name_of(row.verdict) +
                   (relative && std::isfinite(row.compared)
                        ? " (" + short_number(row.compared) + " of " + row.target->relative_to + ")"
                        : ""),
               kind);
}

std::string table_row(const MeasureRow& row,
                      const std::vector<MeasureRow>& rows,
                      const std::vector<std::string>& variants) {
    const analysis::Target target = row.target.value_or(analysis::Target{});
    std::string cells =
        tag("td", row.measure) +
        tag("td",
            row.quantity +
                (row.count > 1 ? base::str(", ", name_of(row.summary), " of ", row.count) : "")) +
        tag("td", row.unit == "1" ? "" : row.unit);
    for (const std::string& variant : variants) {
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const MeasureRow& other) {
            return other.measure == row.measure && other.quantity == row.quantity &&
                   other.summary == row.summary && other.variant == variant;
        });
        cells += tag("td", found == rows.end() ? "" : value_text(*found), " class=\"n\"");
    }
    cells += tag("td", row.target ? row.variant : "") + tag("td", published_text(target)) +
             tag("td", target.n) + tag("td", band_text(row)) + verdict_cell(row) +
             tag("td", target.hard ? "hard" : "") + tag("td", row.estimator) +
             tag("td", target.source);
    return "<tr>" + cells + "</tr>\n";
}

/// Rows with a target, and one row of each quantity without any.
bool is_shown(const MeasureRow& row, const std::vector<MeasureRow>& rows) {
    if (row.target) {
        return true;
    }
    const auto same = [&](const MeasureRow& other) {
        return other.measure == row.measure && other.quantity == row.quantity &&
               other.summary == row.summary;
    };
    const bool has_target = std::any_of(rows.begin(), rows.end(), [&](const MeasureRow& other) {
        return same(other) && other.target;
    });
    return !has_target && &*std::find_if(rows.begin(), rows.end(), same) == &row;
}

std::string entry_section(const ScoreboardEntry& entry) {
    std::string html = tag("h2", entry.title) + "\n" + tag("div", entry.cites, " class=\"cites\"") +
                       tag("small", entry.name) + "\n";
    if (!entry.fault.empty()) {
        return html + tag("p", entry.fault, " class=\"bad\"") + "\n";
    }
    const std::vector<MeasureRow>& rows = entry.table.rows;
    const std::vector<std::string> variants = variants_of(rows);
    html += "<div class=\"scroll\"><table>\n<tr>";
    for (const char* title : {"measure", "quantity", "unit"}) {
        html += tag("th", title);
    }
    for (const std::string& variant : variants) {
        html += tag("th", variant);
    }
    for (const char* title :
         {"held against", "published", "n", "band", "verdict", "", "estimator", "source"}) {
        html += tag("th", title);
    }
    html += "</tr>\n";
    for (const MeasureRow& row : rows) {
        if (is_shown(row, rows)) {
            html += table_row(row, rows, variants);
        }
    }
    html += "</table></div>\n";
    if (!entry.figure.empty()) {
        html += "<img loading=\"lazy\" alt=\"curves behind the measures\" src=\"" +
                escaped(entry.figure) + "\">\n";
    }
    return html;
}

}  // namespace

std::string scoreboard_page(const std::string& heading,
                            const std::vector<ScoreboardEntry>& entries) {
    HardTargets hard;
    std::string failures;
    for (const ScoreboardEntry& entry : entries) {
        const HardTargets of_entry = count_hard(entry.table);
        hard.count += of_entry.count;
        hard.passed += of_entry.passed;
        for (const MeasureRow& row : entry.table.rows) {
            if (row.target && row.target->hard && row.verdict != Verdict::InBand) {
                failures += tag(
                    "li", base::str(entry.name, ": ", row.measure, ".", row.quantity, ", ",
                                    row.variant, ": ", value_text(row), ", band ", band_text(row)));
            }
        }
    }
    std::string html =
        kHead + tag("h1", heading) + "\n" +
        tag("p", base::str(hard.passed, " of ", hard.count, " hard targets are in their bands.")) +
        "\n";
    if (!failures.empty()) {
        html += "<details open><summary>Hard targets outside their bands</summary><ul>" + failures +
                "</ul></details>\n";
    }
    for (const ScoreboardEntry& entry : entries) {
        html += entry_section(entry);
    }
    return html + "</html>\n";
}

}  // namespace ventral::app
