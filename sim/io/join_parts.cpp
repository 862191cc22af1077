#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/parts_folder.h"
#include "sim/io/result_parts.h"
#include "sim/io/result_skeleton.h"

#include <algorithm>
#include <filesystem>

namespace ventral::io {
namespace {

namespace fs = std::filesystem;

/// Moves to the next chunk, last axis fastest. False after the last one.
bool advance(Shape& offset, const Shape& chunk, const Shape& shape) {
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        offset[axis] += chunk[axis];
        if (offset[axis] < shape[axis]) {
            return true;
        }
        offset[axis] = 0;
    }
    return false;
}

/// A part's cube has the chunks and the filters of the result's: chunks go over as they are,
/// compressed, one at a time.
void copy_cube(const Dataset& part, Dataset& result, const Cell& cell) {
    const Shape chunk = part.chunk();
    const Shape shape = part.shape();
    Shape expected = result.shape();
    std::fill_n(expected.begin(), 3, std::size_t{1});
    if (shape != expected || chunk != result.chunk() ||
        part.is_compressed() != result.is_compressed()) {
        throw base::IoError("cannot join '" + part.path() + "'", part.file(),
                            "it is laid out otherwise than the result");
    }
    Shape offset(shape.size(), 0);
    do {
        std::uint32_t filters = 0;
        const std::vector<unsigned char> bytes = part.read_chunk(offset, filters);
        Shape target = offset;
        target[0] = cell.variant;
        target[1] = cell.condition;
        target[2] = cell.trial;
        result.write_chunk(target, filters, bytes);
    } while (advance(offset, chunk, shape));
}

void copy_part(const File& part, File& result, const ResultLayout& layout, const Cell& cell) {
    for (const View& view : layout.views) {
        for (const Variable& variable : view.variables) {
            const std::string path = view.path() + "/" + variable.name;
            Dataset cube = result.dataset(path);
            copy_cube(part.dataset(path), cube, cell);
        }
    }
}

ResultLayout folder_layout(const std::string& folder) {
    const File file = File::open(layout_path(folder));
    return read_layout(file);
}

void refuse_missing(const std::string& folder, const ResultLayout& layout) {
    for (std::size_t index = 0; index < layout.cells(); ++index) {
        if (!fs::exists(part_path(folder, index))) {
            const Cell cell = layout.cell(index);
            throw base::IoError("cannot join the finished parts", folder,
                                base::str("variant '", layout.variants[cell.variant],
                                          "', condition '", layout.conditions[cell.condition],
                                          "', trial ", cell.trial, " is not finished"),
                                "--resume computes what is missing");
        }
    }
}

void join(const std::string& folder,
          const ResultLayout& layout,
          const std::string& path,
          bool force,
          const TextTable& late,
          const std::function<void(const std::string&)>& complete = {}) {
    AtomicFile target(path, force);
    std::error_code reason;
    fs::copy_file(layout_path(folder), target.temporary_path(), reason);
    if (reason) {
        throw base::IoError("cannot write", path, reason.message());
    }
    File result = File::open_for_writing(target.temporary_path());
    std::size_t finished = 0;
    for (std::size_t index = 0; index < layout.cells(); ++index) {
        const std::string part = part_path(folder, index);
        if (fs::exists(part)) {
            Cell cell;
            const File file = open_part(part, layout, cell);
            copy_part(file, result, layout, cell);
            ++finished;
        }
    }
    result.set_integer("complete", finished == layout.cells() ? 1 : 0);
    add_provenance(result, late);
    result.close();
    if (complete) {
        complete(target.temporary_path());
    }
    target.commit();
}

}  // namespace

void join_parts(const std::string& folder,
                const std::string& final_path,
                bool force,
                const TextTable& late,
                const std::function<void(const std::string& path)>& complete) {
    const ResultLayout layout = folder_layout(folder);
    refuse_missing(folder, layout);
    join(folder, layout, final_path, force, late, complete);
    remove_parts(folder);
    std::error_code ignored;
    fs::remove(partial_path(final_path), ignored);
}

std::string join_partial(const std::string& folder,
                         const std::string& final_path,
                         const TextTable& late) {
    std::string path = partial_path(final_path);
    join(folder, folder_layout(folder), path, true, late);
    return path;
}

}  // namespace ventral::io
