#include "sim/io/result_skeleton.h"

#include "sim/base/text.h"
#include "sim/io/array_dataset.h"
#include "sim/io/nwb_view.h"

#include <algorithm>
#include <numeric>

namespace ventral::io {
namespace {

/// 512 kB of float32.
constexpr std::size_t kChunkTarget = 131072;

std::size_t product(const Shape& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

base::Axis labels_axis(const std::string& name, const std::vector<std::string>& labels) {
    base::Axis axis;
    axis.name = name;
    axis.labels = labels;
    return axis;
}

base::Axis trial_axis(std::size_t trials) {
    base::Axis axis;
    axis.name = "trial";
    axis.values.resize(trials);
    std::iota(axis.values.begin(), axis.values.end(), 0.0);
    return axis;
}

std::vector<base::Axis> cube_axes(const ResultLayout& layout, const View& view) {
    std::vector<base::Axis> axes = {labels_axis("variant", layout.variants),
                                    labels_axis("condition", layout.conditions),
                                    trial_axis(layout.trials), view.time};
    axes.insert(axes.end(), view.axes.begin(), view.axes.end());
    return axes;
}

/// The words of the CF attribute that makes further labels coordinates in xarray.
std::string coordinate_names(const ResultLayout& layout, const View& view) {
    std::vector<std::string> names;
    for (const base::Axis& factor : layout.factors) {
        names.push_back(factor.name);
    }
    for (const Coordinate& coordinate : view.coordinates) {
        names.push_back(coordinate.values.name);
    }
    return base::join(names, " ");
}

/// A cube whose values lie in other files.
Dataset create_referring_cube(Group& group,
                              const View& view,
                              const Variable& variable,
                              const Shape& cells,
                              const std::vector<CubeSource>& sources) {
    Shape shape = cells;
    Shape extent = {1, 1, 1, view.time.size()};
    shape.push_back(view.time.size());
    for (const base::Axis& axis : view.axes) {
        shape.push_back(axis.size());
        extent.push_back(axis.size());
    }
    std::vector<VirtualSource> parts;
    for (const CubeSource& source : sources) {
        VirtualSource part{source.file, view.path() + "/" + variable.name, {}, extent};
        for (const Cell& cell : source.cells) {
            Shape offset(shape.size(), 0);
            offset[0] = cell.variant;
            offset[1] = cell.condition;
            offset[2] = cell.trial;
            part.offsets.push_back(std::move(offset));
        }
        parts.push_back(std::move(part));
    }
    Dataset cube = group.create_referring(variable.name, shape, parts);
    describe(cube, variable.unit, variable.long_name);
    return cube;
}

void write_view(File& file,
                const ResultLayout& layout,
                const View& view,
                const std::vector<CubeSource>& sources) {
    Group group = file.require_group(view.path());
    group.set_text("title", view.long_name.empty() ? view.short_name() : view.long_name);
    // No factor is called so: readers of NWB want names of attributes and datasets to differ.
    group.set_text("recorded_area", view.area);
    group.set_text("recorded_population", view.population);
    group.set_text("recorded_view", view.kind);
    const std::vector<base::Axis> axes = cube_axes(layout, view);
    const std::string coordinates = coordinate_names(layout, view);
    const Shape cells = {layout.variants.size(), layout.conditions.size(), layout.trials};
    std::vector<std::string> signals;
    std::vector<std::string> plotted;
    for (const Variable& variable : view.variables) {
        Dataset cube = sources.empty()
                           ? create_cube(group, view, variable, cells, layout.compress)
                           : create_referring_cube(group, view, variable, cells, sources);
        plotted = attach_axes(group, cube, axes);
        if (!coordinates.empty()) {
            cube.set_text("coordinates", coordinates);
        }
        signals.push_back(variable.name);
    }
    for (const base::Axis& factor : layout.factors) {
        write_coordinate(group, factor, "condition");
    }
    for (const Coordinate& coordinate : view.coordinates) {
        write_coordinate(group, coordinate.values, coordinate.along);
    }
    mark_as_plot(group, signals.front(), {signals.begin() + 1, signals.end()}, plotted);
}

void write_conditions(File& file, const ResultLayout& layout) {
    Group group = file.require_group("/conditions");
    require_scale(group, labels_axis("condition", layout.conditions));
    write_coordinate(group, labels_axis("label", layout.conditions), "condition");
    for (const base::Axis& factor : layout.factors) {
        write_coordinate(group, factor, "condition");
    }
}

void write_presentations(File& file, const ResultLayout& layout) {
    const PresentationTable& shown = layout.presentations;
    if (shown.conditions.empty()) {
        return;
    }
    base::Axis rows{"presentation", "", "row of what was shown", {}, {}};
    base::Axis conditions{"condition", "", "what was shown, by name", {}, {}};
    for (std::size_t i = 0; i < shown.conditions.size(); ++i) {
        rows.values.push_back(static_cast<double>(i));
        conditions.labels.push_back(layout.conditions[shown.conditions[i]]);
    }
    Group group = file.require_group("/presentations");
    require_scale(group, rows);
    write_coordinate(group, conditions, rows.name);
    write_coordinate(group, {"start_time", "s", "from stimulus onset", shown.start_s, {}},
                     rows.name);
    write_coordinate(group, {"stop_time", "s", "from stimulus onset", shown.stop_s, {}}, rows.name);
    for (const base::Axis& column : shown.columns) {
        write_coordinate(group, column, rows.name);
    }
}

void write_parameters(File& file, const std::vector<Parameter>& parameters) {
    if (parameters.empty()) {
        return;
    }
    base::Axis keys = labels_axis("parameter", {});
    base::Axis values = labels_axis("value", {});
    base::Axis units = labels_axis("unit", {});
    for (const Parameter& parameter : parameters) {
        keys.labels.push_back(parameter.key);
        values.labels.push_back(parameter.value);
        units.labels.push_back(parameter.unit);
    }
    Group group = file.require_group("/parameters");
    require_scale(group, keys);
    write_coordinate(group, values, "parameter");
    write_coordinate(group, units, "parameter");
}

/// Viewers follow `default` from the root down to the first view.
void write_default_chain(File& file, const View& view) {
    file.set_text("default", "simulation");
    Group simulation = file.require_group("/simulation");
    simulation.set_text("NX_class", "NXentry");
    simulation.set_text("default", view.area + "/" + view.population + "/" + view.kind);
    Group area = simulation.group(view.area);
    area.set_text("default", view.population + "/" + view.kind);
    Group population = area.group(view.population);
    population.set_text("default", view.kind);
}

}  // namespace

Shape chunk_extents(const View& view) {
    Shape frame;
    for (const base::Axis& axis : view.axes) {
        frame.push_back(axis.size());
    }
    const std::size_t fits = kChunkTarget / std::max<std::size_t>(product(frame), 1);
    std::size_t samples = std::min(view.time.size(), std::max<std::size_t>(fits, 8));
    // Channels are split before maps, and maps only when a single one is too large.
    for (std::size_t axis = 0; axis < frame.size(); ++axis) {
        if (axis + 2 >= frame.size()) {
            while (samples > 1 && samples * product(frame) > 2 * kChunkTarget) {
                samples = (samples + 1) / 2;
            }
        }
        while (frame[axis] > 1 && samples * product(frame) > 2 * kChunkTarget) {
            frame[axis] = (frame[axis] + 1) / 2;
        }
    }
    Shape chunk = {1, 1, 1, samples};
    chunk.insert(chunk.end(), frame.begin(), frame.end());
    return chunk;
}

Dataset create_cube(
    Group& group, const View& view, const Variable& variable, const Shape& cells, bool compress) {
    Shape shape = cells;
    shape.push_back(view.time.size());
    for (const base::Axis& axis : view.axes) {
        shape.push_back(axis.size());
    }
    Storage storage;
    storage.chunk = chunk_extents(view);
    storage.compress = compress;
    storage.nan_fill = true;
    // All chunks of one stretch of time, so that appended samples meet each chunk in memory.
    std::size_t values = storage.chunk[3];
    for (std::size_t i = 4; i < shape.size(); ++i) {
        const std::size_t chunks = (shape[i] + storage.chunk[i] - 1) / storage.chunk[i];
        values *= chunks * storage.chunk[i];
    }
    storage.cache = std::max<std::size_t>(values * sizeof(float), std::size_t{1} << 20U);
    Dataset cube = group.create_dataset(variable.name, Element::Float32, shape, storage);
    describe(cube, variable.unit, variable.long_name);
    return cube;
}

void write_skeleton(File& file,
                    const ResultLayout& layout,
                    const std::vector<CubeSource>& sources) {
    file.set_text("format", kResultFormat);
    file.set_text("title", layout.title);
    file.set_text("Conventions", "CF-1.8");
    file.set_text("NX_class", "NXroot");
    file.set_text("key", layout.key);
    file.set_texts("variants", layout.variants);
    file.set_integer("trials", static_cast<std::int64_t>(layout.trials));
    file.set_integer("complete", 0);
    file.require_group("/simulation");
    for (const View& view : layout.views) {
        write_view(file, layout, view, sources);
    }
    if (!layout.views.empty()) {
        write_default_chain(file, layout.views.front());
    }
    write_conditions(file, layout);
    write_parameters(file, layout.parameters);
    file.require_group("/provenance");
    add_provenance(file, layout.provenance);
    write_presentations(file, layout);
    write_nwb_view(file, layout);
}

void add_provenance(File& file, const TextTable& texts) {
    Group group = file.require_group("/provenance");
    for (const auto& [key, text] : texts) {
        if (group.has_dataset(key)) {
            group.dataset(key).write(std::vector<std::string>{text});
        } else {
            group.write_text(key, text);
        }
    }
}

}  // namespace ventral::io
