#include "app/figure/axes.h"
#include "app/figure/colour_map.h"
#include "sim/base/errors.h"
#include "sim/io/atomic_file.h"
#include "tests/support/close.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <string>

using namespace ventral;
using test::close;

TEST_CASE("ticks are round numbers within the range") {
    CHECK(app::make_ticks({0, 10}, 5) == std::vector<double>{0, 2, 4, 6, 8, 10});
    CHECK(app::make_ticks({-200, 400}, 6) ==
          std::vector<double>{-200, -100, 0, 100, 200, 300, 400});
    const auto fine = app::make_ticks({0, 0.037}, 4);
    REQUIRE(fine.size() == 4);
    CHECK(close(fine[3], 0.03, 1e-12, 0));
    CHECK(app::make_ticks({1, 1}, 4).empty());
}

TEST_CASE("a range holds all values and, on request, zero") {
    const app::Range range = app::range_of({{1, 3}, {2, 5}}, true);
    CHECK(close(range.low, 0, 0, 0));
    CHECK(close(range.high, 5.3, 1e-9, 0));
    const app::Range own = app::range_of({{1, 3}}, false);
    CHECK(own.low < 1);
    CHECK(own.low > 0.5);
}

TEST_CASE("fields are drawn with their lowest row at the bottom") {
    const std::vector<float> values{0, 0, 1, 1};  // row 0 dark, row 1 light
    const auto image = app::make_image(values, 2, 2, 0, 1, app::ColourScale::Grey);
    CHECK(image.rgb.front() == 255);
    CHECK(image.rgb.back() == 0);
}

TEST_CASE("zero is white on the diverging scale, and the ends differ") {
    const app::Colour zero = app::colour_of(0, -1, 1, app::ColourScale::Diverging);
    CHECK(close(zero.red, 1, 0, 1e-12));
    CHECK(close(zero.blue, 1, 0, 1e-12));
    const app::Colour low = app::colour_of(-1, -1, 1, app::ColourScale::Diverging);
    const app::Colour high = app::colour_of(5, -1, 1, app::ColourScale::Diverging);
    CHECK(low.blue > low.red);
    CHECK(high.red > high.blue);
}

TEST_CASE("a figure is written as PNG or SVG and nothing else") {
    const test::TemporaryFolder folder;
    for (const char* name : {"a.png", "a.svg"}) {
        const std::string path = folder.file(name);
        app::Canvas canvas(path, 60, 40);
        canvas.draw_text(5, 20, "rate");
        canvas.draw_line({{0, 0}, {60, 40}}, {});
        canvas.save(true);
        const std::string bytes = io::read_file(path);
        CHECK(bytes.size() > 100);
        CHECK((bytes.find("PNG") == 1 || bytes.find("<svg") != std::string::npos));
        app::Canvas again(path, 60, 40);
        CHECK_THROWS_AS(again.save(false), base::IoError);
    }
    CHECK_THROWS_WITH_AS(app::Canvas(folder.file("a.gif"), 60, 40),
                         doctest::Contains("a name that ends in .png or .svg"), base::ConfigError);
}

TEST_CASE("equal figures are equal bytes") {
    const test::TemporaryFolder folder;
    std::string first;
    for (const char* name : {"same.png", "again.png"}) {
        const std::string path = folder.file(name);
        app::Canvas canvas(path, 60, 40);
        canvas.draw_text(5, 20, "same");
        canvas.save(true);
        const std::string bytes = io::read_file(path);
        CHECK((first.empty() || bytes == first));
        first = bytes;
    }
}
