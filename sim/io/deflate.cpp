#include "sim/io/deflate.h"

#include "sim/base/errors.h"

#include <zlib.h>

namespace ventral::io {

std::string deflate_bytes(std::string_view content,
                          DeflateFormat format,
                          const std::string& where) {
    constexpr int kLevel = 6;
    constexpr int kMemoryLevel = 8;
    const int window = format == DeflateFormat::Raw ? -MAX_WBITS : MAX_WBITS;
    z_stream stream{};
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, window, kMemoryLevel, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        throw base::IoError("cannot compress", where, "zlib has no memory left");
    }
    std::string packed(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int outcome = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (outcome != Z_STREAM_END) {
        throw base::IoError("cannot compress", where, "zlib gave up");
    }
    return packed;
}

}  // namespace ventral::io
