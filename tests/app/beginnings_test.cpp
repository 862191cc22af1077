#include "app/run/beginnings.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

using namespace ventral;

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr std::size_t kAlone = app::Beginnings::kAlone;

engine::Opening opening(int shown, double until_ms) {
    return {{static_cast<std::byte>(shown)}, until_ms};
}

/// Of a run from -500 to 400 ms.
app::Beginnings group(const std::vector<engine::Opening>& openings) {
    app::OpeningGroups groups(-500, 400);
    for (const engine::Opening& each : openings) {
        groups.add(each);
    }
    return groups.finish();
}

}  // namespace

TEST_CASE("displays that show the same share a beginning until the first of them changes") {
    const auto found = group({opening(0, 100), opening(0, -50), opening(0, kNever)});
    CHECK(found.group_of == std::vector<std::size_t>{0, 0, 0});
    CHECK(found.until_ms == std::vector<double>{-50});
}

TEST_CASE("displays that show something else from the beginning on begin by themselves") {
    const auto found =
        group({opening(1, 0), opening(0, 0), opening(2, 0), opening(0, 10), opening(2, 0)});
    CHECK(found.group_of == std::vector<std::size_t>{kAlone, 0, 1, 0, 1});
    CHECK(found.until_ms == std::vector<double>{0, 0});
}

TEST_CASE("a display that changes at once neither shares a beginning nor shortens another's") {
    const auto found = group({opening(0, 0), opening(0, -500), opening(0, 0), opening(0, -600)});
    CHECK(found.group_of == std::vector<std::size_t>{0, kAlone, 0, kAlone});
    CHECK(found.until_ms == std::vector<double>{0});
}

TEST_CASE("displays that never change share the whole run") {
    const auto found = group({opening(0, kNever), opening(0, kNever)});
    CHECK(found.until_ms == std::vector<double>{400});
}

TEST_CASE("without groups every display begins alone") {
    CHECK(app::no_beginnings(2).group_of == std::vector<std::size_t>{kAlone, kAlone});
    CHECK(app::no_beginnings(2).num_groups() == 0);
    CHECK(group({opening(0, 0)}) == app::no_beginnings(1));
}
