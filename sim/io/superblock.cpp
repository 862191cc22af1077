#include "sim/io/superblock.h"

#include <array>
#include <cstddef>
#include <fstream>
#include <string_view>

namespace ventral::io {

namespace {

constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";
constexpr std::size_t kAddressBytes = 8;
const std::string kZero(kAddressBytes, '\0');
const std::string kUndefined(kAddressBytes, '\xff');

/// Of one version of the superblock, with addresses of eight bytes.
struct Format {
    std::size_t size;          ///< bytes of it all
    std::size_t address_size;  ///< where the bytes of an address are told
    std::size_t base;          ///< where the address is that all others count from
};
constexpr std::array<Format, 4> kFormats = {
    Format{96, 13, 24},
    Format{100, 13, 28},
    Format{48, 9, 12},
    Format{48, 9, 12},
};
constexpr std::size_t kLongest = 100;

}  // namespace

std::string superblock_fault(const std::string& path) {
    std::string bytes(kLongest, '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    if (!bytes.starts_with(kSignature)) {
        return "";
    }
    const auto version = bytes.size() > kSignature.size()
                             ? static_cast<unsigned char>(bytes[kSignature.size()])
                             : 0U;
    if (version >= kFormats.size()) {
        return "it is of a version of HDF5 that is not known";
    }
    const Format& format = kFormats[version];
    if (bytes.size() < format.size) {
        return "it ends within its first bytes";
    }
    const auto address = [&](std::size_t at) {
        return std::string_view(bytes).substr(at, kAddressBytes);
    };
    if (bytes[format.address_size] != static_cast<char>(kAddressBytes) ||
        address(format.base) != kZero) {
        return "its first bytes are spoiled";
    }
    // Drivers that spread a file over several write where they describe it; others leave it
    // undefined.
    const bool names_driver = version < 2;
    if (names_driver && address(format.base + 3 * kAddressBytes) != kUndefined) {
        return "it is spread over several files, or its first bytes are spoiled";
    }
    return "";
}

}  // namespace ventral::io
