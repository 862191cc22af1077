#include "sim/base/errors.h"
#include "sim/io/png.h"
#include "stimuli/kinds/colour.h"
#include "stimuli/render/luminance_image.h"
#include "tests/stimuli/rendering.h"
#include "tests/support/allowed_folder.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace ventral;
using namespace ventral::test;

namespace {

const base::Grid kGrid = base::make_grid(8, 8, 8);

/// A picture whose encoded value at (column, row from the top) is given by a function.
template <class Value>
std::string write_picture(const AllowedFolder& folder,
                          const std::string& name,
                          int width,
                          int height,
                          int channels,
                          Value value) {
    io::Image image{width, height, channels, 8, {}};
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            for (int channel = 0; channel < channels; ++channel) {
                image.values.push_back(static_cast<float>(value(column, row, channel)));
            }
        }
    }
    io::write_png(folder.file(name), image);
    return folder.file(name);
}

std::string photograph(const std::string& file, const std::string& more) {
    return "{photograph: {file: '" + file + "', " + more + "}}";
}

/// Grey values that differ everywhere, in multiples of 1/255.
double speckle(int column, int row, int /*channel*/) {
    return ((column * 37 + row * 101 + column * row) % 256) / 255.0;
}

}  // namespace

TEST_CASE("sRGB is decoded by its standard") {
    CHECK(stimuli::srgb_to_linear(0) == 0);
    CHECK(close(stimuli::srgb_to_linear(1), 1, 1e-12, 0));
    CHECK(close(stimuli::srgb_to_linear(0.5), 0.21404114048, 1e-9, 0));
    CHECK(close(stimuli::srgb_to_linear(0.04), 0.04 / 12.92, 1e-12, 0));
}

TEST_CASE("a photograph keeps its mean and its contrast when it is placed") {
    const AllowedFolder folder;
    const std::string file = write_picture(folder, "speckle.png", 48, 32, 1, speckle);
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < 32; ++row) {
        for (int column = 0; column < 48; ++column) {
            const double light = stimuli::srgb_to_linear(speckle(column, row, 0));
            sum += light;
            squares += light * light;
        }
    }
    const double mean = sum / (32 * 48);
    const double sd = std::sqrt(squares / (32 * 48) - mean * mean);
    base::Grid grid = base::make_grid(6, 4, 8);  // one sample for each pixel
    const auto values = picture(display_with(photograph(file, "width_deg: 6")), grid);
    CHECK(close(mean_of(values) + 1, mean, 1e-6, 0));
    CHECK(close(sd_of(values), sd, 1e-5, 0));
    for (const char* place :
         {"x_deg: 0.37, y_deg: -0.21, width_deg: 3.3", "width_deg: 5, rotation_deg: 33",
          "width_deg: 4, rotation_deg: 90, mirror_x: true"}) {
        const auto moved = picture(display_with(photograph(file, place)), kGrid);
        const auto blank =
            picture(display_with("{rectangle: {luminance: 0, " +
                                 std::string(place).substr(0, std::string(place).find(", mirror")) +
                                 ", height_deg: " +
                                 (place[0] == 'x'    ? "2.2"
                                  : place[11] == '5' ? "3.3333333333"
                                                     : "2.6666666667") +
                                 "}}"),
                    kGrid);
        CAPTURE(place);
        // Light of the picture = what it adds to a black frame of its size.
        const double light = (mean_of(moved) - mean_of(blank)) / -mean_of(blank);
        CHECK(close(light, mean, 2e-3, 0));
    }
}

TEST_CASE("a photograph stands upright and can be mirrored, cropped, turned and inverted") {
    const AllowedFolder folder;
    // Top row: black, white; bottom row: mid grey, black.
    const std::string file = write_picture(folder, "corners.png", 2, 2, 1, [](int x, int y, int) {
        return y == 0 ? (x == 0 ? 0.0 : 1.0) : (x == 0 ? 0.2 : 0.0);
    });
    const auto light = [&](const std::string& more, double x, double y) {
        const auto values =
            picture(display_with(photograph(file, "encoding: linear, width_deg: 4" + more)), kGrid);
        return at(values, kGrid, x, y) + 1;
    };
    CHECK(close(light("", 1, 1), 1, 0, 1e-6));
    CHECK(close(light("", -1, 1), 0, 0, 1e-6));
    CHECK(close(light("", -1, -1), 0.2, 0, 1e-6));
    CHECK(close(light(", mirror_x: true", -1, 1), 1, 0, 1e-6));
    CHECK(close(light(", mirror_y: true", 1, -1), 1, 0, 1e-6));
    CHECK(close(light(", rotation_deg: 90", -1, 1), 1, 0, 1e-6));
    CHECK(close(light(", invert: true", 1, 1), 0, 0, 1e-6));
    CHECK(close(light(", invert: true", -1, 1), 0.6, 0, 1e-6));
    CHECK(close(light(", white_luminance: 3", 1, 1), 3, 0, 1e-6));
    CHECK(
        close(light(", crop: {left: 0, bottom: 0, width: 0.5, height: 0.5}", 1, 1), 0.2, 0, 1e-6));
    CHECK(close(light("", 3, 0), 1, 0, 1e-6));
}

TEST_CASE("mean luminance and RMS contrast can be set") {
    const AllowedFolder folder;
    const std::string file = write_picture(folder, "speckle.png", 32, 32, 1, speckle);
    const base::Grid grid = base::make_grid(4, 4, 8);
    const auto values = picture(
        display_of("background: 0.5\nelements:\n  p: " +
                   photograph(file, "width_deg: 4, mean_luminance: 0.5, rms_contrast: 0.2") + "\n"),
        grid);
    CHECK(close(mean_of(values), 0, 0, 1e-6));
    CHECK(close(sd_of(values), 0.2, 1e-5, 0));
}

TEST_CASE("pictures of other proportions keep them, or are stretched if both sides are given") {
    const AllowedFolder folder;
    const std::string file =
        write_picture(folder, "wide.png", 30, 10, 1, [](int, int, int) { return 0.0; });
    const auto dark = [&](const std::string& size) {
        return -area_of(picture(display_with(photograph(file, size)), kGrid), kGrid);
    };
    CHECK(close(dark("width_deg: 6"), 12, 1e-4, 0));
    CHECK(close(dark("height_deg: 2"), 12, 1e-4, 0));
    CHECK(close(dark("width_deg: 6, height_deg: 6"), 36, 1e-4, 0));
}

TEST_CASE("colour becomes luminance with a warning, grey in a colour file without") {
    const AllowedFolder folder;
    const std::string green = write_picture(
        folder, "green.png", 4, 4, 3, [](int, int, int channel) { return channel == 1 ? 1. : 0.; });
    const auto display = display_with(photograph(green, "width_deg: 2"));
    CHECK(close(at(picture(display, kGrid), kGrid, 0, 0), 0.7152 - 1, 1e-6, 0));
    const auto warnings = stimuli::display_warnings(display);
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].find("'it'") != std::string::npos);
    CHECK(warnings[0].find("green.png") != std::string::npos);
    CHECK(warnings[0].find("Rec. 709") != std::string::npos);
    const std::string grey =
        write_picture(folder, "grey.png", 4, 4, 3, [](int, int, int) { return 0.4; });
    CHECK(stimuli::display_warnings(display_with(photograph(grey, "width_deg: 2"))).empty());
}

TEST_CASE("transparent pixels show what lies below, however their own light is coded") {
    io::Image image{2, 1, 2, 8, {1.0F, 0.5F, 1.0F, 0.0F}};  // white at half, white at none
    const auto shared = std::make_shared<const io::Image>(image);
    stimuli::Photograph picture_file;
    picture_file.width_deg = 4;
    picture_file.image = shared;
    stimuli::Display display =
        display_of("background: 1\nelements:\n  below: {square: {side_deg: 6, luminance: 3}}\n");
    stimuli::Element element;
    element.name = "photograph";
    element.kind = picture_file;
    display.elements.push_back(element);
    const auto values = picture(display, kGrid);
    CHECK(close(at(values, kGrid, -1, 0), 0.5 * 1 + 0.5 * 3 - 1, 0, 1e-5));
    CHECK(close(at(values, kGrid, 1, 0), 2, 0, 1e-5));
}

TEST_CASE("a picture can be masked to a patch") {
    const AllowedFolder folder;
    const std::string file =
        write_picture(folder, "black.png", 8, 8, 1, [](int, int, int) { return 0.0; });
    const auto values =
        picture(display_with("{photograph: {file: '" + file +
                             "', width_deg: 6}, inside: {disk: {diameter_deg: 2}}}"),
                kGrid);
    CHECK(close(-area_of(values, kGrid), 3.14159265, 1e-3, 0));
}

TEST_CASE("a missing, truncated or foreign image is refused at its place") {
    const AllowedFolder folder;
    const std::string whole = write_picture(folder, "whole.png", 64, 64, 1, speckle);
    const auto bytes = std::filesystem::file_size(whole);
    std::filesystem::copy_file(whole, folder.file("cut.png"),
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(folder.file("cut.png"), bytes / 2);
    std::ofstream(folder.file("text.png")) << "not a picture";
    for (const char* name : {"missing.png", "cut.png", "text.png"}) {
        CAPTURE(name);
        try {
            display_with(photograph(folder.file(name), "width_deg: 2"));
            FAIL("the picture was accepted");
        } catch (const base::ConfigError& error) {
            CHECK(error.fault().file == "display.yaml");
            CHECK(error.fault().line == 3);
            CHECK(error.fault().key_path == "elements.it.photograph.file");
            CHECK(std::string(error.what()).find(name) != std::string::npos);
        }
    }
}

TEST_CASE("a relative file name counts from the folder of the YAML file") {
    const AllowedFolder folder;
    write_picture(folder, "here.png", 4, 4, 1, [](int, int, int) { return 1.0; });
    std::ofstream(folder.file("display.yaml"))
        << "background: 1\nelements: {it: {photograph: {file: here.png, width_deg: 2}}}\n";
    const auto display = stimuli::read_display(config::load_file(folder.file("display.yaml")));
    const auto& read = std::get<stimuli::Photograph>(display.elements[0].kind);
    CHECK(read.file == folder.file("here.png"));
    CHECK(read.image->width == 4);
}
