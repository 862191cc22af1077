#include "analysis/latency/two_conditions.h"

#include "tests/analysis/latency/traces.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

constexpr std::size_t kUnits = 20;

/// Units that respond from 40 ms on; those of `a` gain 10 Hz more from `from_ms` on.
struct Conditions {
    std::vector<double> times = test::latency_times();
    std::vector<double> a;
    std::vector<double> b;
    Conditions(double from_ms, double noise) {
        base::RandomStream stream(5, "conditions");
        for (std::size_t unit = 0; unit < kUnits; ++unit) {
            for (const double t : times) {
                const double response = t >= 40 ? 30 : 5;
                const double extra = t >= from_ms ? std::min(10.0, t - from_ms) : 0;
                a.push_back(response + extra + noise * stream.normal());
                b.push_back(response + noise * stream.normal());
            }
        }
    }
    Rows rows_a() const { return {.values = a, .length = times.size()}; }
    Rows rows_b() const { return {.values = b, .length = times.size()}; }
};

}  // namespace

TEST_CASE("the first significant bin is where the trials of two conditions come apart") {
    const Conditions c(100, 2);
    for (const auto test : {BinTest::MannWhitney, BinTest::SignedRank}) {
        const SignificantBinSettings settings{.test = test, .alpha = 0.01, .num_bins = 10};
        const auto latency = first_significant_bin(c.times, c.rows_a(), c.rows_b(), settings);
        REQUIRE(latency.reason.empty());
        CHECK(latency.latency_ms > 100);
        CHECK(latency.latency_ms < 108);
    }
    const SignificantBinSettings sure{.alpha = 0.01, .num_bins = 10, .from_ms = 80};
    const auto with_interval = first_significant_bin(c.times, c.rows_a(), c.rows_b(), sure,
                                                     {.num_resamples = 60, .num_threads = 2});
    REQUIRE(with_interval.reason.empty());
    CHECK(with_interval.interval.low > 98);
    CHECK(with_interval.interval.low <= with_interval.latency_ms);
    CHECK(with_interval.interval.high >= with_interval.latency_ms);
    CHECK(with_interval.interval.high < 112);
    const auto name = first_significant_bin(c.times, c.rows_a(), c.rows_b(), {}).estimator;
    CHECK(name == "first of 1 bins with p < 0.05 (Mann-Whitney)");
    const auto none =
        first_significant_bin(c.times, c.rows_b(), c.rows_b(), {.alpha = 0.01, .num_bins = 2});
    CHECK(none.reason == "no bin tells the conditions apart");
    CHECK(std::isnan(none.latency_ms));
}

TEST_CASE("consecutive significant bins count only while they have one sign") {
    const std::vector<double> times{0, 10, 20, 30};
    const double signs[] = {1, -1, 1, 1};
    std::vector<double> a;
    std::vector<double> b;
    for (int trial = 0; trial < 10; ++trial) {
        for (const double sign : signs) {
            a.push_back(20 + 5 * sign + 0.1 * trial);
            b.push_back(20 - 5 * sign + 0.1 * trial);
        }
    }
    const auto latency = first_significant_bin(times, {.values = a, .length = 4},
                                               {.values = b, .length = 4}, {.num_bins = 2});
    CHECK(latency.latency_ms == 20);
}

TEST_CASE("divergence is found on noiseless traces where the difference reaches its criterion") {
    const Conditions c(100, 0);
    const auto row_a = c.rows_a().row(0);
    const auto row_b = c.rows_b().row(0);
    const auto onset = divergence_onset(c.times, row_a, row_b);
    REQUIRE(onset.reason.empty());
    CHECK(close(onset.latency_ms, 100.5, 1e-9, 0));  // 5 % of 10 on a rise of 1 per ms
    CHECK(onset.estimator ==
          "difference above 2.57 SD of its baseline and 5 % of its peak for 10 ms");
    const auto swapped = divergence_onset(c.times, row_b, row_a);
    CHECK(swapped.latency_ms == onset.latency_ms);
    CHECK(divergence_onset(c.times, row_a, row_a).reason == "the conditions do not differ");
}

TEST_CASE("a divergence that is too short does not count, one in the rest is not there") {
    std::vector<double> times = test::latency_times();
    std::vector<double> a(times.size(), 8);
    const std::vector<double> b(times.size(), 5);
    CHECK(divergence_onset(times, a, b).reason == "the conditions do not differ");
    for (std::size_t i = 0; i < times.size(); ++i) {
        a[i] += times[i] >= 60 && times[i] < 65 ? 10 : 0;
        a[i] += times[i] >= 150 ? 10 : 0;
    }
    CHECK(close(divergence_onset(times, a, b).latency_ms, 149.05, 1e-9, 0));
    const auto short_one = divergence_onset(times, a, b, {.min_duration_ms = 3});
    CHECK(close(short_one.latency_ms, 59.05, 1e-9, 0));
    const std::vector<double> late{0, 1, 2};
    CHECK(divergence_onset(late, late, std::vector<double>{0, 0, 0}).reason ==
          "no sample before onset");
}

TEST_CASE("differences of a population have a latency with an interval") {
    const Conditions c(100, 2);
    const BootstrapSettings bootstrap{.num_resamples = 200};
    const auto half = difference_latency(c.times, c.rows_a(), c.rows_b(),
                                         {.estimator = LatencyEstimator::HalfPeak}, bootstrap);
    CHECK(half.estimator == "a - b, half of the peak above baseline");
    CHECK(close(half.latency_ms, 105.5, 0, 1.5));
    CHECK(half.interval.low <= half.latency_ms);
    CHECK(half.interval.high >= half.latency_ms);
    const auto onset = divergence_onset(c.times, c.rows_a(), c.rows_b(), {}, bootstrap);
    REQUIRE(std::isfinite(onset.latency_ms));
    CHECK(close(onset.latency_ms, 101.5, 0, 2));
    CHECK(onset.interval.high - onset.interval.low < 6);
}

TEST_CASE("the cumulative difference reaches its share where the suppression has begun") {
    const auto times = test::latency_times();
    std::vector<double> alone;
    std::vector<double> with_surround;
    for (const double t : times) {
        alone.push_back(t > 40 ? 30 : 0);
        with_surround.push_back(t > 100 ? 10 : alone.back());
    }
    const auto onset = cumulative_difference_onset(times, alone, with_surround);
    REQUIRE(onset.reason.empty());
    CHECK(close(onset.latency_ms, 120, 1e-9, 0));  // 5 % of 400 samples after 100 ms
    CHECK(onset.estimator == "cumulative difference at 5 % of its value at 500 ms");
    const auto swapped = cumulative_difference_onset(times, with_surround, alone);
    CHECK(swapped.latency_ms == onset.latency_ms);
    CHECK(cumulative_difference_onset(times, alone, alone).reason ==
          "the difference is below 15 % of the response");
    const auto late = cumulative_difference_onset(times, alone, with_surround, {.to_ms = 900});
    CHECK(late.reason == "the recording does not reach 900 ms");
    CHECK(std::isnan(late.latency_ms));
}

TEST_CASE("conditions of unequal shape are refused") {
    const Conditions c(100, 1);
    const Rows fewer{.values = std::span(c.b).first(c.times.size()), .length = c.times.size()};
    CHECK_THROWS_WITH(divergence_onset(c.times, c.rows_a(), fewer, {}, {}),
                      doctest::Contains("the units of the two conditions differ in length"));
    CHECK_THROWS_WITH(divergence_onset(c.times, c.rows_a().row(0), std::span(c.b).first(5)),
                      doctest::Contains("differ in length"));
}
