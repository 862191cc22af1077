#pragma once

/// An array divided into chunks, those at its far ends filled up.

#include "sim/io/hdf5.h"

#include <cstddef>
#include <span>

namespace ventral::io {

/// Moves to the next chunk, last axis fastest, axes before `first` left as they are. False after
/// the last one.
bool next_chunk(Shape& offset, const Shape& chunk, const Shape& shape, std::size_t first = 0);

/// The values of the chunk at `offset` of an array of this shape; NaN outside of it.
void gather(std::span<const float> array,
            const Shape& shape,
            const Shape& offset,
            const Shape& chunk,
            std::span<float> values);

/// Back again; what lies outside is dropped.
void scatter(std::span<const float> values,
             const Shape& shape,
             const Shape& offset,
             const Shape& chunk,
             std::span<float> array);

}  // namespace ventral::io
