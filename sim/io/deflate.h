#pragma once

/// Lossless compression by zlib.

#include <string>
#include <string_view>

namespace ventral::io {

enum class DeflateFormat {
    Raw,   ///< RFC 1951, as in ZIP archives
    Zlib,  ///< RFC 1950: a header and a checksum about it
};

/// The compressed bytes, the same for the same content. @param where the file that they are for, in
/// the base::IoError that is thrown where zlib fails.
std::string deflate_bytes(std::string_view content, DeflateFormat format, const std::string& where);

}  // namespace ventral::io
