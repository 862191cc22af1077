#include "sim/io/chunk_codec.h"

#include <bit>
#include <cstdint>

namespace ventral::io {

static_assert(std::endian::native == std::endian::little, "files hold little-endian floats");

std::span<const unsigned char> bytes_of(std::span<const float> values) {
    return {reinterpret_cast<const unsigned char*>(values.data()), values.size_bytes()};
}

std::span<const unsigned char> ChunkPacker::pack(std::span<const float> values) {
    // All first bytes, then all second bytes, ...: neighbours are then alike.
    const std::size_t n = values.size();
    shuffled_.resize(n * sizeof(float));
    unsigned char* bytes = shuffled_.data();
    for (std::size_t i = 0; i < n; ++i) {
        const auto word = std::bit_cast<std::uint32_t>(values[i]);
        bytes[i] = static_cast<unsigned char>(word);
        bytes[n + i] = static_cast<unsigned char>(word >> 8U);
        bytes[2 * n + i] = static_cast<unsigned char>(word >> 16U);
        bytes[3 * n + i] = static_cast<unsigned char>(word >> 24U);
    }
    return deflate_(shuffled_);
}

bool ChunkUnpacker::unpack(std::span<const unsigned char> bytes, std::span<float> values) {
    const std::size_t n = values.size();
    shuffled_.resize(n * sizeof(float));
    if (!inflate_(bytes, shuffled_)) {
        return false;
    }
    const unsigned char* stored = shuffled_.data();
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t word = std::uint32_t{stored[i]} | std::uint32_t{stored[n + i]} << 8U |
                                   std::uint32_t{stored[2 * n + i]} << 16U |
                                   std::uint32_t{stored[3 * n + i]} << 24U;
        values[i] = std::bit_cast<float>(word);
    }
    return true;
}

}  // namespace ventral::io
