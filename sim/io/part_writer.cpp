#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/cube_writer.h"
#include "sim/io/parts_folder.h"
#include "sim/io/result_parts.h"
#include "sim/io/result_skeleton.h"

#include <utility>

namespace ventral::io {

struct PartWriter::State {
    State(const ResultLayout& run, const std::string& path)
        : layout(run), target(path, true), file(File::create(target.temporary_path())) {}

    const ResultLayout& layout;
    AtomicFile target;
    File file;
    ChunkPacker packer;
    std::vector<std::vector<CubeWriter>> cubes;  ///< by view and variable
};

PartWriter::PartWriter(const std::string& folder, const ResultLayout& layout, const Cell& cell) {
    const std::size_t index = layout.index(cell);
    state_ = std::make_unique<State>(layout, part_path(folder, index));
    File& file = state_->file;
    file.set_text("format", kPartFormat);
    file.set_text("key", layout.key);
    file.set_integer("index", static_cast<std::int64_t>(index));
    for (const View& view : layout.views) {
        Group group = file.require_group(view.path());
        std::vector<CubeWriter> cubes;
        for (const Variable& variable : view.variables) {
            cubes.emplace_back(create_cube(group, view, variable, {1, 1, 1}, layout.compress));
        }
        state_->cubes.push_back(std::move(cubes));
    }
}

PartWriter::~PartWriter() = default;
PartWriter::PartWriter(PartWriter&&) noexcept = default;
PartWriter& PartWriter::operator=(PartWriter&&) noexcept = default;

void PartWriter::append(std::size_t view_index,
                        std::size_t variable,
                        std::span<const float> values) {
    const View& view = state_->layout.views.at(view_index);
    CubeWriter& cube = state_->cubes.at(view_index).at(variable);
    const std::size_t samples = values.size() / view.frame_size();
    if (samples * view.frame_size() != values.size() || cube.taken() + samples > view.time.size()) {
        throw base::IoError(
            "cannot write '" + cube.cube().path() + "'", cube.cube().file(),
            base::str(values.size(), " values after ", cube.taken(), " of ", view.time.size(),
                      " time samples of ", view.frame_size(), " values do not fit"));
    }
    cube.append(values, state_->packer);
}

void PartWriter::commit() {
    for (std::size_t i = 0; i < state_->cubes.size(); ++i) {
        const std::size_t wanted = state_->layout.views[i].time.size();
        for (const CubeWriter& cube : state_->cubes[i]) {
            if (cube.taken() != wanted) {
                throw base::IoError(
                    "cannot finish '" + cube.cube().path() + "'", cube.cube().file(),
                    base::str("it has ", cube.taken(), " of ", wanted, " time samples"));
            }
        }
    }
    state_->file.flush();
    state_->cubes.clear();
    state_->file.close();
    state_->target.commit();
}

}  // namespace ventral::io
