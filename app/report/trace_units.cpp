#include "app/report/trace_units.h"

#include "sim/base/text.h"

namespace ventral::app {

namespace {

/// "preferred_orientation" is written as "orientation".
std::string short_name(const std::string& name) {
    constexpr const char* kPrefix = "preferred_";
    return name.starts_with(kPrefix) ? name.substr(std::string(kPrefix).size()) : name;
}

std::string value_of(const base::Axis& axis, std::size_t i) {
    const std::string value =
        axis.labels.empty() ? base::format_number(axis.values[i]) : axis.labels[i];
    return value + (axis.unit == "degree" ? "\u00b0" : "");
}

}  // namespace

std::vector<TraceUnit> trace_units(const io::View& view) {
    std::vector<TraceUnit> units;
    if (view.kind != "site" || view.axes.empty()) {
        units.push_back({.label = "mean over the " + view.kind, .note = ""});
        return units;
    }
    const base::Axis& sites = view.axes.front();
    for (std::size_t i = 0; i < sites.size(); ++i) {
        TraceUnit unit;
        unit.label = sites.labels.empty() ? base::format_number(sites.values[i]) : sites.labels[i];
        std::vector<std::string> notes;
        for (const io::Coordinate& coordinate : view.coordinates) {
            if (coordinate.along != sites.name) {
                continue;
            }
            const base::Axis& axis = coordinate.values;
            if (axis.name == "x" && axis.labels.empty()) {
                unit.x_deg = axis.values[i];
            } else if (axis.name == "y" && axis.labels.empty()) {
                unit.y_deg = axis.values[i];
            } else {
                notes.push_back(short_name(axis.name) + " " + value_of(axis, i));
            }
        }
        unit.note = base::join(notes);
        units.push_back(std::move(unit));
    }
    if (sites.size() > 1) {
        units.push_back({.label = mean_label(sites.size(), "sites"), .note = ""});
    }
    return units;
}

}  // namespace ventral::app
