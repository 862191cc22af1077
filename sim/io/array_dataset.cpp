#include "sim/io/array_dataset.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

namespace ventral::io {
namespace {

std::string last_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

Dataset write_values(Group& group, const base::Axis& axis) {
    if (!axis.labels.empty()) {
        return group.write_texts(axis.name, axis.labels);
    }
    // Without a unit the numbers count something; with one ("1" for a pure number) they measure.
    Dataset made = group.create_dataset(
        axis.name, axis.unit.empty() ? Element::Int64 : Element::Float64, {axis.values.size()});
    made.write(std::span<const double>(axis.values));
    return made;
}

std::string text_or_empty(const Object& object, const std::string& attribute) {
    return object.has_attribute(attribute) ? object.text(attribute) : "";
}

}  // namespace

void describe(Dataset& dataset, const std::string& unit, const std::string& long_name) {
    if (!unit.empty()) {
        dataset.set_text("units", unit);
    }
    if (!long_name.empty()) {
        dataset.set_text("long_name", long_name);
    }
}

Dataset require_scale(Group& group, const base::Axis& axis) {
    if (!group.has_dataset(axis.name)) {
        Dataset made = write_values(group, axis);
        describe(made, axis.unit, axis.long_name);
        made.make_scale(axis.name);
        return made;
    }
    Dataset present = group.dataset(axis.name);
    const base::Axis known = read_axis(present, axis.name);
    if (known.values != axis.values || known.labels != axis.labels) {
        throw base::IoError("cannot share the axis '" + axis.name + "' in '" + group.path() + "'",
                            group.file(), "it is there with other coordinates");
    }
    return present;
}

void write_coordinate(Group& group, const base::Axis& values, const std::string& along) {
    const Dataset scale = group.dataset(along);
    if (scale.size() != values.size()) {
        throw base::IoError("cannot write the coordinate '" + values.name + "'", group.file(),
                            base::str("it has ", values.size(), " values, its axis '", along,
                                      "' has ", scale.size()));
    }
    Dataset made = write_values(group, values);
    describe(made, values.unit, values.long_name);
    made.attach_scale(0, scale);
}

base::Axis read_axis(const Dataset& dataset, const std::string& name) {
    base::Axis axis;
    axis.name = name;
    axis.unit = text_or_empty(dataset, "units");
    axis.long_name = text_or_empty(dataset, "long_name");
    if (dataset.is_text()) {
        axis.labels = dataset.read_texts();
    } else {
        axis.values = dataset.read_doubles();
    }
    return axis;
}

std::vector<std::string> attach_axes(Group& group,
                                     Dataset& dataset,
                                     const std::vector<base::Axis>& axes) {
    std::vector<std::string> plotted;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        dataset.attach_scale(i, require_scale(group, axes[i]));
        // Viewers plot against numbers; "." asks for the index instead of labels.
        plotted.push_back(axes[i].labels.empty() ? axes[i].name : ".");
    }
    return plotted;
}

void mark_as_plot(Group& group,
                  const std::string& signal,
                  const std::vector<std::string>& others,
                  const std::vector<std::string>& axes) {
    group.set_text("NX_class", "NXdata");
    group.set_text("signal", signal);
    if (!others.empty()) {
        group.set_texts("auxiliary_signals", others);
    }
    if (!axes.empty()) {
        group.set_texts("axes", axes);
    }
}

void write_arrays(File& file,
                  const std::string& group_path,
                  const std::vector<base::LabelledArray>& arrays,
                  const std::string& title) {
    Group group = file.require_group(group_path);
    if (!title.empty()) {
        group.set_text("title", title);
    }
    std::vector<std::string> signals;
    std::vector<std::string> plotted;
    for (const base::LabelledArray& array : arrays) {
        Shape shape;
        for (const base::Axis& axis : array.axes) {
            shape.push_back(axis.size());
        }
        Dataset dataset = group.create_dataset(array.name, Element::Float32, shape);
        dataset.write(std::span<const float>(array.values));
        describe(dataset, array.unit, array.long_name);
        const std::vector<std::string> axes = attach_axes(group, dataset, array.axes);
        if (signals.empty()) {
            plotted = axes;
        }
        if (array.axes == arrays.front().axes) {
            signals.push_back(array.name);
        }
    }
    if (!signals.empty()) {
        mark_as_plot(group, signals.front(), {signals.begin() + 1, signals.end()}, plotted);
    }
}

base::LabelledArray read_array(const File& file, const std::string& dataset_path) {
    const Dataset dataset = file.dataset(dataset_path);
    base::LabelledArray array;
    array.name = last_name(dataset.path());
    array.unit = text_or_empty(dataset, "units");
    array.long_name = text_or_empty(dataset, "long_name");
    array.axes = read_axes(file, dataset);
    array.values = dataset.read_floats();
    return array;
}

std::vector<base::Axis> read_axes(const File& file, const Dataset& dataset) {
    std::vector<base::Axis> axes;
    const std::size_t rank = dataset.shape().size();
    for (std::size_t i = 0; i < rank; ++i) {
        const std::string path = dataset.scale_path(i);
        if (path.empty()) {
            throw base::IoError("cannot read '" + dataset.path() + "'", file.file(),
                                base::str("its axis ", i, " has no scale"));
        }
        axes.push_back(read_axis(file.dataset(path), last_name(path)));
    }
    return axes;
}

}  // namespace ventral::io
