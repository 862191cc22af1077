#pragma once

/// One cell of a cube on its way into a part.

#include "sim/io/chunk_codec.h"
#include "sim/io/hdf5.h"

#include <cstddef>
#include <span>
#include <vector>

namespace ventral::io {

/// Time samples wait until they fill chunks, which are then compressed and stored as they are. All
/// that is held is one stretch of chunks.
class CubeWriter {
public:
    /// @param cube of a part: its extents of variant, condition and trial are 1
    explicit CubeWriter(Dataset cube);
    /// Goes on with a cube of which so many time samples are written and these values wait.
    CubeWriter(Dataset cube, std::size_t written, std::vector<float> waiting);

    const Dataset& cube() const { return cube_; }
    std::size_t written() const { return begin_; }
    const std::vector<float>& waiting() const { return waiting_; }
    /// Time samples that were taken.
    std::size_t taken() const { return begin_ + waiting_.size() / frame_; }

    /// Whole time samples (time, axes...), no more than the cube has left.
    void append(std::span<const float> values, ChunkPacker& packer);

private:
    void write_waiting(ChunkPacker& packer);

    Dataset cube_;
    bool compress_;
    Shape shape_;  ///< of a cell: time, axes...
    Shape chunk_;
    std::size_t frame_ = 1;
    std::size_t begin_ = 0;  ///< the first time sample that waits
    std::vector<float> waiting_;
};

}  // namespace ventral::io
