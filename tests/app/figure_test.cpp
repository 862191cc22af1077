#include "app/figure/axes.h"
#include "app/figure/colour_map.h"
#include "app/figure/field_figure.h"
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

TEST_CASE("on a logarithmic axis equal ratios are equally far apart") {
    const app::Range range = app::log_range_of({{0.01, 0.1, 1}});
    CHECK(range.low < 0.01);
    CHECK(range.low > 0.005);
    CHECK(close(range.share(0.1) - range.share(0.01), range.share(1) - range.share(0.1), 1e-9, 0));
    CHECK(close(range.share(range.high), 1, 1e-12, 0));
    const auto ticks = app::make_ticks({0.04, 1, true}, 4);
    REQUIRE(ticks.size() == 5);
    CHECK(close(ticks[0], 0.05, 1e-12, 0));
    CHECK(close(ticks[4], 1, 1e-12, 0));
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

TEST_CASE("a figure is written as PNG, SVG or PDF and nothing else") {
    const test::TemporaryFolder folder;
    for (const char* name : {"a.png", "a.svg", "a.pdf"}) {
        const std::string path = folder.file(name);
        app::Canvas canvas(path, 60, 40);
        canvas.draw_text(5, 20, "rate");
        canvas.draw_line({{0, 0}, {60, 40}}, {});
        canvas.save(true);
        const std::string bytes = io::read_file(path);
        CHECK(bytes.size() > 100);
        CHECK((bytes.find("PNG") == 1 || bytes.find("<svg") != std::string::npos ||
               bytes.starts_with("%PDF")));
        app::Canvas again(path, 60, 40);
        CHECK_THROWS_AS(again.save(false), base::IoError);
    }
    CHECK_THROWS_WITH_AS(app::Canvas(folder.file("a.gif"), 60, 40),
                         doctest::Contains("a name that ends in .png, .svg or .pdf"),
                         base::ConfigError);
}

TEST_CASE("few panels keep their size, more of them are smaller, and all fit on the picture") {
    const auto few = app::fit_sheet({.num_groups = 12, .group_size = 1, .usual_groups = 6});
    CHECK(few.num_groups == 12);
    CHECK(few.layout.columns == 6);
    CHECK(close(few.layout.panel_width, 150, 0, 0));
    double last = 150;
    for (const std::size_t groups : {20U, 100U, 300U, 700U}) {
        const auto fit = app::fit_sheet({.num_groups = groups, .group_size = 1, .usual_groups = 6});
        CAPTURE(groups);
        CHECK(fit.num_groups == groups);
        CHECK(fit.layout.panel_width <= last);
        last = fit.layout.panel_width;
        const app::PanelGaps gaps = app::panel_gaps(fit.layout.is_dense);
        const std::size_t lines = (groups + fit.layout.columns - 1) / fit.layout.columns;
        CHECK(static_cast<double>(fit.layout.columns) * (last + gaps.x) <= 2400);
        CHECK(static_cast<double>(lines) * (last + gaps.y) <= 4000);
    }
    CHECK(last < 100);
}

TEST_CASE("a group of panels stays on its lines, and what is not legible is left out") {
    const auto fit = app::fit_sheet({.num_groups = 60, .group_size = 8});
    CHECK(fit.num_groups == 60);
    CHECK(fit.layout.columns % 8 == 0);
    const auto many = app::fit_sheet({.num_groups = 5000, .group_size = 8});
    CHECK(many.num_groups == 2 * 40);
    CHECK(many.layout.columns == 16);
    const auto tall = app::fit_sheet({.num_groups = 5000, .group_size = 8, .panel_height = 2});
    CHECK(tall.num_groups < many.num_groups);
    const auto longer = app::fit_sheet({.num_groups = 5, .group_size = 100});
    CHECK(longer.num_groups == 5);  // a group goes on below
    CHECK(app::fit_sheet({.num_groups = 1, .group_size = 2000}).num_groups == 0);
}

TEST_CASE("a note below the subtitle moves the panels down by its lines") {
    const test::TemporaryFolder folder;
    const auto height_with = [&](const std::string& note) {
        app::FieldFigure figure;
        figure.note = note;
        figure.panels.push_back({"one", {2, 2, 1, 0, 0}, {0, 1, 1, 0}, {}});
        const std::string path = folder.file("note.svg");
        app::draw_fields(figure, path, true);
        const std::string text = io::read_file(path);
        const std::size_t at = text.find("height=\"") + 8;
        return std::stod(text.substr(at));
    };
    const double bare = height_with("");
    CHECK(close(height_with("short"), bare + 12, 0, 0.1));
    std::string words;
    for (int i = 0; i < 30; ++i) {
        words += "words ";
    }
    CHECK(height_with(words) > bare + 40);
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
