#pragma once

/// The part of the ZIP format (PKWARE APPNOTE 6.3) that a bundle of arrays needs: stored or
/// deflated members, no clock.

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace ventral::io {

/// Writes members one after another, then the directory.
class ZipWriter {
public:
    explicit ZipWriter(const std::string& path);

    /// Members and archive stay below 4 GiB: more is an IoError.
    void add(const std::string& name, std::string_view content, bool compress);
    /// Writes the directory and closes.
    void finish();

private:
    struct Member {
        std::string name;
        std::uint16_t method = 0;
        std::uint32_t crc = 0;
        std::uint32_t stored_size = 0;
        std::uint32_t size = 0;
        std::uint32_t offset = 0;
    };

    void put(std::string_view bytes);
    std::string common_fields(const Member& member) const;

    std::string path_;
    std::ofstream out_;
    std::uint64_t position_ = 0;
    std::vector<Member> members_;
};

}  // namespace ventral::io
