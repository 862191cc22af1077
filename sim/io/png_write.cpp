#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/png.h"

#include <png.h>

#include <algorithm>
#include <cmath>

namespace ventral::io {
namespace {

/// As in reading: all that has a destructor stays out of the functions libpng jumps out of.
struct Encoder {
    Encoder() = default;
    ~Encoder() { png_destroy_write_struct(&png, &info); }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    std::string path;
    std::string bytes;
    std::string message;
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::vector<png_bytep> rows;
};

[[noreturn]] void on_error(png_structp png, png_const_charp text) {
    static_cast<Encoder*>(png_get_error_ptr(png))->message = text;
    png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

void on_write(png_structp png, png_bytep data, size_t count) {
    static_cast<Encoder*>(png_get_io_ptr(png))
        ->bytes.append(reinterpret_cast<const char*>(data), count);
}

void on_flush(png_structp) {}

void encode(Encoder& encoder, png_uint_32 width, int colour) {
    if (setjmp(png_jmpbuf(encoder.png))) {
        throw base::IoError("cannot write the PNG image", encoder.path, encoder.message);
    }
    png_set_write_fn(encoder.png, &encoder, on_write, on_flush);
    png_set_IHDR(encoder.png, encoder.info, width, static_cast<png_uint_32>(encoder.rows.size()), 8,
                 colour, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(encoder.png, encoder.info);
    png_write_image(encoder.png, encoder.rows.data());
    png_write_end(encoder.png, nullptr);
}

}  // namespace

void write_png(const std::string& path,
               int width,
               int height,
               int channels,
               std::span<const std::uint8_t> pixels,
               bool force) {
    const bool known = channels == 1 || channels == 3;
    const auto row_bytes = static_cast<std::size_t>(std::max(width, 0)) *
                           static_cast<std::size_t>(known ? channels : 0);
    const auto row_count = static_cast<std::size_t>(std::max(height, 0));
    if (row_bytes * row_count == 0 || pixels.size() != row_bytes * row_count) {
        throw base::IoError("cannot write the PNG image", path,
                            base::str(pixels.size(), " values are no image of ", width, " x ",
                                      height, " pixels in ", channels, " channels (1 or 3)"));
    }
    std::vector<std::uint8_t> copy(pixels.begin(), pixels.end());
    Encoder encoder;
    encoder.path = path;
    for (std::size_t row = 0; row < row_count; ++row) {
        encoder.rows.push_back(copy.data() + row * row_bytes);
    }
    encoder.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &encoder, on_error, on_warning);
    encoder.info = png_create_info_struct(encoder.png);
    encode(encoder, static_cast<png_uint_32>(width),
           channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB);
    write_file(path, encoder.bytes, force);
}

void write_png(const std::string& path, const Image& image, bool force) {
    std::vector<std::uint8_t> pixels;
    pixels.reserve(image.values.size());
    for (const float value : image.values) {
        const float kept = std::isnan(value) ? 0.0F : std::clamp(value, 0.0F, 1.0F);
        pixels.push_back(static_cast<std::uint8_t>(std::lround(kept * 255.0F)));
    }
    write_png(path, image.width, image.height, image.channels, pixels, force);
}

}  // namespace ventral::io
