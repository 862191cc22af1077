#include "sim/io/nwb_spikes.h"

#include "sim/base/errors.h"
#include "sim/io/nwb_objects.h"
#include "sim/io/nwb_view.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace ventral::io {
namespace {

const base::Axis* find_coordinate(const View& view, const std::string& name) {
    const auto found =
        std::find_if(view.coordinates.begin(), view.coordinates.end(),
                     [&](const Coordinate& each) { return each.values.name == name; });
    return found == view.coordinates.end() ? nullptr : &found->values;
}

/// Every coordinate that some unit has, without its values.
std::vector<base::Axis> all_coordinates(const ResultLayout& layout,
                                        const std::vector<UnitSpikes>& units) {
    std::vector<base::Axis> all;
    for (const UnitSpikes& unit : units) {
        for (const Coordinate& coordinate : layout.views[unit.view].coordinates) {
            const base::Axis& axis = coordinate.values;
            if (std::none_of(all.begin(), all.end(),
                             [&](const base::Axis& known) { return known.name == axis.name; })) {
                all.push_back(axis);
            }
        }
    }
    return all;
}

/// @param like tells whether the column holds texts, and its unit.
NwbColumn coordinate_column(const base::Axis& like,
                            const ResultLayout& layout,
                            const std::vector<UnitSpikes>& units) {
    const std::string unit = like.unit.empty() || like.unit == "1" ? "" : ", " + like.unit;
    NwbColumn column{like.name, like.long_name + unit};
    for (const UnitSpikes& row : units) {
        const base::Axis* own = find_coordinate(layout.views[row.view], like.name);
        const bool is_alike = own != nullptr && own->labels.empty() == like.labels.empty();
        if (like.labels.empty()) {
            column.numbers.push_back(is_alike ? own->values[row.unit]
                                              : std::numeric_limits<double>::quiet_NaN());
        } else {
            column.texts.push_back(is_alike ? own->labels[row.unit] : "");
        }
    }
    return column;
}

/// Where the values of each row of a ragged column end.
void write_ends(Group& table,
                const Dataset& column,
                const std::vector<std::uint32_t>& ends,
                const std::string& key) {
    const std::string name = column.path().substr(column.path().rfind('/') + 1);
    Dataset index = table.create_dataset(name + "_index", Element::UInt32, {ends.size()});
    index.write(std::span<const std::uint32_t>(ends));
    make_typed(index, "hdmf-common", "VectorIndex", key);
    index.set_text("description", "where the values of each unit end");
    index.set_reference("target", column);
}

void write_times(Group& table, const std::vector<UnitSpikes>& units, const std::string& key) {
    std::vector<double> all;
    std::vector<std::uint32_t> ends;
    for (const UnitSpikes& unit : units) {
        all.insert(all.end(), unit.times_s.begin(), unit.times_s.end());
        if (all.size() > std::numeric_limits<std::uint32_t>::max()) {
            throw base::IoError("cannot write the spikes", table.file(), "they are too many");
        }
        ends.push_back(static_cast<std::uint32_t>(all.size()));
    }
    write_ends(
        table,
        write_column(table, {"spike_times", "times of the spikes in the session, s", all}, key),
        ends, key);
}

/// Every unit is there in the whole session; Neo wants to know.
void write_observed(Group& table, std::size_t num_units, double end_s, const std::string& key) {
    std::vector<double> all;
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i < num_units; ++i) {
        all.insert(all.end(), {0, end_s});
        ends.push_back(static_cast<std::uint32_t>(i + 1));
    }
    Dataset observed = table.create_dataset("obs_intervals", Element::Float64, {num_units, 2});
    observed.write(std::span<const double>(all));
    make_typed(observed, "hdmf-common", "VectorData", key);
    observed.set_text("description", "begin and end of the session, s");
    write_ends(table, observed, ends, key);
}

}  // namespace

void write_spikes(File& file,
                  const ResultLayout& layout,
                  const std::vector<UnitSpikes>& units,
                  const std::string& description) {
    NwbColumn names{"unit_name", "name of the recorded unit"};
    NwbColumn populations{"population", "AREA.POPULATION"};
    for (const UnitSpikes& unit : units) {
        const View& view = layout.views[unit.view];
        names.texts.push_back(view.axes.front().labels[unit.unit]);
        populations.texts.push_back(view.area + "." + view.population);
    }
    // Neo makes its Block and Segment from these, as for the series.
    NwbColumn blocks{"block", "of Neo", {}, std::vector<std::string>(units.size(), layout.key)};
    NwbColumn segments{"segment", "of Neo", {}, std::vector<std::string>(units.size(), "session")};
    std::vector<NwbColumn> columns{names, populations, blocks, segments};
    for (const base::Axis& axis : all_coordinates(layout, units)) {
        columns.push_back(coordinate_column(axis, layout, units));
    }
    Group table =
        write_table(file, "units", "Units", description, units.size(), columns, layout.key);
    write_times(table, units, layout.key);
    const double end_s = static_cast<double>(layout.cells()) * session_clock(layout).period_s;
    write_observed(table, units.size(), end_s, layout.key);
    std::vector<std::string> in_order{"spike_times", "obs_intervals"};
    for (const NwbColumn& column : columns) {
        in_order.push_back(column.name);
    }
    table.set_texts("colnames", in_order);
}

}  // namespace ventral::io
