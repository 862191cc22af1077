#include "sim/io/live_file.h"

#include "sim/io/result_parts.h"
#include "sim/io/result_skeleton.h"

#include <filesystem>

namespace ventral::io {

std::string live_path(const std::string& final_path) {
    const std::string partial = partial_path(final_path);
    return partial.substr(0, partial.size() - std::string("partial.h5").size()) + "live.h5";
}

LiveFile::LiveFile(const std::string& path, const ResultLayout& layout)
    : path_(path), layout_(layout), file_(File::create_live(path)) {
    write_skeleton(file_, layout);
    for (const View& view : layout.views) {
        std::vector<Dataset> cubes;
        for (const Variable& variable : view.variables) {
            cubes.push_back(file_.dataset(view.path() + "/" + variable.name));
        }
        cubes_.push_back(std::move(cubes));
    }
    file_.start_live();
}

LiveFile::~LiveFile() {
    cubes_.clear();
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void LiveFile::append(const Cell& cell,
                      std::size_t view_index,
                      std::size_t variable,
                      std::span<const float> values) {
    const View& view = layout_.views[view_index];
    std::size_t& next = next_[{layout_.index(cell), {view_index, variable}}];
    const std::size_t samples = values.size() / view.frame_size();
    Shape offset = {cell.variant, cell.condition, cell.trial, next};
    Shape count = {1, 1, 1, samples};
    for (const base::Axis& axis : view.axes) {
        offset.push_back(0);
        count.push_back(axis.size());
    }
    Dataset& cube = cubes_[view_index][variable];
    cube.write_slab(offset, count, values);
    cube.show();
    next += samples;
}

}  // namespace ventral::io
