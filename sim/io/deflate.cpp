#include "sim/io/deflate.h"

#include "sim/base/errors.h"

#include <libdeflate.h>

#include <new>

namespace ventral::io {

std::string deflate_bytes(std::string_view content,
                          DeflateFormat format,
                          const std::string& where) {
    constexpr int kLevel = 6;
    using Compressor =
        std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;
    const Compressor compressor(libdeflate_alloc_compressor(kLevel), libdeflate_free_compressor);
    if (!compressor) {
        throw base::IoError("cannot compress", where, "no memory is left");
    }
    const bool is_raw = format == DeflateFormat::Raw;
    const auto bound = is_raw ? libdeflate_deflate_compress_bound : libdeflate_zlib_compress_bound;
    const auto compress = is_raw ? libdeflate_deflate_compress : libdeflate_zlib_compress;
    std::string packed(bound(compressor.get(), content.size()), '\0');
    packed.resize(
        compress(compressor.get(), content.data(), content.size(), packed.data(), packed.size()));
    return packed;
}

std::uint32_t crc_32(std::string_view content) {
    return libdeflate_crc32(0, content.data(), content.size());
}

FastDeflate::FastDeflate() : compressor_(libdeflate_alloc_compressor(1)) {
    if (compressor_ == nullptr) {
        throw std::bad_alloc();
    }
}

FastDeflate::~FastDeflate() {
    libdeflate_free_compressor(compressor_);
}

std::span<const unsigned char> FastDeflate::operator()(std::span<const unsigned char> content) {
    const std::size_t bound = libdeflate_zlib_compress_bound(compressor_, content.size());
    if (bound > room_) {
        packed_ = std::make_unique<unsigned char[]>(bound);
        room_ = bound;
    }
    const std::size_t size =
        libdeflate_zlib_compress(compressor_, content.data(), content.size(), packed_.get(), room_);
    return {packed_.get(), size};
}

Inflate::Inflate() : decompressor_(libdeflate_alloc_decompressor()) {
    if (decompressor_ == nullptr) {
        throw std::bad_alloc();
    }
}

Inflate::~Inflate() {
    libdeflate_free_decompressor(decompressor_);
}

bool Inflate::operator()(std::span<const unsigned char> packed, std::span<unsigned char> content) {
    return libdeflate_zlib_decompress(decompressor_, packed.data(), packed.size(), content.data(),
                                      content.size(), nullptr) == LIBDEFLATE_SUCCESS;
}

}  // namespace ventral::io
