#include "sim/io/png_animation.h"

#include "sim/base/errors.h"
#include "sim/io/deflate.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace ventral::io {
namespace {

constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
constexpr std::size_t kAroundData = 12;  ///< bytes of length, type and checksum

struct Chunk {
    std::string_view type;
    std::string_view data;
};

std::string number_32(std::size_t value) {
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        bytes += static_cast<char>((value >> shift) & 0xFFU);
    }
    return bytes;
}

std::string number_16(std::size_t value) {
    return number_32(value).substr(2);
}

std::size_t read_32(std::string_view bytes) {
    std::size_t value = 0;
    for (const char byte : bytes.substr(0, 4)) {
        value = value << 8U | static_cast<unsigned char>(byte);
    }
    return value;
}

/// A chunk with its length and checksum.
std::string packed(std::string_view type, std::string_view data) {
    const std::string body = std::string(type) + std::string(data);
    return number_32(data.size()) + body + number_32(crc_32(body));
}

std::vector<Chunk> chunks_of(std::string_view picture, const std::string& path) {
    if (!picture.starts_with(kSignature)) {
        throw base::IoError("cannot animate", path, "a frame is no PNG");
    }
    std::vector<Chunk> chunks;
    for (std::size_t at = kSignature.size(); at < picture.size();) {
        const std::size_t length = read_32(picture.substr(at));
        if (picture.size() - at < kAroundData || length > picture.size() - at - kAroundData) {
            throw base::IoError("cannot animate", path, "a frame is truncated");
        }
        chunks.push_back({picture.substr(at + 4, 4), picture.substr(at + 8, length)});
        at += length + kAroundData;
    }
    return chunks;
}

/// How the next frame is shown: as large as the picture, replacing the one before.
std::string frame_control(std::size_t sequence, std::string_view header, std::size_t frame_ms) {
    constexpr std::size_t kPerSecond = 1000;
    return packed("fcTL", number_32(sequence) + std::string(header.substr(0, 8)) + number_32(0) +
                              number_32(0) + number_16(frame_ms) + number_16(kPerSecond) +
                              std::string(2, '\0'));
}

}  // namespace

std::string animated_png(const std::vector<std::string>& pictures,
                         double frame_ms,
                         const std::string& path) {
    const auto delay = static_cast<std::size_t>(std::clamp(std::round(frame_ms), 1.0, 65535.0));
    std::string file(kSignature);
    std::string header;
    std::size_t sequence = 0;
    for (const std::string& picture : pictures) {
        const std::vector<Chunk> chunks = chunks_of(picture, path);
        const bool is_first = header.empty();
        if (is_first) {
            header = chunks.front().data;
            file +=
                packed("IHDR", header) + packed("acTL", number_32(pictures.size()) + number_32(0));
        } else if (chunks.front().data != header) {
            throw base::IoError("cannot animate", path, "the frames differ in size or colours");
        }
        file += frame_control(sequence++, header, delay);
        for (const Chunk& chunk : chunks) {
            if (chunk.type == "IDAT" && is_first) {
                file += packed("IDAT", chunk.data);
            } else if (chunk.type == "IDAT") {
                file += packed("fdAT", number_32(sequence++) + std::string(chunk.data));
            }
        }
    }
    return file + packed("IEND", "");
}

}  // namespace ventral::io
