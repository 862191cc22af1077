#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/png.h"

#include <png.h>

#include <cstring>
#include <utility>

namespace ventral::io {
namespace {

/// What libpng's callbacks and the decoder share. libpng leaves by longjmp, so everything with a
/// destructor lives here, outside of the functions that it jumps out of.
struct Decoder {
    explicit Decoder(const std::string& file) : path(file), bytes(read_file(file)) {}
    ~Decoder() { png_destroy_read_struct(&png, &info, nullptr); }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    std::string path;
    std::string bytes;
    std::size_t position = 0;
    std::string message;
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::vector<png_byte> pixels;
    std::vector<png_bytep> rows;
    Image image;
};

[[noreturn]] void on_error(png_structp png, png_const_charp text) {
    static_cast<Decoder*>(png_get_error_ptr(png))->message = text;
    png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

void on_read(png_structp png, png_bytep out, size_t count) {
    auto& decoder = *static_cast<Decoder*>(png_get_io_ptr(png));
    if (count > decoder.bytes.size() - decoder.position) {
        png_error(png, "the file ends before the image does");
    }
    std::memcpy(out, decoder.bytes.data() + decoder.position, count);
    decoder.position += count;
}

[[noreturn]] void fail(const Decoder& decoder) {
    throw base::IoError("cannot read the PNG image", decoder.path, decoder.message);
}

void read_header(Decoder& decoder) {
    if (setjmp(png_jmpbuf(decoder.png))) {
        fail(decoder);
    }
    // Limits are checked by check_size, with words of our own.
    png_set_user_limits(decoder.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_read_fn(decoder.png, &decoder, on_read);
    png_read_info(decoder.png, decoder.info);
}

void check_size(const Decoder& decoder, const PngLimits& limits) {
    const std::size_t width = png_get_image_width(decoder.png, decoder.info);
    const std::size_t height = png_get_image_height(decoder.png, decoder.info);
    const auto side = static_cast<std::size_t>(limits.max_side);
    if (width > side || height > side || width * height > limits.max_pixels) {
        throw base::IoError("cannot read the PNG image", decoder.path,
                            base::str("it has ", width, " x ", height, " pixels; allowed are ",
                                      side, " a side and ", limits.max_pixels, " in all"),
                            "scale the image down");
    }
}

/// Asks for 8 or 16 bits a channel, no palette, transparency as an alpha channel.
void choose_format(Decoder& decoder) {
    if (setjmp(png_jmpbuf(decoder.png))) {
        fail(decoder);
    }
    const int colour = png_get_color_type(decoder.png, decoder.info);
    const int depth = png_get_bit_depth(decoder.png, decoder.info);
    decoder.image.bit_depth = colour == PNG_COLOR_TYPE_PALETTE ? 8 : depth;
    png_set_expand(decoder.png);
    png_set_interlace_handling(decoder.png);
    png_read_update_info(decoder.png, decoder.info);
    decoder.image.width = static_cast<int>(png_get_image_width(decoder.png, decoder.info));
    decoder.image.height = static_cast<int>(png_get_image_height(decoder.png, decoder.info));
    decoder.image.channels = png_get_channels(decoder.png, decoder.info);
}

void read_pixels(Decoder& decoder) {
    if (setjmp(png_jmpbuf(decoder.png))) {
        fail(decoder);
    }
    png_read_image(decoder.png, decoder.rows.data());
    png_read_end(decoder.png, nullptr);
}

void decode(Decoder& decoder) {
    const std::size_t row_bytes = png_get_rowbytes(decoder.png, decoder.info);
    const auto height = static_cast<std::size_t>(decoder.image.height);
    decoder.pixels.resize(row_bytes * height);
    for (std::size_t row = 0; row < height; ++row) {
        decoder.rows.push_back(decoder.pixels.data() + row * row_bytes);
    }
    read_pixels(decoder);
    const std::size_t count = static_cast<std::size_t>(decoder.image.width) * height *
                              static_cast<std::size_t>(decoder.image.channels);
    decoder.image.values.resize(count);
    const bool wide = png_get_bit_depth(decoder.png, decoder.info) == 16;
    for (std::size_t i = 0; i < count; ++i) {
        decoder.image.values[i] =
            wide ? static_cast<float>(decoder.pixels[2 * i] * 256 + decoder.pixels[2 * i + 1]) /
                       65535.0F
                 : static_cast<float>(decoder.pixels[i]) / 255.0F;
    }
}

}  // namespace

Image read_png(const std::string& path, const PngLimits& limits) {
    Decoder decoder(path);
    const auto* head = reinterpret_cast<png_const_bytep>(decoder.bytes.data());
    if (decoder.bytes.size() < 8 || png_sig_cmp(head, 0, 8) != 0) {
        throw base::IoError("cannot read the PNG image", path,
                            decoder.bytes.empty() ? "it is empty" : "it is not a PNG image",
                            "convert it, e.g. with: convert IMAGE image.png");
    }
    decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &decoder, on_error, on_warning);
    decoder.info = png_create_info_struct(decoder.png);
    read_header(decoder);
    check_size(decoder, limits);
    choose_format(decoder);
    decode(decoder);
    return std::move(decoder.image);
}

}  // namespace ventral::io
