#include "analysis/latency/latency.h"

#include "analysis/latency/latency_regression.h"
#include "tests/analysis/latency/traces.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;
using test::Onsets;

namespace {

/// Traces of units that differ in their mean onset and noise, [unit][time].
std::vector<double> unit_traces(const std::vector<double>& times,
                                std::size_t num_units,
                                const Onsets& mean,
                                double onset_spread,
                                double noise) {
    base::RandomStream stream(11, "units");
    std::vector<double> values;
    for (std::size_t unit = 0; unit < num_units; ++unit) {
        Onsets own = mean;
        own.mu_ms += onset_spread * stream.normal();
        for (const double rate : test::with_noise(test::onset_trace(times, own), noise, unit)) {
            values.push_back(rate);
        }
    }
    return values;
}

}  // namespace

TEST_CASE("three estimators on one trace differ, name themselves and are right by their own rule") {
    const auto times = test::latency_times();
    const Onsets truth{.mu_ms = 80, .sigma_ms = 20, .transient = 20};
    const auto trace = test::with_noise(test::onset_trace(times, truth), 0.2, 1);
    const auto fit = measure_latency(times, trace, {.estimator = LatencyEstimator::Fit});
    const auto half = measure_latency(times, trace, {.estimator = LatencyEstimator::HalfPeak});
    const auto sd =
        measure_latency(times, trace, {.estimator = LatencyEstimator::BaselineSd, .num_bins = 3});
    CHECK(fit.estimator == "33 % of the fitted maximum");
    CHECK(half.estimator == "half of the peak above baseline");
    CHECK(sd.estimator == "first of 3 bins above baseline + 2.57 SD");
    CHECK(close(fit.latency_ms, test::true_latency(truth, 0.33), 0, 1));
    CHECK(close(half.latency_ms, test::true_latency(truth, 0.5), 0, 1.5));
    CHECK(sd.latency_ms < fit.latency_ms - 15);
    CHECK(half.latency_ms > fit.latency_ms + 3);
}

TEST_CASE(
    "the first of n bins over baseline is the first of the run, and a lone bin does not count") {
    std::vector<double> times;
    std::vector<double> rates;
    for (int t = -20; t < 40; ++t) {
        times.push_back(t);
        rates.push_back(t % 2 == 0 ? 4 : 6);  // mean 5, SD 1.026
    }
    rates[20 + 10] = 9;
    std::fill_n(rates.begin() + 20 + 22, 4, 9.0);
    LatencySettings settings{.estimator = LatencyEstimator::BaselineSd, .num_bins = 1};
    CHECK(first_bin_above_baseline(times, rates, settings).value == 10);
    settings.num_bins = 3;
    CHECK(first_bin_above_baseline(times, rates, settings).value == 22);
    settings.num_sd = 5;
    CHECK(first_bin_above_baseline(times, rates, settings).reason == "no response above baseline");
}

TEST_CASE("a noiseless trace has no latency by standard deviations") {
    const auto times = test::latency_times();
    const auto trace = test::onset_trace(times, {});
    const auto latency = measure_latency(times, trace, {.estimator = LatencyEstimator::BaselineSd});
    CHECK(std::isnan(latency.latency_ms));
    CHECK(latency.reason ==
          "the baseline does not vary: its SD is no criterion for a noiseless trace");
}

TEST_CASE("a population's latency has an interval around it, the same on any number of threads") {
    const auto times = test::latency_times();
    const Onsets mean{.mu_ms = 60, .sigma_ms = 8, .transient = 20};
    const auto values = unit_traces(times, 24, mean, 6, 2);
    const Rows rows{.values = values, .length = times.size()};
    BootstrapSettings bootstrap{.num_resamples = 100, .seed = 3};
    for (const auto estimator : {LatencyEstimator::Fit, LatencyEstimator::HalfPeak}) {
        const LatencySettings settings{.estimator = estimator};
        bootstrap.num_threads = 1;
        const auto one = measure_latency(times, rows, settings, bootstrap);
        bootstrap.num_threads = 2;
        const auto two = measure_latency(times, rows, settings, bootstrap);
        REQUIRE(one.reason.empty());
        CHECK(one.interval.low < one.latency_ms);
        CHECK(one.latency_ms < one.interval.high);
        CHECK(one.interval.high - one.interval.low < 15);
        CHECK(one.interval == two.interval);
        bootstrap.seed = 4;
        CHECK_FALSE(measure_latency(times, rows, settings, bootstrap).interval == one.interval);
        bootstrap.seed = 3;
    }
}

TEST_CASE("one unit has a latency and no interval") {
    const auto times = test::latency_times();
    const auto trace = test::onset_trace(times, {});
    const Rows rows{.values = trace, .length = times.size()};
    const auto latency = measure_latency(times, rows, {}, {.num_resamples = 10});
    CHECK(std::isfinite(latency.latency_ms));
    CHECK(std::isnan(latency.interval.low));
    CHECK(latency.reason == "one observation has no interval");
}

TEST_CASE("latency grows with distance by the slope, over the units that have a latency") {
    const std::vector<double> distance{0, 1, 2, 3, 4, 5};
    std::vector<double> latency;
    for (const double d : distance) {
        latency.push_back(40 + 12.5 * d);
    }
    latency[3] = std::nan("");
    const auto result = regress_latency(distance, latency, "receptive-field steps");
    REQUIRE(result.reason.empty());
    CHECK(close(result.line.slope, 12.5, 1e-12, 0));
    CHECK(close(result.line.intercept, 40, 1e-12, 0));
    CHECK(close(result.speed, 0.08, 1e-12, 0));
    CHECK(result.num_without == 1);
    CHECK(result.line.count == 5);
    CHECK(result.distance_name == "receptive-field steps");
    const std::vector<double> same(6, 50);
    CHECK(std::isnan(regress_latency(distance, same, "deg").speed));
}
