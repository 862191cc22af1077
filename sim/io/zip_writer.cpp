#include "sim/io/zip_writer.h"

#include "sim/base/errors.h"
#include "sim/io/deflate.h"

#include <cerrno>
#include <cstring>
#include <limits>

namespace ventral::io {
namespace {

constexpr std::uint16_t kMethodStored = 0;
constexpr std::uint16_t kMethodDeflated = 8;
constexpr std::uint16_t kVersionNeeded = 20;
/// 1980-01-01 00:00, the earliest that the format knows: no clock in the bytes.
constexpr std::uint16_t kNoTime = 0;
constexpr std::uint16_t kNoDate = 0x21;
constexpr std::uint16_t kNameIsUtf8 = 1U << 11U;

void put_16(std::string& bytes, std::uint16_t value) {
    bytes += static_cast<char>(value & 0xFFU);
    bytes += static_cast<char>(value >> 8U);
}

void put_32(std::string& bytes, std::uint32_t value) {
    put_16(bytes, static_cast<std::uint16_t>(value & 0xFFFFU));
    put_16(bytes, static_cast<std::uint16_t>(value >> 16U));
}

}  // namespace

ZipWriter::ZipWriter(const std::string& path) : path_(path), out_(path, std::ios::binary) {
    if (!out_) {
        throw base::IoError("cannot write", path, std::strerror(errno));
    }
}

void ZipWriter::put(std::string_view bytes) {
    out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    position_ += bytes.size();
    if (!out_) {
        throw base::IoError("cannot write", path_, std::strerror(errno));
    }
}

std::string ZipWriter::common_fields(const Member& member) const {
    std::string bytes;
    put_16(bytes, kVersionNeeded);
    put_16(bytes, kNameIsUtf8);
    put_16(bytes, member.method);
    put_16(bytes, kNoTime);
    put_16(bytes, kNoDate);
    put_32(bytes, member.crc);
    put_32(bytes, member.stored_size);
    put_32(bytes, member.size);
    put_16(bytes, static_cast<std::uint16_t>(member.name.size()));
    put_16(bytes, 0);  // no extra field
    return bytes;
}

void ZipWriter::add(const std::string& name, std::string_view content, bool compress) {
    // A margin for headers and for what deflate adds to incompressible bytes.
    constexpr std::uint64_t limit = std::numeric_limits<std::uint32_t>::max() - (1U << 24U);
    if (position_ + content.size() > limit) {
        throw base::IoError("cannot write", path_, "a ZIP archive of this kind ends at 4 GiB",
                            "export fewer units or a shorter time");
    }
    const std::string packed =
        compress ? deflate_bytes(content, DeflateFormat::Raw, path_) : std::string();
    const std::string_view stored = compress ? std::string_view(packed) : content;
    Member member;
    member.name = name;
    member.method = compress ? kMethodDeflated : kMethodStored;
    member.crc = crc_32(content);
    member.stored_size = static_cast<std::uint32_t>(stored.size());
    member.size = static_cast<std::uint32_t>(content.size());
    member.offset = static_cast<std::uint32_t>(position_);
    put("PK\x03\x04" + common_fields(member) + name);
    put(stored);
    members_.push_back(member);
}

void ZipWriter::finish() {
    const auto begin = static_cast<std::uint32_t>(position_);
    for (const Member& member : members_) {
        std::string entry = "PK\x01\x02";
        put_16(entry, kVersionNeeded);  // made by
        entry += common_fields(member);
        put_16(entry, 0);  // no comment
        put_16(entry, 0);  // disk
        put_16(entry, 0);  // internal attributes
        put_32(entry, 0);  // external attributes
        put_32(entry, member.offset);
        put(entry + member.name);
    }
    const auto size = static_cast<std::uint32_t>(position_) - begin;
    const auto count = static_cast<std::uint16_t>(members_.size());
    std::string end = "PK\x05\x06";
    put_32(end, 0);  // disks
    put_16(end, count);
    put_16(end, count);
    put_32(end, size);
    put_32(end, begin);
    put_16(end, 0);  // no comment
    put(end);
    out_.close();
    if (!out_) {
        throw base::IoError("cannot write", path_, std::strerror(errno));
    }
}

}  // namespace ventral::io
