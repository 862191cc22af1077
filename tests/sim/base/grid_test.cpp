#include "sim/base/grid.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

using namespace ventral;
using base::Grid;
using base::make_grid;
using test::close;

TEST_CASE("A grid covers its width and height at its density") {
    const Grid grid = make_grid(16, 8, 4);
    CHECK(grid.nx == 64);
    CHECK(grid.ny == 32);
    CHECK(grid.size() == 2048);
    CHECK(grid.width_deg() == 16);
    CHECK(grid.height_deg() == 8);
    CHECK(grid.spacing_deg() == 0.25);
}

TEST_CASE("Samples lie symmetrically about the centre, row 0 lowest") {
    for (const int n : {1, 2, 5, 64}) {
        CAPTURE(n);
        Grid grid;
        grid.nx = n;
        grid.ny = n;
        grid.samples_per_deg = 3;
        for (int i = 0; i < n; ++i) {
            CHECK(close(grid.x_deg(i), -grid.x_deg(n - 1 - i), 0, 1e-14));
            CHECK(close(grid.y_deg(i), -grid.y_deg(n - 1 - i), 0, 1e-14));
        }
        if (n > 1) {
            CHECK(close(grid.y_deg(1) - grid.y_deg(0), 1.0 / 3.0, 1e-12, 0));
        }
    }
}

TEST_CASE("The centre of a grid shifts all of its samples") {
    Grid grid = make_grid(4, 4, 2);
    const double x = grid.x_deg(3);
    const double y = grid.y_deg(3);
    grid.centre_x_deg = 2.5;
    grid.centre_y_deg = -1.5;
    CHECK(close(grid.x_deg(3), x + 2.5, 1e-14, 0));
    CHECK(close(grid.y_deg(3), y - 1.5, 1e-14, 0));
    CHECK(grid.nearest_ix(2.5 + x) == 3);
    CHECK(grid.nearest_iy(-1.5 + y) == 3);
}

TEST_CASE("The nearest sample of a sample's own position is itself") {
    for (const int n : {1, 4, 7}) {
        Grid grid;
        grid.nx = n;
        grid.ny = n;
        grid.samples_per_deg = 4;
        grid.centre_x_deg = 0.3;
        for (int i = 0; i < n; ++i) {
            CHECK(grid.nearest_ix(grid.x_deg(i)) == i);
            CHECK(grid.nearest_iy(grid.y_deg(i)) == i);
            CHECK(grid.nearest_ix(grid.x_deg(i) + 0.4 * grid.spacing_deg()) == i);
            CHECK(grid.nearest_ix(grid.x_deg(i) - 0.4 * grid.spacing_deg()) == i);
        }
    }
}

TEST_CASE("Positions beyond a grid are clamped to its edge") {
    const Grid grid = make_grid(4, 2, 2);
    CHECK(grid.nearest_ix(-1e6) == 0);
    CHECK(grid.nearest_ix(1e6) == grid.nx - 1);
    CHECK(grid.nearest_iy(-1e6) == 0);
    CHECK(grid.nearest_iy(1e6) == grid.ny - 1);
}

TEST_CASE("A grid contains the area of its samples, its edge included") {
    Grid grid = make_grid(4, 2, 2);
    CHECK(grid.contains(2, 1));
    CHECK(grid.contains(-2, -1));
    CHECK_FALSE(grid.contains(2.001, 0));
    CHECK_FALSE(grid.contains(0, -1.001));
    grid.centre_x_deg = 10;
    CHECK(grid.contains(11.9, 0));
    CHECK_FALSE(grid.contains(0, 0));
}
