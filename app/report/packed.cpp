#include "app/report/packed.h"

#include "sim/io/deflate.h"

#include <bit>
#include <cstddef>

namespace ventral::app {

namespace {

std::string base64(const std::string& bytes) {
    constexpr const char* kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        const std::size_t count = bytes.size() - i < 3 ? bytes.size() - i : 3;
        for (std::size_t k = 0; k < 3; ++k) {
            const auto byte = k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U;
            group = (group << 8U) | byte;
        }
        for (std::size_t k = 0; k < 4; ++k) {
            text += k <= count ? kDigits[(group >> (18U - 6U * k)) & 63U] : '=';
        }
    }
    return text;
}

std::string finish(const std::string& bytes) {
    return base64(io::deflate_bytes(bytes, io::DeflateFormat::Zlib, "the report"));
}

/// First bytes of all words, then second bytes, ...
template <class Word>
std::string planes(const std::vector<Word>& words) {
    std::string bytes;
    bytes.reserve(words.size() * sizeof(Word));
    for (unsigned int plane = 0; plane < sizeof(Word); ++plane) {
        for (const Word word : words) {
            bytes += static_cast<char>((word >> (8U * plane)) & 0xFFU);
        }
    }
    return bytes;
}

}  // namespace

std::string pack(std::span<const float> values) {
    std::vector<std::uint32_t> words;
    words.reserve(values.size());
    for (const float value : values) {
        words.push_back(std::bit_cast<std::uint32_t>(value));
    }
    return finish(planes(words));
}

std::string pack(std::span<const std::uint8_t> values) {
    return finish({reinterpret_cast<const char*>(values.data()), values.size()});
}

std::string pack_frames(std::span<const std::uint16_t> values, std::size_t frame_size) {
    std::vector<std::uint16_t> steps(values.begin(), values.end());
    for (std::size_t i = frame_size; i < steps.size(); ++i) {
        steps[i] = static_cast<std::uint16_t>(values[i] - values[i - frame_size]);
    }
    return finish(planes(steps));
}

}  // namespace ventral::app
