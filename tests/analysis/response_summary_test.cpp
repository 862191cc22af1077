#include "analysis/response_summary.h"

#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using test::close;

namespace {

struct Trace {
    std::vector<double> times_ms;
    std::vector<double> rates;
};

template <class Function>
Trace sample(double begin_ms, double end_ms, double interval_ms, const Function& rate) {
    Trace trace;
    const int count = static_cast<int>(std::lround((end_ms - begin_ms) / interval_ms));
    for (int i = 0; i <= count; ++i) {
        const double t = begin_ms + i * interval_ms;
        trace.times_ms.push_back(t);
        trace.rates.push_back(rate(t));
    }
    return trace;
}

}  // namespace

TEST_CASE("an exponential rise reaches half of its peak at tau ln 2 after its delay") {
    const double tau = 20;
    const double delay = 30;
    const Trace trace = sample(-200, 600, 0.5, [&](double t) {
        return t < delay ? 4.0 : 4 + 10 * (1 - std::exp(-(t - delay) / tau));
    });
    const auto summary = analysis::summarize_response(trace.times_ms, trace.rates);
    CHECK(close(summary.baseline, 4, 1e-12, 0));
    CHECK(close(summary.peak, 14, 1e-9, 0));
    CHECK(close(summary.sustained, 14, 1e-6, 0));
    // Linear interpolation over a 0.5 ms interval: an error of at most dt^2 / (8 tau).
    CHECK(close(summary.latency_to_half_peak_ms, delay + tau * std::log(2.0), 0, 2e-3));
}

TEST_CASE("the latency lies between two samples where the line between them crosses") {
    const std::vector<double> times{-10, 0, 10, 20, 30};
    const std::vector<double> rates{1, 1, 1, 5, 9};
    const auto summary = analysis::summarize_response(times, rates, {.sustained_ms = 5});
    CHECK(close(summary.latency_to_half_peak_ms, 20, 1e-12, 0));
    CHECK(close(analysis::first_crossing(times, rates, 3, 0), 15, 1e-12, 0));
    CHECK(close(summary.sustained, 9, 1e-12, 0));
    CHECK(close(summary.peak_time_ms, 30, 1e-12, 0));
}

TEST_CASE("a trace that never rises has a baseline and no latency") {
    const Trace trace = sample(-200, 400, 1, [](double t) { return t < 50 ? 3.0 : 1.0; });
    const auto summary = analysis::summarize_response(trace.times_ms, trace.rates);
    CHECK(close(summary.baseline, 3, 1e-12, 0));
    CHECK(close(summary.peak, 3, 1e-12, 0));
    CHECK(std::isnan(summary.latency_to_half_peak_ms));
    CHECK(close(summary.sustained, 1, 1e-12, 0));
}

TEST_CASE("activity before onset is no response") {
    const Trace trace = sample(-200, 400, 1, [](double t) { return t < -50 ? 30.0 : 2.0; });
    const auto summary = analysis::summarize_response(trace.times_ms, trace.rates);
    CHECK(close(summary.peak, 2, 1e-12, 0));
    CHECK(std::isnan(summary.latency_to_half_peak_ms));
}

TEST_CASE("an empty recording and one without a baseline give no numbers rather than wrong ones") {
    const auto empty = analysis::summarize_response({}, {});
    CHECK(std::isnan(empty.peak));
    const std::vector<double> times{0, 1, 2};
    const std::vector<double> rates{0, 1, 2};
    const auto summary = analysis::summarize_response(times, rates);
    CHECK(std::isnan(summary.baseline));
    CHECK(std::isnan(summary.latency_to_half_peak_ms));
    CHECK(close(summary.peak, 2, 0, 0));
}
