#include "sim/io/copy_cells.h"

#include "sim/base/errors.h"
#include "sim/io/chunk_grid.h"
#include "sim/io/result_skeleton.h"

#include <algorithm>

namespace ventral::io {
namespace {

void place(Shape& offset, const Cell& cell) {
    offset[0] = cell.variant;
    offset[1] = cell.condition;
    offset[2] = cell.trial;
}

void copy_cube(const Dataset& source, const Cell& from, Dataset& target, const Cell& to) {
    const Shape chunk = source.chunk();
    const Shape shape = source.shape();
    const Shape wanted = target.shape();
    if (shape.size() != wanted.size() || shape.size() <= kCellAxes ||
        !std::equal(shape.begin() + kCellAxes, shape.end(), wanted.begin() + kCellAxes) ||
        chunk.empty() || chunk != target.chunk() ||
        source.is_compressed() != target.is_compressed()) {
        throw base::IoError("cannot join '" + source.path() + "'", source.file(),
                            "it is laid out otherwise than the result");
    }
    Shape offset(shape.size(), 0);
    do {
        std::uint32_t filters = 0;
        place(offset, from);
        const std::vector<unsigned char> bytes = source.read_chunk(offset, filters);
        place(offset, to);
        target.write_chunk(offset, filters, bytes);
    } while (next_chunk(offset, chunk, shape, kCellAxes));
}

}  // namespace

void copy_cell(const File& source,
               const Cell& from,
               File& target,
               const Cell& to,
               const ResultLayout& layout) {
    for (const View& view : layout.views) {
        for (const Variable& variable : view.variables) {
            const std::string path = view.path() + "/" + variable.name;
            Dataset cube = target.dataset(path);
            copy_cube(source.dataset(path), from, cube, to);
        }
    }
}

}  // namespace ventral::io
