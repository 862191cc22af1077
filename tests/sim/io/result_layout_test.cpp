#include "sim/io/result_layout.h"

#include "sim/base/errors.h"
#include "sim/io/result_skeleton.h"
#include "tests/sim/io/sample_result.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

using namespace ventral;

namespace {

std::string refusal(const io::ResultLayout& layout) {
    return test::message_of<base::ConfigError>([&] { io::validate(layout); });
}

io::View square_view(std::size_t channels, std::size_t side, std::size_t samples) {
    io::View view;
    view.time.values.resize(samples);
    view.axes.resize(3);
    view.axes[0].values.resize(channels);
    view.axes[1].values.resize(side);
    view.axes[2].values.resize(side);
    return view;
}

}  // namespace

TEST_CASE("cells are numbered with the trial fastest and the variant slowest") {
    const io::ResultLayout layout = test::sample_layout();
    CHECK(layout.cells() == 12);
    CHECK(layout.index({0, 0, 1}) == 1);
    CHECK(layout.index({0, 1, 0}) == 2);
    CHECK(layout.index({1, 0, 0}) == 6);
    for (std::size_t i = 0; i < layout.cells(); ++i) {
        CHECK(layout.index(layout.cell(i)) == i);
    }
}

TEST_CASE("the size of a run is told before it is written") {
    // map 9 x 15, two variables of 41 x 2, cube 9 x 60, in twelve cells of 4-byte numbers
    CHECK(test::sample_layout().bytes() == (9 * 15 + 2 * 41 * 2 + 9 * 60) * 12 * 4);
}

TEST_CASE("a layout that would not open as labelled cubes is refused with the reason") {
    io::ResultLayout layout = test::sample_layout();
    CHECK(refusal(layout) == "no error");
    SUBCASE("a factor has the name of an axis") {
        layout.factors[0].name = "x";
        CHECK(test::holds(refusal(layout), "'x' as axis and as factor"));
        CHECK(test::holds(refusal(layout), "rename the factor"));
    }
    SUBCASE("a factor has a level too few") {
        layout.factors[1].values.pop_back();
        CHECK(test::holds(refusal(layout), "got:     2 levels"));
        CHECK(test::holds(refusal(layout), "allowed: 3"));
    }
    SUBCASE("two conditions are called alike") {
        layout.conditions[1] = layout.conditions[0];
        CHECK(test::holds(refusal(layout), "got:     'left, weak'"));
    }
    SUBCASE("a variable has a blank in its name") {
        layout.views[0].variables[0].name = "firing rate";
        CHECK(test::holds(refusal(layout), "'firing rate'"));
    }
    SUBCASE("a coordinate lies along no axis") {
        layout.views[1].coordinates[0].along = "units";
        CHECK(test::holds(refusal(layout), "did you mean 'unit'?"));
    }
    SUBCASE("two views have the same path") {
        layout.views[2].kind = "site";
        CHECK(test::holds(refusal(layout), "/simulation/V2/border_ownership/site"));
    }
    SUBCASE("an axis is empty") {
        layout.views[0].axes[0].values.clear();
        CHECK(test::holds(refusal(layout), "an axis without samples"));
    }
}

TEST_CASE("chunks hold whole maps and eight or more samples, and stay near 512 kB") {
    CHECK(io::chunk_extents(square_view(1, 64, 181)) == io::Shape{1, 1, 1, 32, 1, 64, 64});
    CHECK(io::chunk_extents(square_view(1, 8, 181)) == io::Shape{1, 1, 1, 181, 1, 8, 8});
    CHECK(io::chunk_extents(square_view(64, 64, 181)) == io::Shape{1, 1, 1, 8, 8, 64, 64});
    const io::Shape huge = io::chunk_extents(square_view(64, 1024, 181));
    CHECK(huge[3] == 1);
    CHECK(huge[4] == 1);
    CHECK(huge[5] * huge[6] <= 262144);
    io::View site = square_view(1, 1, 900);
    site.axes.resize(1);
    site.axes[0].values.resize(7);
    CHECK(io::chunk_extents(site) == io::Shape{1, 1, 1, 900, 7});
    site.axes.clear();
    CHECK(io::chunk_extents(site) == io::Shape{1, 1, 1, 900});
}

TEST_CASE("a provenance text is found by its key, and there is none under another") {
    io::ResultLayout layout;
    layout.provenance = {{"seed", "7"}, {"notes", "two\nlines"}};
    CHECK(io::provenance_text(layout, "notes") == "two\nlines");
    CHECK(io::provenance_text(layout, "note").empty());
}
