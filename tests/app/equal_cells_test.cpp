#include "app/run/equal_cells.h"

#include <doctest/doctest.h>

#include <vector>

using namespace ventral;

namespace {

using Lists = std::vector<std::vector<std::size_t>>;

stimuli::Element element(const char* name, double opacity) {
    stimuli::Element result;
    result.name = name;
    result.opacity = opacity;
    return result;
}

}  // namespace

TEST_CASE("what has no opacity is not seen, whatever it is") {
    stimuli::Display display;
    display.elements = {element("hidden", 0), element("faint", 0.01), element("shown", 1)};
    stimuli::Display other = display;
    other.elements[0].name = "another";
    CHECK_FALSE(display == other);
    CHECK(app::seen(display) == app::seen(other));
    REQUIRE(app::seen(display).elements.size() == 2);
    CHECK(app::seen(display).elements[0].name == "faint");
    other.elements[1].opacity = 0.02;
    CHECK_FALSE(app::seen(display) == app::seen(other));
}

TEST_CASE("equal cells come in one list, in the order of the first of them that is left") {
    const std::vector<std::size_t> first_of{0, 1, 0, 3, 1, 0};
    CHECK(app::gather_equal({3, 0, 1, 2, 4, 5}, first_of) == Lists{{3}, {0, 2, 5}, {1, 4}});
    // The first of the run was finished before: another of its list is computed.
    CHECK(app::gather_equal({5, 4, 2}, first_of) == Lists{{5, 2}, {4}});
    CHECK(app::gather_equal({}, first_of).empty());
    CHECK(app::first_members({{3}, {0, 2, 5}}) == std::vector<std::size_t>{3, 0});
}
