#include "sim/io/nwb_tables.h"

#include "sim/io/nwb_objects.h"

#include <algorithm>

namespace ventral::io {
namespace {

/// What a column tells, with its unit.
std::string describe(const base::Axis& axis) {
    const std::string text = axis.long_name.empty() ? axis.name : axis.long_name;
    return axis.unit.empty() || axis.unit == "1" ? text : text + ", " + axis.unit;
}

NwbColumn empty_column(const base::Axis& axis, const std::vector<std::string>& taken) {
    const bool clashes = std::find(taken.begin(), taken.end(), axis.name) != taken.end();
    return {(clashes ? "factor_" : "") + axis.name, describe(axis)};
}

void add_value(NwbColumn& column, const base::Axis& axis, std::size_t row) {
    if (axis.labels.empty()) {
        column.numbers.push_back(axis.values[row]);
    } else {
        column.texts.push_back(axis.labels[row]);
    }
}

/// Columns that every table of cells begins with.
std::vector<NwbColumn> cell_columns() {
    return {{"start_time", "begin of the interval, s"},
            {"stop_time", "end of the interval, s"},
            {"variant", "switches of the network, e.g. recurrent or feedforward"},
            {"condition", "what was shown, by name"},
            {"trial", "repetition, counted from 0"}};
}

std::vector<std::string> names_of(const std::vector<NwbColumn>& columns) {
    std::vector<std::string> names{"id", "tags", "timeseries"};
    for (const NwbColumn& column : columns) {
        names.push_back(column.name);
    }
    return names;
}

void add_cell(std::vector<NwbColumn>& columns,
              const ResultLayout& layout,
              const Cell& cell,
              double start_s,
              double stop_s) {
    columns[0].numbers.push_back(start_s);
    columns[1].numbers.push_back(stop_s);
    columns[2].texts.push_back(layout.variants[cell.variant]);
    columns[3].texts.push_back(layout.conditions[cell.condition]);
    columns[4].numbers.push_back(static_cast<double>(cell.trial));
}

void write_trials(Group& intervals, const ResultLayout& layout, const SessionClock& clock) {
    std::vector<NwbColumn> columns = cell_columns();
    columns.push_back({"stimulus_onset", "time 0 of the recordings, s"});
    const std::size_t num_fixed = columns.size();
    const std::vector<std::string> taken = names_of(columns);
    for (const base::Axis& factor : layout.factors) {
        columns.push_back(empty_column(factor, taken));
    }
    for (std::size_t i = 0; i < layout.cells(); ++i) {
        const Cell cell = layout.cell(i);
        const double start_s = static_cast<double>(i) * clock.period_s;
        add_cell(columns, layout, cell, start_s, start_s + clock.period_s);
        columns[num_fixed - 1].numbers.push_back(start_s - clock.begin_s);
        for (std::size_t f = 0; f < layout.factors.size(); ++f) {
            add_value(columns[num_fixed + f], layout.factors[f], cell.condition);
        }
    }
    write_table(intervals, "trials", "TimeIntervals",
                "one row for each variant, condition and trial, in the order of the session",
                layout.cells(), columns, layout.key);
}

void write_presentations(Group& intervals, const ResultLayout& layout, const SessionClock& clock) {
    const PresentationTable& shown = layout.presentations;
    std::vector<NwbColumn> columns = cell_columns();
    const std::size_t num_fixed = columns.size();
    const std::vector<std::string> taken = names_of(columns);
    for (const base::Axis& column : shown.columns) {
        columns.push_back(empty_column(column, taken));
    }
    std::size_t num_rows = 0;
    for (std::size_t i = 0; i < layout.cells(); ++i) {
        const Cell cell = layout.cell(i);
        const double cell_s = static_cast<double>(i) * clock.period_s;
        const auto in_session = [&](double time_s) {
            return cell_s + std::clamp(time_s - clock.begin_s, 0.0, clock.period_s);
        };
        const auto rows =
            std::equal_range(shown.conditions.begin(), shown.conditions.end(), cell.condition);
        for (auto row = rows.first; row != rows.second; ++row) {
            const auto r = static_cast<std::size_t>(row - shown.conditions.begin());
            add_cell(columns, layout, cell, in_session(shown.start_s[r]),
                     in_session(shown.stop_s[r]));
            for (std::size_t c = 0; c < shown.columns.size(); ++c) {
                add_value(columns[num_fixed + c], shown.columns[c], r);
            }
            ++num_rows;
        }
    }
    write_table(intervals, "stimulus_presentations", "TimeIntervals",
                "one row for each element of each display that was shown", num_rows, columns,
                layout.key);
}

}  // namespace

void write_trial_tables(File& file, const ResultLayout& layout, const SessionClock& clock) {
    Group intervals = file.require_group("/intervals");
    write_trials(intervals, layout, clock);
    if (!layout.presentations.conditions.empty()) {
        write_presentations(intervals, layout, clock);
    }
}

void write_unit_table(File& file, const ResultLayout& layout, const View& view) {
    std::vector<NwbColumn> columns{{"unit_name", "name of the recorded unit"}};
    columns.front().texts = view.axes.front().labels;
    for (const Coordinate& coordinate : view.coordinates) {
        columns.push_back({coordinate.values.name, describe(coordinate.values),
                           coordinate.values.values, coordinate.values.labels});
    }
    Group analysis = file.group("/analysis");
    write_table(analysis, view.area + "_" + view.population + "_" + view.kind + "_units",
                "DynamicTable",
                "the units of /acquisition/" + series_name(view, view.variables.front()) +
                    ", in the order of its columns",
                view.axes.front().size(), columns, layout.key);
}

}  // namespace ventral::io
