#pragma once

/// Numbers as text for a page: the bytes of all numbers, first bytes first, compressed by zlib, in
/// base 64. A browser undoes it without a library (page/data.js).

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ventral::app {

/// float32, little endian; NaN stays NaN.
std::string pack(std::span<const float> values);

/// Bytes as they are.
std::string pack(std::span<const std::uint8_t> values);

/// Frames of whole numbers, each after the first as its difference from the one before, modulo
/// 65536: what hardly changes takes hardly any room.
std::string pack_frames(std::span<const std::uint16_t> values, std::size_t frame_size);

}  // namespace ventral::app
