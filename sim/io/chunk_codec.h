#pragma once

/// Chunks of 32-bit floats as HDF5's filters shuffle and deflate store them, made and read without
/// these filters: in a third of their time.

#include "sim/io/deflate.h"

#include <cstddef>
#include <span>
#include <vector>

namespace ventral::io {

/// The values as they are.
std::span<const unsigned char> bytes_of(std::span<const float> values);

/// Packs chunks.
class ChunkPacker {
public:
    /// The bytes to be stored, until the next call.
    std::span<const unsigned char> pack(std::span<const float> values);

private:
    FastDeflate deflate_;
    std::vector<unsigned char> shuffled_;
};

/// Unpacks chunks.
class ChunkUnpacker {
public:
    /// Fills `values` with what was packed; false if the bytes are damaged.
    bool unpack(std::span<const unsigned char> bytes, std::span<float> values);

private:
    Inflate inflate_;
    std::vector<unsigned char> shuffled_;
};

}  // namespace ventral::io
