#include "app/command/measure_text.h"

#include "app/command/shared.h"
#include "app/terminal/table.h"
#include "sim/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace ventral::app {

namespace {

using analysis::MeasureRow;
using analysis::MeasureTable;
using analysis::Target;
using analysis::Verdict;

std::string verdict_text(const MeasureRow& row) {
    const std::string verdict = name_of(row.verdict);
    const bool relative = row.target && !row.target->relative_to.empty();
    return verdict +
           (relative && std::isfinite(row.compared) ? " (" + short_number(row.compared) + ")" : "");
}

bool same_quantity(const MeasureRow& a, const MeasureRow& b) {
    return a.measure == b.measure && a.quantity == b.quantity && a.summary == b.summary;
}

std::vector<std::string> variants_of(const MeasureTable& table) {
    std::vector<std::string> variants;
    for (const MeasureRow& row : table.rows) {
        if (std::find(variants.begin(), variants.end(), row.variant) == variants.end()) {
            variants.push_back(row.variant);
        }
    }
    return variants;
}

/// Rows of one quantity: its values once, and a line for every target.
void add_lines(const std::vector<const MeasureRow*>& rows,
               const std::vector<std::string>& variants,
               TextGrid& grid) {
    const MeasureRow& first = *rows.front();
    std::vector<const MeasureRow*> targets;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(targets),
                 [](const MeasureRow* row) { return row->target.has_value(); });
    for (std::size_t line = 0; line < std::max<std::size_t>(targets.size(), 1); ++line) {
        std::vector<std::string> fields{"", "", "", ""};
        if (line == 0) {
            const std::string summary = first.count > 1 ? " (" + name_of(first.summary) +
                                                              base::str(" of ", first.count, ")")
                                                        : "";
            fields = {first.measure, first.quantity + summary, first.unit == "1" ? "" : first.unit};
        } else {
            fields = {"", "", ""};
        }
        for (const std::string& variant : variants) {
            const auto row = std::find_if(rows.begin(), rows.end(), [&](const MeasureRow* r) {
                return r->variant == variant;
            });
            fields.push_back(line == 0 && row != rows.end() ? value_text(**row) : "");
        }
        if (line < targets.size()) {
            const MeasureRow& row = *targets[line];
            fields.insert(fields.end(), {row.variant, published_text(*row.target), band_text(row),
                                         verdict_text(row), row.target->hard ? "hard" : ""});
        } else {
            fields.resize(fields.size() + 5);
        }
        grid.rows.push_back(std::move(fields));
    }
}

/// What a reader must know beside the numbers: estimators, and why values are missing.
std::string remarks(const MeasureTable& table) {
    std::string text;
    std::string previous;
    for (const MeasureRow& row : table.rows) {
        if (row.measure != previous) {
            text += "  " + row.measure + ": " + row.estimator + "\n";
            previous = row.measure;
        }
    }
    for (const MeasureRow& row : table.rows) {
        if (!row.reason.empty()) {
            text += base::str("  ", row.measure, ".", row.quantity, ", ", row.variant, ": ",
                              row.reason, "\n");
        }
    }
    return text;
}

}  // namespace

std::string short_number(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), std::abs(value) >= 100 ? "%.0f" : "%.3g", value);
    return text.data();
}

std::string value_text(const MeasureRow& row) {
    if (!std::isfinite(row.value)) {
        return "-";
    }
    const bool has_interval = std::isfinite(row.interval.low) && std::isfinite(row.interval.high);
    return short_number(row.value) + (has_interval ? " [" + short_number(row.interval.low) + ", " +
                                                         short_number(row.interval.high) + "]"
                                                   : "");
}

std::string published_text(const Target& target) {
    std::string text = target.value ? short_number(*target.value) : "";
    if (!target.spread.empty()) {
        text += " (" + target.spread + ")";
    }
    return text;
}

std::string band_text(const MeasureRow& row) {
    if (!row.target || !row.target->band) {
        return "";
    }
    const auto& [low, high] = *row.target->band;
    return base::str(short_number(low), "..", short_number(high),
                     row.target->relative_to.empty() ? "" : " of " + row.target->relative_to);
}

std::string measure_text(const MeasureTable& table) {
    const std::vector<std::string> variants = variants_of(table);
    TextGrid grid;
    grid.columns = {{"measure"}, {"quantity"}, {"unit"}};
    for (const std::string& variant : variants) {
        grid.columns.push_back({variant, true});
    }
    for (const char* title : {"held against", "published", "band", "verdict", ""}) {
        grid.columns.push_back({title});
    }
    std::vector<const MeasureRow*> rows;
    for (const MeasureRow& row : table.rows) {
        if (!rows.empty() && !same_quantity(*rows.front(), row)) {
            add_lines(rows, variants, grid);
            rows.clear();
        }
        rows.push_back(&row);
    }
    if (!rows.empty()) {
        add_lines(rows, variants, grid);
    }
    return format_table(grid) + "\nestimators\n" + remarks(table);
}

nlohmann::json measure_json(const MeasureTable& table) {
    nlohmann::json rows = nlohmann::json::array();
    for (const MeasureRow& row : table.rows) {
        nlohmann::json entry{
            {"measure", row.measure},
            {"quantity", row.quantity},
            {"variant", row.variant},
            {"summary", name_of(row.summary)},
            {"value", json_number(row.value)},
            {"unit", row.unit},
            {"interval", {json_number(row.interval.low), json_number(row.interval.high)}},
            {"count", row.count},
            {"estimator", row.estimator},
            {"reason", row.reason}};
        if (row.target) {
            const Target& target = *row.target;
            entry["published"] = json_number(target.value.value_or(analysis::kNoValue));
            entry["spread"] = target.spread;
            entry["n"] = target.n;
            entry["source"] = target.source;
            entry["hard"] = target.hard;
            entry["relative_to"] = target.relative_to;
            entry["compared"] = json_number(row.compared);
            entry["verdict"] = name_of(row.verdict);
            if (target.band) {
                entry["band"] = {json_number((*target.band)[0]), json_number((*target.band)[1])};
            }
        }
        rows.push_back(std::move(entry));
    }
    return rows;
}

HardTargets count_hard(const MeasureTable& table) {
    HardTargets hard;
    for (const MeasureRow& row : table.rows) {
        if (row.target && row.target->hard) {
            ++hard.count;
            hard.passed += row.verdict == Verdict::InBand ? 1U : 0U;
        }
    }
    return hard;
}

}  // namespace ventral::app
