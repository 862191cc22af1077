#include "app/experiment/table_factor.h"

#include "app/experiment/level_axis.h"
#include "sim/base/text.h"
#include "sim/config/file_path.h"
#include "sim/config/load.h"
#include "sim/config/spec.h"
#include "sim/io/csv_read.h"

#include <algorithm>
#include <map>

namespace ventral::app {

namespace {

using config::Node;
using config::Spec;

/// Columns of stimulus tables of the Allen Institute (AllenSDK), and what they set here.
const std::map<std::string, std::string>& standard_columns() {
    static const std::map<std::string, std::string> columns{
        {"orientation", "orientation_deg"},
        {"spatial_frequency", "spatial_frequency_cpd"},
        {"temporal_frequency", "temporal_frequency_hz"},
        {"contrast", "michelson_contrast"},
        {"size", "diameter_deg"},
        {"x_position", "x_deg"},
        {"y_position", "y_deg"},
        {"luminance", "luminance"}};
    return columns;
}

struct TableFactor {
    Node csv;
    std::string element;
    config::Named<std::string> columns;
    std::vector<std::string> keep;
    std::string label;
};

const Spec<TableFactor>& table_spec() {
    using T = TableFactor;
    static const Spec<T> spec =
        Spec<T>("table", "A factor whose levels are the rows of a table.")
            .required_field("csv", &T::csv, config::any_codec("path of a CSV file"),
                            "The table, relative to this file; its first line names the columns.")
            .text("element", &T::element,
                  {.doc = "Element that columns in the Allen Institute's names set.", .source = {}})
            .field("columns", &T::columns, config::map_codec(config::text_codec()),
                   "Column -> what it sets, as a dotted path: {Ori: grating.orientation_deg}.")
            .texts("keep", &T::keep,
                   {.doc = "Columns that only label the conditions.", .source = {}})
            .text("label", &T::label,
                  {.doc = "Column that names the conditions; absent: rows are numbered from 1.",
                   .source = {}});
    return spec;
}

/// What a column sets; empty: nothing, it is kept as a label.
std::string target_of(const TableFactor& table, const std::string& column, const Node& node) {
    for (const auto& [name, path] : table.columns) {
        if (name == column) {
            return path;
        }
    }
    if (column == table.label ||
        std::find(table.keep.begin(), table.keep.end(), column) != table.keep.end()) {
        return "";
    }
    const auto standard = standard_columns().find(column);
    if (!table.element.empty() && standard != standard_columns().end()) {
        return table.element + "." + standard->second;
    }
    std::vector<std::string> known;
    for (const auto& [name, unused] : standard_columns()) {
        known.push_back(name);
    }
    node.fail("the table's column '" + column + "' sets nothing",
              "an entry under `columns` or `keep`, or with `element` one of " + base::join(known),
              base::did_you_mean(column, known));
}

/// Columns that the experiment names but the table lacks.
void check_columns(const TableFactor& table, const io::CsvText& text, const Node& node) {
    const auto require = [&](const std::string& column) {
        if (std::find(text.header.begin(), text.header.end(), column) == text.header.end()) {
            node.fail("the table has no column '" + column + "'", base::join(text.header),
                      base::did_you_mean(column, text.header));
        }
    };
    for (const auto& [column, unused] : table.columns) {
        require(column);
    }
    std::for_each(table.keep.begin(), table.keep.end(), require);
    if (!table.label.empty()) {
        require(table.label);
    }
    if (text.rows.empty()) {
        node.fail("the table has no rows", "one row for each condition");
    }
}

}  // namespace

bool is_table_factor(const Node& node) {
    const auto csv = node.find("csv");
    return csv && csv->is_scalar();
}

Factor read_table_factor(const std::string& name, const Node& node) {
    const TableFactor table = table_spec().read(node);
    const std::string path = config::resolved_path(table.csv);
    const io::CsvText text = io::read_csv(path);
    check_columns(table, text, node);
    std::vector<std::string> targets;
    for (const std::string& column : text.header) {
        targets.push_back(target_of(table, column, node));
    }
    Factor factor{name, {}, {}};
    for (std::size_t row = 0; row < text.rows.size(); ++row) {
        Level level{std::to_string(row + 1), {}};
        for (std::size_t c = 0; c < text.header.size(); ++c) {
            if (!targets[c].empty()) {
                const Node value = config::load_text(
                    text.rows[row][c],
                    base::str(path, ", line ", text.lines[row], ", column ", text.header[c]));
                level.assignments.emplace_back(targets[c], value);
            }
            if (text.header[c] == table.label) {
                level.label = text.rows[row][c];
            }
        }
        const auto is_same = [&](const Level& other) { return other.label == level.label; };
        if (std::any_of(factor.levels.begin(), factor.levels.end(), is_same)) {
            node.fail("the table names two rows '" + level.label + "'",
                      "another column as `label`, or none");
        }
        factor.levels.push_back(std::move(level));
    }
    for (std::size_t c = 0; c < text.header.size(); ++c) {
        std::vector<std::string> values;
        for (const std::vector<std::string>& row : text.rows) {
            values.push_back(row[c]);
        }
        factor.coordinates.push_back(level_axis(text.header[c], targets[c], values));
    }
    return factor;
}

}  // namespace ventral::app
