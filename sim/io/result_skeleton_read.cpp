#include "sim/base/errors.h"
#include "sim/io/array_dataset.h"
#include "sim/io/result_skeleton.h"

#include <algorithm>
#include <sstream>

namespace ventral::io {
namespace {

std::string last_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

void check_format(const File& file) {
    if (!file.has_attribute("format")) {
        throw base::IoError("cannot read the results", file.file(),
                            "it is an HDF5 file, but not a result of ventral (no attribute "
                            "'format')");
    }
    const std::string format = file.text("format");
    if (format != kResultFormat) {
        throw base::IoError("cannot read the results", file.file(),
                            "its format is '" + format + "'",
                            std::string("this version reads '") + kResultFormat + "'");
    }
}

/// All that labels an axis besides its scale: the words of the CF attribute `coordinates`.
std::vector<Coordinate> read_coordinates(const Group& group, const Dataset& cube) {
    std::vector<Coordinate> found;
    if (!cube.has_attribute("coordinates")) {
        return found;
    }
    std::istringstream words(cube.text("coordinates"));
    std::string name;
    while (words >> name) {
        const Dataset dataset = group.dataset(name);
        Coordinate coordinate;
        coordinate.along = last_name(dataset.scale_path(0));
        coordinate.values = read_axis(dataset, name);
        if (coordinate.along != "condition") {
            found.push_back(std::move(coordinate));
        }
    }
    return found;
}

View read_view(const File& file, const Group& group) {
    View view;
    view.area = group.text("area");
    view.population = group.text("population");
    view.kind = group.text("view");
    view.long_name = group.text("title");
    std::vector<std::string> names = {group.text("signal")};
    if (group.has_attribute("auxiliary_signals")) {
        const std::vector<std::string> others = group.texts("auxiliary_signals");
        names.insert(names.end(), others.begin(), others.end());
    }
    view.variables.clear();
    for (const std::string& name : names) {
        const Dataset cube = group.dataset(name);
        view.variables.push_back({name, cube.has_attribute("units") ? cube.text("units") : "",
                                  cube.has_attribute("long_name") ? cube.text("long_name") : ""});
    }
    const Dataset cube = group.dataset(names.front());
    std::vector<base::Axis> axes = read_axes(file, cube);
    if (axes.size() < 4 || axes[3].name != "time") {
        throw base::IoError("cannot read '" + cube.path() + "'", file.file(),
                            "its axes are not (variant, condition, trial, time, ...)");
    }
    view.time = axes[3];
    view.axes.assign(axes.begin() + 4, axes.end());
    view.coordinates = read_coordinates(group, cube);
    return view;
}

void read_views(const File& file, ResultLayout& layout) {
    const Group simulation = file.group("/simulation");
    for (const std::string& area_name : simulation.names()) {
        const Group area = simulation.group(area_name);
        for (const std::string& population_name : area.names()) {
            const Group population = area.group(population_name);
            for (const std::string& kind : population.names()) {
                layout.views.push_back(read_view(file, population.group(kind)));
            }
        }
    }
    if (!layout.views.empty()) {
        const View& first = layout.views.front();
        layout.compress =
            file.dataset(first.path() + "/" + first.variables.front().name).is_compressed();
    }
}

void read_parameters(const File& file, ResultLayout& layout) {
    if (!file.has_group("/parameters")) {
        return;
    }
    const Group group = file.group("/parameters");
    const std::vector<std::string> keys = group.dataset("parameter").read_texts();
    const std::vector<std::string> values = group.dataset("value").read_texts();
    const std::vector<std::string> units = group.dataset("unit").read_texts();
    for (std::size_t i = 0; i < keys.size(); ++i) {
        layout.parameters.push_back({keys[i], values.at(i), units.at(i)});
    }
}

/// Of one that files of earlier versions do not have.
void read_presentations(const File& file, ResultLayout& layout) {
    if (!file.has_group("/presentations")) {
        return;
    }
    const Group group = file.group("/presentations");
    PresentationTable& shown = layout.presentations;
    shown.start_s = group.dataset("start_time").read_doubles();
    shown.stop_s = group.dataset("stop_time").read_doubles();
    for (const std::string& label : group.dataset("condition").read_texts()) {
        const auto found = std::find(layout.conditions.begin(), layout.conditions.end(), label);
        shown.conditions.push_back(static_cast<std::size_t>(found - layout.conditions.begin()));
    }
    for (const std::string& name : group.names()) {
        if (name != "presentation" && name != "condition" && name != "start_time" &&
            name != "stop_time") {
            shown.columns.push_back(read_axis(group.dataset(name), name));
        }
    }
}

}  // namespace

ResultLayout read_layout(const File& file) {
    check_format(file);
    ResultLayout layout;
    layout.title = file.text("title");
    layout.key = file.text("key");
    layout.variants = file.texts("variants");
    layout.trials = static_cast<std::size_t>(file.integer("trials"));
    const Group conditions = file.group("/conditions");
    for (const std::string& name : conditions.names()) {
        if (name == "condition") {
            layout.conditions = conditions.dataset(name).read_texts();
        } else if (name != "label") {
            layout.factors.push_back(read_axis(conditions.dataset(name), name));
        }
    }
    read_views(file, layout);
    read_parameters(file, layout);
    const Group provenance = file.group("/provenance");
    for (const std::string& key : provenance.names()) {
        layout.provenance.emplace_back(key, provenance.read_text(key));
    }
    if (file.has_dataset("session_start_time")) {
        layout.date = file.read_text("session_start_time");
    }
    read_presentations(file, layout);
    return layout;
}

}  // namespace ventral::io
