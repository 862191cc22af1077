#include "analysis/timecourse/curves.h"
#include "analysis/timecourse/population_band.h"

#include "analysis/statistics/descriptive.h"
#include "sim/base/random.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

/// 10 Hz before onset, then 30 at its peak and 20 sustained; samples every 10 ms.
struct Response {
    std::vector<double> times;
    std::vector<double> rates;
    Response() {
        for (int t = -200; t <= 500; t += 10) {
            times.push_back(t);
            rates.push_back(t < 0 ? (t / 10 % 2 == 0 ? 9 : 11) : (t == 100 ? 30 : 20));
        }
    }
};

}  // namespace

TEST_CASE("a window's mean takes its begin and leaves its end") {
    const Response r;
    CHECK(window_mean(r.times, r.rates, {.begin_ms = 100, .end_ms = 110}).value == 30);
    CHECK(window_mean(r.times, r.rates, {.begin_ms = 90, .end_ms = 110}).value == 25);
    CHECK(window_mean(r.times, r.rates, {.end_ms = 0}).value == 10);
}

TEST_CASE("windows outside the recording and broken samples have no mean") {
    Response r;
    const auto outside = window_mean(r.times, r.rates, {.begin_ms = 400, .end_ms = 700});
    CHECK(std::isnan(outside.value));
    CHECK(outside.reason ==
          "the window 400 <= t < 700 ms does not lie within the recording from -200 to 500 ms");
    CHECK(window_mean(r.times, r.rates, {.begin_ms = 500, .end_ms = 510}).value == 20);
    CHECK_FALSE(window_mean(r.times, r.rates, {.begin_ms = 101, .end_ms = 102}).reason.empty());
    CHECK(window_mean({}, {}, {}).reason == "the recording is empty");
    r.rates[30] = std::nan("");
    CHECK(window_mean(r.times, r.rates, {}).reason == "a rate in the window is not finite");
    CHECK(window_mean(r.times, r.rates, {.end_ms = 0}).value == 10);
    CHECK(describe({.begin_ms = 40, .end_ms = 300}) == "40 <= t < 300 ms");
    CHECK(describe({.end_ms = 0}) == "t < 0 ms");
}

TEST_CASE("each normalization is what its paper divides by") {
    const Response r;
    const auto at_peak = [&](Normalization normalization) {
        const auto curve = normalize(r.times, r.rates, {.normalization = normalization});
        REQUIRE(curve.reason.empty());
        return curve.values[30];  // t = 100
    };
    CHECK(close(at_peak(Normalization::SubtractBaseline), 20, 1e-12, 0));
    CHECK(close(at_peak(Normalization::PeakOfReference), 1, 1e-12, 0));
    CHECK(close(at_peak(Normalization::OwnPeak), 1, 1e-12, 0));
    CHECK(close(at_peak(Normalization::PercentOfBaseline), 200, 1e-12, 0));
    const double sd = measure_baseline(r.times, r.rates).sd;
    CHECK(close(sd, std::sqrt(20.0 / 19), 1e-12, 0));
    CHECK(close(at_peak(Normalization::BaselineSd), 20 / sd, 1e-12, 0));
    // A weaker condition on the reference's scale.
    std::vector<double> half = r.rates;
    for (double& rate : half) {
        rate = 10 + (rate - 10) / 2;
    }
    const auto curve = normalize(r.times, half, {}, r.rates);
    CHECK(close(curve.values[30], 0.5, 1e-12, 0));
    CHECK(close(curve.values[60], 0.25, 1e-12, 0));
}

TEST_CASE("curves that cannot be normalized are empty and say why") {
    const Response r;
    const std::vector<double> silent(r.times.size(), 0);
    CHECK(normalize(r.times, silent).reason == "no response above baseline");
    CHECK(normalize(r.times, silent, {.normalization = Normalization::OwnPeak}).reason ==
          "no response");
    CHECK(normalize(r.times, silent, {.normalization = Normalization::BaselineSd}).reason ==
          "the baseline does not vary");
    CHECK(normalize(r.times, silent, {.normalization = Normalization::PercentOfBaseline}).reason ==
          "the baseline is zero");
    CHECK(normalize(r.times, silent).values.empty());
    CHECK(normalize({}, {}).reason == "the recording is empty");
    const std::vector<double> late_times{0, 1};
    CHECK_FALSE(normalize(late_times, late_times).reason.empty());
}

TEST_CASE("smoothing keeps the area, spreads a pulse by its width and leaves a constant alone") {
    std::vector<double> pulse(201, 0);
    pulse[100] = 1;
    const auto gaussian = smooth_gaussian(pulse, 2, 10);
    double sum = 0;
    double variance = 0;
    for (std::size_t i = 0; i < pulse.size(); ++i) {
        const double t = 2 * (static_cast<double>(i) - 100);
        sum += gaussian[i];
        variance += gaussian[i] * t * t;
    }
    CHECK(close(sum, 1, 1e-6, 0));
    CHECK(close(std::sqrt(variance), 10, 1e-3, 0));
    const auto boxcar = smooth_boxcar(pulse, 2, 20);
    CHECK(close(boxcar[95], 1.0 / 11, 1e-12, 0));
    CHECK(boxcar[94] == 0);
    const std::vector<double> constant(20, 3);
    for (const double rate : smooth_gaussian(constant, 1, 4)) {
        CHECK(close(rate, 3, 1e-12, 0));
    }
    CHECK(smooth_gaussian(pulse, 1, 0) == pulse);
    CHECK_THROWS_WITH(smooth_gaussian(pulse, 0, 1), doctest::Contains("an interval above 0"));
}

TEST_CASE("a population band is centred on the mean and as wide as its standard error says") {
    constexpr std::size_t kUnits = 80;
    constexpr std::size_t kTimes = 5;
    base::RandomStream stream(3, "band");
    std::vector<double> values;
    std::vector<double> first;
    for (std::size_t i = 0; i < kUnits * kTimes; ++i) {
        values.push_back(10 + 2 * stream.normal());
        if (i % kTimes == 0) {
            first.push_back(values.back());
        }
    }
    const auto band =
        population_band({.values = values, .length = kTimes}, {.num_resamples = 4000});
    REQUIRE(band.reason.empty());
    CHECK(close(band.mean[0], mean(first), 1e-12, 0));
    const double error = standard_deviation(first) / std::sqrt(static_cast<double>(kUnits));
    CHECK(close(band.high[0] - band.low[0], 2 * 1.96 * error, 0.08, 0));
    for (std::size_t k = 0; k < kTimes; ++k) {
        values[k] = std::nan("");  // the first unit
    }
    const auto without = population_band({.values = values, .length = kTimes});
    CHECK(without.num_units == kUnits - 1);
    CHECK(without.num_left_out == 1);
    CHECK(close(without.high[0] - without.low[0], 2 * 1.96 * error, 0.15, 0));
    const auto one = population_band({.values = std::span(values).last(kTimes), .length = kTimes});
    CHECK(figure_band({.values = values, .length = kTimes}, 1e5).low.size() == kTimes);
    const auto costly = figure_band({.values = values, .length = kTimes}, 99.0 * kUnits * kTimes);
    CHECK(costly.reason == "too many time courses for a band");
    CHECK(costly.low.empty());
    CHECK(one.reason == "one unit has no band");
    CHECK(one.mean.size() == kTimes);
    CHECK(one.low.empty());
}
