#include "analysis/divergence.h"

#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

using namespace ventral;
using test::close;

namespace {

std::vector<double> make_times(double begin_ms, double end_ms, double interval_ms) {
    std::vector<double> times;
    const int count = static_cast<int>(std::lround((end_ms - begin_ms) / interval_ms));
    for (int i = 0; i <= count; ++i) {
        times.push_back(begin_ms + i * interval_ms);
    }
    return times;
}

/// [time][unit] from a function of time and unit.
template <class Function>
std::vector<float> sample(const std::vector<double>& times, int num_units, const Function& rate) {
    std::vector<float> values;
    for (const double t : times) {
        for (int unit = 0; unit < num_units; ++unit) {
            values.push_back(static_cast<float>(rate(t, unit)));
        }
    }
    return values;
}

double step_response(double t) {
    return t >= 20 ? 10.0 : 0.0;
}

}  // namespace

TEST_CASE("a difference that grows linearly is found where it passes the criterion") {
    const std::vector<double> times = make_times(-200, 400, 1);
    const auto reference = sample(times, 1, [](double t, int) { return step_response(t); });
    const auto subject = sample(
        times, 1, [](double t, int) { return step_response(t) + (t > 50 ? 0.1 * (t - 50) : 0.0); });
    analysis::DivergenceMeter meter(times, 1);
    meter.add(subject, reference);
    const auto found = meter.result({.fraction = 0.05, .floor = 0, .min_duration_ms = 5});
    CHECK(close(found.reference_response, 10, 1e-6, 0));
    CHECK(close(found.criterion, 0.5, 1e-6, 0));
    CHECK(close(found.onset_ms, 55, 0, 1e-4));
    CHECK(close(found.peak_size, 35, 1e-6, 0));
    CHECK(close(found.peak_time_ms, 400, 0, 1e-9));
    CHECK(close(found.agreeing_units, 0, 0, 0));
    REQUIRE(found.agreement.size() == 1);
    CHECK(close(found.agreement.front().begin_ms, -200, 0, 1e-9));
    CHECK(close(found.agreement.front().end_ms, 54, 0, 1.001));
}

TEST_CASE("opposite effects in two units add up instead of cancelling") {
    const std::vector<double> times = make_times(-200, 200, 1);
    const auto reference = sample(times, 2, [](double t, int) { return step_response(t); });
    const auto subject = sample(times, 2, [](double t, int unit) {
        const double effect = t >= 60 ? 3.0 : 0.0;
        return step_response(t) + (unit == 0 ? effect : -effect);
    });
    analysis::DivergenceMeter meter(times, 2);
    meter.add(subject, reference);
    const auto found = meter.result();
    CHECK(close(found.peak_size, 3, 1e-6, 0));
    CHECK(close(found.mean_change.back(), 0, 0, 1e-6));
    CHECK(close(found.onset_ms, 60, 0, 1.0));
}

TEST_CASE("a difference of the resting rates is reported and is no onset") {
    const std::vector<double> times = make_times(-200, 200, 1);
    const auto reference = sample(times, 1, [](double t, int) { return step_response(t); });
    const auto subject = sample(times, 1, [](double t, int) { return 2 + step_response(t); });
    analysis::DivergenceMeter meter(times, 1);
    meter.add(subject, reference);
    const auto found = meter.result();
    CHECK(close(found.resting_difference, 2, 1e-6, 0));
    CHECK(close(found.mean_change.back(), 2, 1e-6, 0));
    CHECK(std::isnan(found.onset_ms));
    CHECK(close(found.agreeing_units, 1, 0, 0));
    REQUIRE(found.agreement.size() == 1);
    CHECK(close(found.agreement.front().end_ms, 200, 0, 1e-9));
}

TEST_CASE("a spike shorter than the duration is passed over") {
    const std::vector<double> times = make_times(-200, 200, 1);
    const auto reference = sample(times, 1, [](double t, int) { return step_response(t); });
    const auto subject = sample(times, 1, [](double t, int) {
        const bool is_spike = t >= 30 && t < 33;
        return step_response(t) + (is_spike || t >= 100 ? 5.0 : 0.0);
    });
    analysis::DivergenceMeter meter(times, 1);
    meter.add(subject, reference);
    CHECK(close(meter.result({.min_duration_ms = 10}).onset_ms, 100, 0, 1.0));
    CHECK(close(meter.result({.min_duration_ms = 0}).onset_ms, 30, 0, 1.0));
}

TEST_CASE("conditions are averaged in the square, and units keep their own largest difference") {
    const std::vector<double> times = make_times(-100, 100, 1);
    const auto reference = sample(times, 2, [](double t, int) { return step_response(t); });
    const auto subject = sample(times, 2, [](double t, int unit) {
        return step_response(t) + (unit == 1 && t >= 50 ? 4.0 : 0.0);
    });
    analysis::DivergenceMeter meter(times, 2);
    meter.add(subject, reference);
    meter.add(reference, reference);
    const auto found = meter.result();
    // One of four unit-condition pairs differs by 4: sqrt(16 / 4).
    CHECK(close(found.peak_size, 2, 1e-6, 0));
    CHECK(close(found.agreeing_units, 0.5, 0, 0));
    CHECK(close(static_cast<double>(found.largest[1]), 4, 1e-6, 0));
    CHECK(close(static_cast<double>(found.largest[0]), 0, 0, 1e-6));
}

TEST_CASE("recordings of different shapes are refused") {
    analysis::DivergenceMeter meter({-1, 0, 1}, 2);
    const std::vector<float> six(6);
    const std::vector<float> three(3);
    CHECK_THROWS_AS(meter.add(six, three), std::invalid_argument);
}

TEST_CASE("the criterion is stated in words") {
    CHECK(analysis::describe({.fraction = 0.05, .floor = 0.001, .min_duration_ms = 5}) ==
          "5 % of the reference's largest response, at least 0.001, for 5 ms");
}
