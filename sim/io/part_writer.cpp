#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/copy_file.h"
#include "sim/io/cube_writer.h"
#include "sim/io/parts_folder.h"
#include "sim/io/result_parts.h"
#include "sim/io/result_skeleton.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace ventral::io {

namespace {

namespace fs = std::filesystem;

constexpr const char* kCheckpoint = "checkpoint";
/// Bytes of a state in one chunk.
constexpr std::size_t kStateChunk = std::size_t{16} << 20U;

/// Bytes are stored as they are, in chunks of 32-bit words, the last one padded.
void write_bytes(Group& group, const std::string& bytes) {
    constexpr std::size_t kWord = sizeof(std::uint32_t);
    const std::size_t chunk = std::min(kStateChunk, (bytes.size() + kWord - 1) / kWord * kWord);
    group.set_integer("bytes", static_cast<std::int64_t>(bytes.size()));
    if (bytes.empty()) {
        return;
    }
    const std::size_t num_chunks = (bytes.size() + chunk - 1) / chunk;
    Dataset dataset = group.create_dataset("state", Element::UInt32, {num_chunks * chunk / kWord},
                                           {.chunk = {chunk / kWord}, .compress = false});
    for (std::size_t i = 0; i < num_chunks; ++i) {
        const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(i * chunk);
        const std::size_t size = std::min(chunk, bytes.size() - i * chunk);
        std::vector<unsigned char> padded(begin, begin + static_cast<std::ptrdiff_t>(size));
        padded.resize(chunk);
        dataset.write_chunk({i * chunk / kWord}, 0, padded);
    }
}

std::string read_bytes(const Group& group) {
    const auto size = static_cast<std::size_t>(group.integer("bytes"));
    std::string bytes;
    if (size == 0) {
        return bytes;
    }
    const Dataset dataset = group.dataset("state");
    const std::size_t step = dataset.chunk().at(0);
    for (std::size_t word = 0; word < dataset.size(); word += step) {
        std::uint32_t filters = 0;
        const std::vector<unsigned char> chunk = dataset.read_chunk({word}, filters);
        bytes.append(chunk.begin(), chunk.end());
    }
    if (bytes.size() < size) {
        throw base::IoError("cannot read '" + dataset.path() + "'", dataset.file(), "it ends early",
                            "remove it, and --resume computes the cell again");
    }
    bytes.resize(size);
    return bytes;
}

/// A copy of what was kept, which may be written on.
fs::path copied(const std::string& from, const std::string& to) {
    copy_file(from, to, to);
    return to;
}

/// All values of a cell's time samples that were taken so far.
std::vector<float> taken_values(const CubeWriter& cube, const View& view) {
    std::vector<float> values;
    if (cube.written() > 0) {
        Shape offset(4 + view.axes.size(), 0);
        Shape count = {1, 1, 1, cube.written()};
        for (const base::Axis& axis : view.axes) {
            count.push_back(axis.size());
        }
        values = cube.cube().read_slab(offset, count);
    }
    values.insert(values.end(), cube.waiting().begin(), cube.waiting().end());
    return values;
}

std::string waiting_name(std::size_t variable) {
    return base::str("waiting_", variable);
}

}  // namespace

struct PartWriter::State {
    State(const ResultLayout& run, const std::string& path)
        : layout(run), target(path, true, true), file(File::create(target.temporary_path())) {}
    State(const ResultLayout& run, const std::string& path, const std::string& kept)
        : layout(run),
          target(path, true, true),
          file(File::open_for_writing(copied(kept, target.temporary_path()))) {}

    const ResultLayout& layout;
    std::string checkpoint{};  ///< path of the cell's own
    AtomicFile target;
    File file;
    ChunkPacker packer;
    std::vector<std::vector<CubeWriter>> cubes;  ///< by view and variable
};

PartWriter::PartWriter(const std::string& folder, const ResultLayout& layout, const Cell& cell) {
    const std::size_t index = layout.index(cell);
    state_ = std::make_unique<State>(layout, part_path(folder, index));
    state_->checkpoint = checkpoint_path(folder, index);
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

PartWriter::PartWriter(const std::string& folder,
                       const ResultLayout& layout,
                       const Cell& cell,
                       const Cell& kept) {
    const std::size_t index = layout.index(cell);
    state_ = std::make_unique<State>(layout, part_path(folder, index),
                                     checkpoint_path(folder, layout.index(kept)));
    state_->checkpoint = checkpoint_path(folder, index);
    File& file = state_->file;
    file.set_integer("index", static_cast<std::int64_t>(index));
    {
        const Group group = file.group(kCheckpoint);
        const auto written = group.dataset("written").read_integers();
        std::size_t i = 0;
        for (const View& view : layout.views) {
            std::vector<CubeWriter> cubes;
            for (const Variable& variable : view.variables) {
                const std::string name = waiting_name(i);
                cubes.emplace_back(
                    file.dataset(view.path() + "/" + variable.name),
                    static_cast<std::size_t>(written.at(i)),
                    group.has(name) ? group.dataset(name).read_floats() : std::vector<float>());
                ++i;
            }
            state_->cubes.push_back(std::move(cubes));
        }
    }
    file.remove(kCheckpoint);
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

void PartWriter::tell(
    const std::function<void(std::size_t, std::size_t, const std::vector<float>&)>& sink) const {
    for (std::size_t v = 0; v < state_->cubes.size(); ++v) {
        for (std::size_t k = 0; k < state_->cubes[v].size(); ++k) {
            const CubeWriter& cube = state_->cubes[v][k];
            if (cube.taken() > 0) {
                sink(v, k, taken_values(cube, state_->layout.views[v]));
            }
        }
    }
}

void PartWriter::keep(const CellState& state) {
    state_->file.flush();
    AtomicFile target(state_->checkpoint, true, true);
    File file =
        File::open_for_writing(copied(state_->target.temporary_path(), target.temporary_path()));
    {
        Group group = file.require_group(kCheckpoint);
        group.set_number("time_ms", state.time_ms);
        group.set_text("program", state.program);
        std::vector<std::int64_t> written;
        for (const std::vector<CubeWriter>& cubes : state_->cubes) {
            for (const CubeWriter& cube : cubes) {
                if (!cube.waiting().empty()) {
                    group
                        .create_dataset(waiting_name(written.size()), Element::Float32,
                                        {cube.waiting().size()})
                        .write(cube.waiting());
                }
                written.push_back(static_cast<std::int64_t>(cube.written()));
            }
        }
        group.create_dataset("written", Element::Int64, {written.size()}).write(written);
        write_bytes(group, state.state);
    }
    file.close();
    target.commit();
}

std::optional<CellState> read_checkpoint(const std::string& folder,
                                         const ResultLayout& layout,
                                         const Cell& cell) {
    const std::string path = checkpoint_path(folder, layout.index(cell));
    if (!fs::exists(path)) {
        return std::nullopt;
    }
    const File file = File::open(path, "remove it, and --resume computes the cell again");
    const Group group = file.group(kCheckpoint);
    return CellState{group.number("time_ms"), group.text("program"), read_bytes(group)};
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
    std::error_code ignored;
    fs::remove(state_->checkpoint, ignored);
}

}  // namespace ventral::io
