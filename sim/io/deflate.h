#pragma once

/// Lossless compression and checksums by libdeflate.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct libdeflate_compressor;
struct libdeflate_decompressor;

namespace ventral::io {

enum class DeflateFormat {
    Raw,   ///< RFC 1951, as in ZIP archives
    Zlib,  ///< RFC 1950: a header and a checksum about it
};

/// The compressed bytes, the same for the same content. @param where the file that they are for, in
/// the base::IoError that is thrown where memory ends.
std::string deflate_bytes(std::string_view content, DeflateFormat format, const std::string& where);

/// The CRC-32 of ZIP and PNG.
std::uint32_t crc_32(std::string_view content);

/// Compresses many blocks, each a zlib stream of its own (RFC 1950), at the fastest level.
class FastDeflate {
public:
    FastDeflate();
    ~FastDeflate();
    FastDeflate(const FastDeflate&) = delete;
    FastDeflate& operator=(const FastDeflate&) = delete;

    /// The compressed bytes, until the next call.
    std::span<const unsigned char> operator()(std::span<const unsigned char> content);

private:
    libdeflate_compressor* compressor_;
    std::size_t room_ = 0;
    std::unique_ptr<unsigned char[]> packed_;
};

/// Gives back blocks of known size.
class Inflate {
public:
    Inflate();
    ~Inflate();
    Inflate(const Inflate&) = delete;
    Inflate& operator=(const Inflate&) = delete;

    /// False if the stream is damaged, or of another size.
    bool operator()(std::span<const unsigned char> packed, std::span<unsigned char> content);

private:
    libdeflate_decompressor* decompressor_;
};

}  // namespace ventral::io
