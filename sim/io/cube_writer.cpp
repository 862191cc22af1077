#include "sim/io/cube_writer.h"

#include "sim/io/chunk_grid.h"
#include "sim/io/hdf5_types.h"
#include "sim/io/result_skeleton.h"

#include <algorithm>
#include <utility>

namespace ventral::io {
namespace {

Shape of_cell(const Shape& shape) {
    return {shape.begin() + kCellAxes, shape.end()};
}

}  // namespace

CubeWriter::CubeWriter(Dataset cube)
    : cube_(std::move(cube)),
      compress_(cube_.is_compressed()),
      shape_(of_cell(cube_.shape())),
      chunk_(of_cell(cube_.chunk())),
      frame_(element_count({shape_.begin() + 1, shape_.end()})) {}

CubeWriter::CubeWriter(Dataset cube, std::size_t written, std::vector<float> waiting)
    : CubeWriter(std::move(cube)) {
    begin_ = written;
    waiting_ = std::move(waiting);
}

void CubeWriter::append(std::span<const float> values, ChunkPacker& packer) {
    while (!values.empty()) {
        const std::size_t stretch = std::min(chunk_.front(), shape_.front() - begin_) * frame_;
        const auto taken = values.first(std::min(values.size(), stretch - waiting_.size()));
        waiting_.insert(waiting_.end(), taken.begin(), taken.end());
        values = values.subspan(taken.size());
        if (waiting_.size() == stretch) {
            write_waiting(packer);
        }
    }
}

/// Writes all chunks of one stretch of time.
void CubeWriter::write_waiting(ChunkPacker& packer) {
    Shape waiting = shape_;
    waiting.front() = waiting_.size() / frame_;
    std::vector<float> values(element_count(chunk_));
    Shape offset(shape_.size(), 0);
    do {
        gather(waiting_, waiting, offset, chunk_, values);
        Shape place(kCellAxes, 0);
        place.insert(place.end(), offset.begin(), offset.end());
        place[kCellAxes] = begin_;
        cube_.write_chunk(place, 0, compress_ ? packer.pack(values) : bytes_of(values));
    } while (next_chunk(offset, chunk_, waiting));
    begin_ += waiting.front();
    waiting_.clear();
}

}  // namespace ventral::io
