#include "analysis/statistics/descriptive.h"
#include "analysis/statistics/false_discovery.h"
#include "analysis/statistics/power.h"
#include "analysis/statistics/proportion.h"
#include "analysis/statistics/regression.h"

#include "sim/base/random.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

TEST_CASE("means, spreads, quantiles and ranks are those of the textbook") {
    const std::vector<double> values{4, 1, 3, 2};
    CHECK(mean(values) == 2.5);
    CHECK(close(standard_deviation(values), std::sqrt(5.0 / 3), 1e-12, 0));
    CHECK(median(values) == 2.5);
    CHECK(quantile(values, 0.25) == 1.75);
    CHECK(quantile(values, 1) == 4);
    CHECK(ranks(std::vector<double>{5, 1, 5, 9}) == std::vector<double>{2.5, 1, 2.5, 4});
    CHECK(std::isnan(mean({})));
    CHECK(std::isnan(standard_deviation(std::vector<double>{3})));
    CHECK(std::isnan(median(std::vector<double>{1, std::nan("")})));
    CHECK(std::isnan(correlation(values, std::vector<double>(4, 1))));
    CHECK(rank_correlation(values, std::vector<double>{400, 1, 9, 4}) == 1);
}

TEST_CASE("Wilson intervals are those of the published example and stay within 0 and 1") {
    const auto cells = proportion(88, 140);
    CHECK(close(cells.value, 0.62857, 1e-4, 0));
    CHECK(close(cells.interval.low, 0.5461, 1e-3, 0));
    CHECK(close(cells.interval.high, 0.7044, 1e-3, 0));
    const auto none = proportion(0, 20);
    CHECK(none.interval.low == 0);
    CHECK(close(none.interval.high, 0.1611, 1e-3, 0));
    CHECK(proportion(20, 20).interval.high == 1);
    CHECK(proportion(0, 0).reason == "no cells");
    CHECK(std::isnan(proportion(0, 0).value));
    CHECK_THROWS_WITH(proportion(3, 2), doctest::Contains("no more hits than cells"));
}

TEST_CASE("false-discovery control adjusts as published and leaves missing tests out") {
    const std::vector<double> p{0.01, 0.04, std::nan(""), 0.03, 0.005};
    const auto adjusted = benjamini_hochberg(p);
    CHECK(close(adjusted[4], 0.02, 1e-12, 0));
    CHECK(close(adjusted[0], 0.02, 1e-12, 0));
    CHECK(close(adjusted[3], 0.04, 1e-12, 0));
    CHECK(close(adjusted[1], 0.04, 1e-12, 0));
    CHECK(std::isnan(adjusted[2]));
}

TEST_CASE("false discoveries stay below their rate") {
    double share = 0;
    constexpr int kRepeats = 300;
    for (std::uint64_t i = 0; i < kRepeats; ++i) {
        base::RandomStream stream(8, "discoveries", i);
        std::vector<double> p(200);
        for (std::size_t k = 0; k < p.size(); ++k) {
            p[k] = k < 40 ? stream.uniform() * 1e-4 : stream.uniform();
        }
        const auto adjusted = benjamini_hochberg(p);
        double found = 0;
        double wrong = 0;
        for (std::size_t k = 0; k < p.size(); ++k) {
            found += adjusted[k] <= 0.1 ? 1 : 0;
            wrong += adjusted[k] <= 0.1 && k >= 40 ? 1 : 0;
        }
        share += found > 0 ? wrong / found / kRepeats : 0;
    }
    CHECK(close(share, 0.1 * 160 / 200, 0, 0.01));  // q times the share of true nulls
}

TEST_CASE(
    "a regression recovers slope and intercept, and its interval covers as often as it says") {
    constexpr int kRepeats = 2000;
    int num_inside = 0;
    int num_at_zero = 0;  // of the intercept
    double sum = 0;
    for (std::uint64_t i = 0; i < kRepeats; ++i) {
        base::RandomStream stream(2, "regression", i);
        std::vector<double> x;
        std::vector<double> y;
        for (int k = 0; k < 12; ++k) {
            x.push_back(k);
            y.push_back(4 + 2.5 * k + 3 * stream.normal());
        }
        const auto line = regress(x, y);
        sum += line.slope;
        num_inside += line.slope_interval.low < 2.5 && 2.5 < line.slope_interval.high ? 1 : 0;
        num_at_zero += line.intercept_interval.low < 4 && 4 < line.intercept_interval.high ? 1 : 0;
    }
    CHECK(close(sum / kRepeats, 2.5, 0, 3 * 0.25 / std::sqrt(kRepeats)));
    CHECK(close(static_cast<double>(num_inside) / kRepeats, 0.95, 0, 0.016));
    CHECK(close(static_cast<double>(num_at_zero) / kRepeats, 0.95, 0, 0.016));
}

TEST_CASE("a regression without enough points or without spread says why") {
    const std::vector<double> x{1, 2, 3};
    const auto exact = regress(x, std::vector<double>{3, 5, 7});
    CHECK(close(exact.slope, 2, 1e-12, 0));
    CHECK(close(exact.intercept, 1, 1e-12, 0));
    CHECK(close(exact.slope_through_origin, 34.0 / 14, 1e-12, 0));
    CHECK(close(exact.r, 1, 1e-12, 0));
    CHECK(regress(std::vector<double>{2, 2, 2}, x).reason == "x does not vary");
    CHECK(std::isnan(regress(std::vector<double>{2, 2, 2}, x).slope));
    CHECK(regress(std::vector<double>{1}, std::vector<double>{1}).reason ==
          "a line needs at least 2 points");
    const auto two = regress(std::vector<double>{1, 2}, std::vector<double>{1, 3});
    CHECK(two.slope == 2);
    CHECK(std::isnan(two.p));
    const auto flat = regress(x, std::vector<double>{4, 4, 4});
    CHECK(flat.slope == 0);
    CHECK(std::isnan(flat.r));
}

TEST_CASE("the power of simulated Gaussian-like counts agrees with the noncentral F") {
    // Means 30 and 24, variance-to-mean 1: a standard deviation of about sqrt(27).
    const std::vector<std::size_t> trials{4, 8, 16};
    const auto points = power_over_trials(
        {.preferred_light = 30, .preferred_dark = 30, .other_light = 24, .other_dark = 24}, trials,
        {.num_cells = 1500});
    double before = 0;
    for (const PowerPoint& point : points) {
        const double expected = anova_power(6, std::sqrt(27.0), point.trials, 0.01);
        CAPTURE(point.trials);
        CHECK(close(point.significant.value, expected, 0, 0.045));
        CHECK(point.significant.value > before);
        before = point.significant.value;
    }
    CHECK(close(anova_power(0, 1, 10, 0.01), 0.01, 1e-12, 0));
    CHECK(std::isnan(anova_power(1, 1, 1, 0.01)));
}
