#include "sim/io/png.h"

#include "sim/base/errors.h"
#include "sim/io/atomic_file.h"
#include "tests/support/messages.h"
#include "tests/support/same_bytes.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>
#include <png.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace ventral;

namespace {

/// What the library under test is not asked to write: any colour type and depth.
struct RawPng {
    int width = 3;
    int height = 2;
    int colour = PNG_COLOR_TYPE_GRAY;
    int depth = 8;
    std::vector<png_byte> bytes;
    bool interlaced = false;
    bool transparent_first = false;  ///< palette entry 0 is half transparent
};

void write_raw(const std::string& path, RawPng raw) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, file);
    png_set_IHDR(png, info, static_cast<png_uint_32>(raw.width),
                 static_cast<png_uint_32>(raw.height), raw.depth, raw.colour,
                 raw.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    const png_color palette[2] = {{255, 0, 0}, {0, 51, 255}};
    const png_byte alpha[1] = {102};
    if (raw.colour == PNG_COLOR_TYPE_PALETTE) {
        png_set_PLTE(png, info, palette, 2);
        if (raw.transparent_first) {
            png_set_tRNS(png, info, alpha, 1, nullptr);
        }
    }
    std::vector<png_bytep> rows;
    const std::size_t row_bytes = raw.bytes.size() / static_cast<std::size_t>(raw.height);
    for (std::size_t row = 0; row < static_cast<std::size_t>(raw.height); ++row) {
        rows.push_back(raw.bytes.data() + row * row_bytes);
    }
    png_set_rows(png, info, rows.data());
    png_write_png(png, info, PNG_TRANSFORM_IDENTITY, nullptr);
    png_destroy_write_struct(&png, &info);
    std::fclose(file);
}

std::string refusal(const std::string& path, const io::PngLimits& limits = {}) {
    return test::message_of<base::IoError>([&] { io::read_png(path, limits); });
}

}  // namespace

TEST_CASE("a grey image keeps its values, its shape and its top row first") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("a.png");
    io::write_png(path, 3, 2, 1, std::vector<std::uint8_t>{0, 51, 102, 153, 204, 255});
    const io::Image image = io::read_png(path);
    CHECK(image.width == 3);
    CHECK(image.height == 2);
    CHECK(image.channels == 1);
    CHECK(image.bit_depth == 8);
    CHECK(image.at(0, 1) == 51.0F / 255.0F);
    CHECK(image.at(1, 2) == 1.0F);
    io::write_png(folder.file("b.png"), image);
    CHECK(test::same_bytes(path, folder.file("b.png")));
}

TEST_CASE("a colour image keeps its channels apart") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("a.png");
    io::write_png(path, 2, 1, 3, std::vector<std::uint8_t>{255, 0, 51, 0, 102, 0});
    const io::Image image = io::read_png(path);
    CHECK(image.has_colour());
    CHECK_FALSE(image.has_alpha());
    CHECK(image.values == std::vector<float>{1, 0, 0.2F, 0, 0.4F, 0});
}

TEST_CASE("every kind of PNG is read") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("a.png");
    RawPng raw;
    SUBCASE("16-bit grey") {
        raw.depth = 16;
        raw.bytes = {0, 0, 0, 1, 0x12, 0x34, 0xFF, 0xFF, 0x80, 0, 0, 255};
        write_raw(path, raw);
        const io::Image image = io::read_png(path);
        CHECK(image.bit_depth == 16);
        CHECK(image.at(0, 1) == 1.0F / 65535.0F);
        CHECK(image.at(0, 2) == static_cast<float>(0x1234) / 65535.0F);
        CHECK(image.at(1, 0) == 1.0F);
    }
    SUBCASE("1-bit grey") {
        raw.depth = 1;
        raw.bytes = {0b10100000, 0b01000000};
        write_raw(path, raw);
        const io::Image image = io::read_png(path);
        CHECK(image.bit_depth == 1);
        CHECK(image.values == std::vector<float>{1, 0, 1, 0, 1, 0});
    }
    SUBCASE("4-bit grey") {
        raw.depth = 4;
        raw.bytes = {0x0F, 0x30, 0x50, 0xA0};
        write_raw(path, raw);
        const io::Image image = io::read_png(path);
        CHECK(image.at(0, 2) == 51.0F / 255.0F);
        CHECK(image.at(1, 0) == 85.0F / 255.0F);
    }
    SUBCASE("grey with alpha, interlaced") {
        raw.colour = PNG_COLOR_TYPE_GRAY_ALPHA;
        raw.interlaced = true;
        raw.bytes = {0, 255, 51, 0, 102, 255, 153, 51, 204, 0, 255, 255};
        write_raw(path, raw);
        const io::Image image = io::read_png(path);
        CHECK(image.channels == 2);
        CHECK(image.has_alpha());
        CHECK(image.at(0, 1, 0) == 0.2F);
        CHECK(image.at(1, 0, 1) == 0.2F);
    }
    SUBCASE("16-bit RGBA") {
        raw = {1, 1, PNG_COLOR_TYPE_RGB_ALPHA, 16, {255, 255, 0, 0, 0, 1, 128, 0}};
        write_raw(path, raw);
        const io::Image image = io::read_png(path);
        CHECK(image.channels == 4);
        CHECK(image.at(0, 0, 2) == 1.0F / 65535.0F);
        CHECK(image.at(0, 0, 3) == 32768.0F / 65535.0F);
    }
    SUBCASE("palette") {
        raw = {2, 1, PNG_COLOR_TYPE_PALETTE, 8, {1, 0}};
        write_raw(path, raw);
        const io::Image image = io::read_png(path);
        CHECK(image.channels == 3);
        CHECK(image.values == std::vector<float>{0, 0.2F, 1, 1, 0, 0});
    }
    SUBCASE("palette with a transparent entry") {
        raw = {2, 1, PNG_COLOR_TYPE_PALETTE, 1, {0b01000000}, false, true};
        write_raw(path, raw);
        const io::Image image = io::read_png(path);
        CHECK(image.channels == 4);
        CHECK(image.bit_depth == 8);
        CHECK(image.values == std::vector<float>{1, 0, 0, 0.4F, 0, 0.2F, 1, 1});
    }
}

TEST_CASE("an image that is missing, foreign, cut short, damaged or too large is refused") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("a.png");
    CHECK(test::holds(refusal(path), "there is no such file"));
    CHECK(test::holds(refusal(folder.path()), "it is not a file"));
    std::ofstream(path) << "GIF89a and so on";
    CHECK(test::holds(refusal(path), "it is not a PNG image"));
    std::ofstream(path, std::ios::trunc).close();
    CHECK(test::holds(refusal(path), "it is empty"));
    io::write_png(path, 40, 30, 1, std::vector<std::uint8_t>(1200, 77));
    const std::string whole = io::read_file(path);
    SUBCASE("cut short anywhere") {
        for (std::size_t size = 8; size < whole.size(); ++size) {
            io::write_file(path, whole.substr(0, size), true);
            CHECK(test::holds(refusal(path), "the file ends before the image does"));
        }
    }
    SUBCASE("one bit flipped in the pixels") {
        std::string damaged = whole;
        damaged[damaged.size() - 20] = static_cast<char>(damaged[damaged.size() - 20] ^ 4);
        io::write_file(path, damaged, true);
        CHECK(test::holds(refusal(path), "cannot read the PNG image"));
    }
    SUBCASE("larger than allowed") {
        CHECK(
            test::holds(refusal(path, {32, 5000}), "it has 40 x 30 pixels; allowed are 32 a side"));
        CHECK(test::holds(refusal(path, {64, 1199}), "1199 in all"));
        CHECK(refusal(path, {40, 1200}) == "no error");
    }
}

TEST_CASE("pixels that make no image are not written") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("a.png");
    CHECK_THROWS_AS(io::write_png(path, 2, 2, 1, std::vector<std::uint8_t>(3)), base::IoError);
    CHECK_THROWS_AS(io::write_png(path, 2, 2, 2, std::vector<std::uint8_t>(8)), base::IoError);
    CHECK_THROWS_AS(io::write_png(path, 0, 2, 1, std::vector<std::uint8_t>()), base::IoError);
    CHECK_FALSE(std::filesystem::exists(path));
}
