#include "sim/io/result_file.h"

#include "sim/base/errors.h"
#include "sim/base/index_of.h"
#include "sim/base/text.h"
#include "sim/io/array_dataset.h"
#include "sim/io/chunk_codec.h"
#include "sim/io/chunk_grid.h"
#include "sim/io/hdf5_types.h"
#include "sim/io/result_skeleton.h"

#include <algorithm>
#include <filesystem>

namespace ventral::io {
namespace {

/// Position of a name, or an IoError that lists the names there are.
std::size_t find_name(const std::vector<std::string>& names,
                      const std::string& name,
                      const std::string& kind,
                      const std::string& path) {
    const std::size_t index = base::index_of(names, name);
    if (index == names.size()) {
        throw base::IoError("has no " + kind + " '" + name + "'", path,
                            "it has: " + base::join(names), base::did_you_mean(name, names));
    }
    return index;
}

/// Narrows a slab to one index of a leading axis, which is then dropped.
struct Narrowing {
    std::size_t axis;
    std::size_t index;
};

std::vector<Narrowing> narrow(const ResultLayout& layout,
                              const Selection& selection,
                              const std::string& path) {
    std::vector<Narrowing> chosen;
    if (!selection.variant.empty()) {
        chosen.push_back({0, find_name(layout.variants, selection.variant, "variant", path)});
    }
    if (!selection.condition.empty()) {
        chosen.push_back({1, find_name(layout.conditions, selection.condition, "condition", path)});
    }
    if (selection.trial) {
        if (*selection.trial >= layout.trials) {
            throw base::IoError(base::str("has no trial ", *selection.trial), path,
                                base::str("it has ", layout.trials, ", counted from 0"));
        }
        chosen.push_back({2, *selection.trial});
    }
    return chosen;
}

}  // namespace

Cube::Cube(Dataset dataset) : dataset_(std::move(dataset)) {
    const Shape chunk = dataset_.chunk();
    const bool is_of_cell = chunk.size() > kCellAxes && chunk[0] * chunk[1] * chunk[2] == 1;
    if (is_of_cell && dataset_.holds_packed_floats()) {
        chunk_.assign(chunk.begin() + kCellAxes, chunk.end());
    }
}

std::vector<float> Cube::read(const Cell& cell) const {
    Shape count = dataset_.shape();
    std::fill_n(count.begin(), kCellAxes, 1);
    Shape offset(count.size(), 0);
    offset[0] = cell.variant;
    offset[1] = cell.condition;
    offset[2] = cell.trial;
    std::vector<float> values;
    return unpack(offset, count, values) ? values : dataset_.read_slab(offset, count);
}

/// Reads whole chunks, faster than HDF5 does; false where that is not all there is to it.
bool Cube::unpack(const Shape& cell, const Shape& count, std::vector<float>& values) const {
    if (chunk_.empty()) {
        return false;
    }
    const Shape shape(count.begin() + kCellAxes, count.end());
    values.resize(element_count(shape));
    std::vector<float> part(element_count(chunk_));
    ChunkUnpacker unpacker;
    Shape offset(shape.size(), 0);
    do {
        Shape place = cell;
        std::copy(offset.begin(), offset.end(), place.begin() + kCellAxes);
        std::uint32_t skipped_filters = 0;
        if (!dataset_.has_chunk(place) ||
            !unpacker.unpack(dataset_.read_chunk(place, skipped_filters), part) ||
            skipped_filters != 0) {
            return false;
        }
        scatter(part, shape, offset, chunk_, values);
    } while (next_chunk(offset, chunk_, shape));
    return true;
}

ResultFile::ResultFile(const std::string& path)
    : path_(path), file_(File::open(path)), layout_(read_layout(file_)) {
    complete_ = file_.integer("complete") != 0;
    if (file_.has_dataset("shards")) {
        const std::filesystem::path folder = std::filesystem::path(path).parent_path();
        for (const std::string& shard : file_.dataset("shards").read_texts()) {
            if (!std::filesystem::exists(folder / shard)) {
                throw base::IoError("cannot read the results", path,
                                    "its values lie in other files, and one is gone: " + shard,
                                    "merge without --virtual makes a file that stands alone");
            }
        }
    }
}

const View& ResultFile::view(const std::string& name) const {
    std::vector<std::string> names;
    for (const View& view : layout_.views) {
        if (view.path() == name) {
            return view;
        }
        names.push_back(view.short_name());
    }
    return layout_.views[find_name(names, name, "view", path_)];
}

base::LabelledArray ResultFile::read(const View& view,
                                     const std::string& variable,
                                     const Selection& selection) const {
    std::vector<std::string> names;
    for (const Variable& known : view.variables) {
        names.push_back(known.name);
    }
    const Variable& meant =
        view.variables[find_name(names, variable, "variable in " + view.short_name(), path_)];
    const Dataset cube = file_.dataset(view.path() + "/" + variable);
    base::LabelledArray array;
    array.name = meant.name;
    array.unit = meant.unit;
    array.long_name = meant.long_name;
    array.axes = read_axes(file_, cube);
    Shape count = cube.shape();
    Shape offset(count.size(), 0);
    std::vector<Narrowing> chosen = narrow(layout_, selection, path_);
    std::reverse(chosen.begin(), chosen.end());
    for (const Narrowing& step : chosen) {
        offset[step.axis] = step.index;
        count[step.axis] = 1;
        array.axes.erase(array.axes.begin() + static_cast<std::ptrdiff_t>(step.axis));
    }
    array.values = cube.read_slab(offset, count);
    return array;
}

Cube ResultFile::cube(const View& view, const std::string& variable) const {
    return Cube(file_.dataset(view.path() + "/" + variable));
}

const std::string& ResultFile::provenance(const std::string& key) const {
    std::vector<std::string> keys;
    for (const auto& [known, text] : layout_.provenance) {
        keys.push_back(known);
    }
    return layout_.provenance[find_name(keys, key, "provenance", path_)].second;
}

}  // namespace ventral::io
