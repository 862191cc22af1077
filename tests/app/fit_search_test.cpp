#include "app/fit/search.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace ventral;
using app::Search;
using app::SearchSettings;
using test::close;
using Point = std::vector<double>;

namespace {

/// A valley along the diagonal with its minimum at (0.3, 0.6).
double valley(const Point& x) {
    const double along = x[0] + x[1] - 0.9;
    const double across = x[0] - x[1] + 0.3;
    return 4 * along * along + across * across;
}

/// Two wells, the one at 0.8 deeper.
double two_wells(const Point& x) {
    const auto well = [&](double at, double depth) {
        return -depth * std::exp(-std::pow(app::fit_distance(x, Point(x.size(), at)) / 0.1, 2));
    };
    return 2 + well(0.2, 1) + well(0.8, 1.5);
}

template <class Loss>
std::vector<Search::Trial> run(Search& search, int count, Loss loss) {
    std::vector<Search::Trial> trials;
    for (int i = 0; i < count; ++i) {
        trials.push_back(search.next());
        search.tell(loss(trials.back().point));
    }
    return trials;
}

}  // namespace

TEST_CASE("The search begins at the start and finds the bottom of a slanted valley") {
    Search search({0.5, 0.5}, {.random_points = 8});
    const auto trials = run(search, 150, valley);
    CHECK(trials.front().phase == "start");
    CHECK(trials.front().point == Point{0.5, 0.5});
    CHECK(trials[8].phase == "random");
    CHECK(trials[9].phase == "local 1");
    const auto best = search.optima(1).at(0);
    CHECK(close(best.point[0], 0.3, 0, 0.02));
    CHECK(close(best.point[1], 0.6, 0, 0.02));
    CHECK(best.loss == valley(best.point));
}

TEST_CASE("Random points fill every part of every coordinate once") {
    Search search({0.5, 0.5, 0.5}, {.seed = 3, .random_points = 10});
    const auto trials = run(search, 11, valley);
    for (std::size_t i = 0; i < 3; ++i) {
        std::set<int> parts;
        for (std::size_t k = 1; k < trials.size(); ++k) {
            parts.insert(static_cast<int>(std::floor(trials[k].point[i] * 10)));
        }
        CHECK(parts == std::set<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    }
}

TEST_CASE("Equal seeds give equal sequences, others do not") {
    const auto points = [](std::uint64_t seed) {
        Search search({0.5, 0.5}, {.seed = seed, .random_points = 4});
        std::vector<Point> all;
        for (const Search::Trial& trial : run(search, 40, valley)) {
            all.push_back(trial.point);
        }
        return all;
    };
    CHECK(points(1) == points(1));
    CHECK(points(1)[0] == points(2)[0]);
    CHECK(points(1)[1] != points(2)[1]);
}

TEST_CASE("No point is asked for twice, none lies outside, and the search never ends") {
    Search search({0.0, 1.0}, {.random_points = 3});
    std::set<Point> seen;
    for (const Search::Trial& trial : run(search, 600, valley)) {
        CHECK(seen.insert(trial.point).second);
        for (const double x : trial.point) {
            CHECK(x >= 0);
            CHECK(x <= 1);
        }
    }
}

TEST_CASE("The first local search has every second evaluation") {
    Search search({0.5, 0.5}, {.random_points = 12});
    const auto trials = run(search, 13 + 8, valley);
    std::vector<std::string> phases;
    for (std::size_t i = 13; i < trials.size(); ++i) {
        phases.push_back(trials[i].phase);
    }
    CHECK(phases == std::vector<std::string>{"local 1", "local 2", "local 1", "local 3", "local 1",
                                             "local 2", "local 1", "local 3"});
}

TEST_CASE("Distinct optima are told best first, and near ones as one") {
    Search search({0.5, 0.5}, {.random_points = 24, .distinct_distance = 0.3});
    run(search, 250, two_wells);
    const auto optima = search.optima(3);
    REQUIRE(optima.size() >= 2);
    CHECK(close(optima[0].point[0], 0.8, 0, 0.02));
    CHECK(close(optima[1].point[0], 0.2, 0, 0.02));
    for (std::size_t i = 1; i < optima.size(); ++i) {
        CHECK(optima[i].loss >= optima[i - 1].loss);
        for (std::size_t k = 0; k < i; ++k) {
            CHECK(app::fit_distance(optima[i].point, optima[k].point) >= 0.3);
        }
    }
}

TEST_CASE("The distance of two points is the root mean square over the coordinates") {
    CHECK(close(app::fit_distance({0, 0}, {1, 1}), 1, 1e-12, 0));
    CHECK(close(app::fit_distance({0, 0.5, 0.5, 0.5}, {0.4, 0.5, 0.5, 0.5}), 0.2, 1e-12, 0));
}
