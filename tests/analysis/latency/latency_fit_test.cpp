#include "analysis/latency/latency_fit.h"

#include "tests/analysis/latency/traces.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;
using test::Onsets;

TEST_CASE("the latency fit recovers onsets, transient and sustained response") {
    const auto times = test::latency_times();
    for (const double sigma : {5.0, 20.0}) {
        for (const double transient : {0.0, 20.0, 80.0}) {
            CAPTURE(sigma);
            CAPTURE(transient);
            const Onsets truth{.mu_ms = 80, .sigma_ms = sigma, .transient = transient};
            const auto fit = fit_latency(times, test::onset_trace(times, truth));
            REQUIRE(fit.reason.empty());
            CHECK(close(fit.latency_ms, test::true_latency(truth, 0.33), 0, 0.05));
            CHECK(close(fit.mu_ms, 80, 1e-3, 0));
            CHECK(close(fit.sigma_ms, sigma, 1e-2, 0));
            CHECK(close(fit.baseline, 5, 1e-3, 0));
            if (transient > 0) {
                CHECK(close(fit.transient, transient, 1e-2, 0));
                CHECK(close(fit.alpha_per_ms, 0.02, 1e-2, 0));
                CHECK(close(fit.sustained, 20, 1e-2, 0));
            }
            CHECK(close(evaluate(fit, 120), test::onset_response(120, truth) - 5, 1e-3, 0));
        }
    }
}

TEST_CASE("a third of a sustained response comes 0.44 standard deviations before the mean onset") {
    const auto times = test::latency_times();
    const Onsets truth{.mu_ms = 100, .sigma_ms = 20};
    const auto fit = fit_latency(times, test::onset_trace(times, truth));
    CHECK(close(fit.latency_ms, 100 - 0.4399 * 20, 0, 0.05));
}

TEST_CASE("a transient moves the third of the maximum earlier on the same onsets") {
    const auto times = test::latency_times();
    const Onsets sustained{.mu_ms = 100, .sigma_ms = 20};
    const Onsets mixed{
        .mu_ms = 100, .sigma_ms = 20, .sustained = 2, .transient = 60, .alpha_per_ms = 0.05};
    const auto late = fit_latency(times, test::onset_trace(times, sustained));
    const auto early = fit_latency(times, test::onset_trace(times, mixed));
    CHECK(early.latency_ms < late.latency_ms - 2);
    CHECK(close(early.latency_ms, test::true_latency(mixed, 0.33), 0, 0.05));
}

TEST_CASE("a fit that starts from a similar one ends where its own starts end") {
    const auto times = test::latency_times();
    const Onsets truth{.mu_ms = 70, .sigma_ms = 12, .transient = 40};
    const auto trace = test::with_noise(test::onset_trace(times, truth), 2, 4);
    const auto other = test::with_noise(test::onset_trace(times, truth), 2, 5);
    const auto start = fit_latency(times, other);
    const auto from_start = fit_latency(times, trace, {}, &start);
    const auto alone = fit_latency(times, trace);
    CHECK(close(from_start.latency_ms, alone.latency_ms, 0, 0.02));
}

TEST_CASE("under noise the fitted latency is nearly unbiased, for any transient") {
    const auto times = test::latency_times();
    for (const double transient : {0.0, 60.0}) {
        const Onsets truth{.mu_ms = 60, .sigma_ms = 10, .transient = transient};
        const auto clean = test::onset_trace(times, truth);
        double sum = 0;
        constexpr int kRepeats = 60;
        for (std::uint64_t k = 0; k < kRepeats; ++k) {
            sum += fit_latency(times, test::with_noise(clean, 3, k)).latency_ms;
        }
        CHECK(close(sum / kRepeats, test::true_latency(truth, 0.33), 0, 0.6));
    }
}

TEST_CASE("an instantaneous step and an overflow-prone fast decay have a latency") {
    const auto times = test::latency_times();
    std::vector<double> step;
    std::vector<double> pulse;
    for (const double t : times) {
        step.push_back(t >= 50 ? 10 : 0);
        pulse.push_back(t >= 50 ? 10 * std::exp(-(t - 50) / 4) : 0);
    }
    CHECK(close(fit_latency(times, step).latency_ms, 50, 0, 1));
    CHECK(close(fit_latency(times, pulse).latency_ms, 50, 0, 1));
}

TEST_CASE("a decay much faster than the spread of the onsets neither overflows nor vanishes") {
    // At t = mu the transient is exp(z^2) erfc(z) / 2 with z = s a / sqrt(2) = 28.28, where exp and
    // erfc leave the range of doubles; Mills' ratio: erfcx(z) = 1 / (z sqrt(pi)) (1 - 1 / (2 z^2)).
    const LatencyFit fit{
        .mu_ms = 100, .sigma_ms = 40, .alpha_per_ms = 1, .transient = 1000, .sustained = 0};
    const double z = 40 / std::sqrt(2.0);
    const double mills = (1 - 1 / (2 * z * z)) / (z * std::sqrt(std::acos(-1.0)));
    CHECK(close(evaluate(fit, 100), 500 * mills, 1e-5, 0));
    CHECK(evaluate(fit, -1000) >= 0);
    CHECK(evaluate(fit, -1000) < 1e-100);
    // The two forms meet where one hands over to the other.
    const auto at = [](double z_there) {
        const double sigma = 10;
        const double alpha = std::sqrt(2.0) * z_there / sigma;
        return evaluate(
            {.mu_ms = 0, .sigma_ms = sigma, .alpha_per_ms = alpha, .transient = 1, .sustained = 0},
            0);
    };
    CHECK(close(at(15 + 1e-9), at(15 - 1e-9), 1e-8, 0));
}

TEST_CASE("traces without a latency give NaN and a reason") {
    const auto times = test::latency_times();
    const auto reason = [&](const std::vector<double>& rates, LatencyFitSettings settings = {}) {
        const auto fit = fit_latency(times, rates, settings);
        CHECK(std::isnan(fit.latency_ms));
        CHECK(std::isnan(fit.mu_ms));
        CHECK(std::isnan(evaluate(fit, 100)));
        return fit.reason;
    };
    std::vector<double> flat(times.size(), 5);
    CHECK(reason(flat) == "no response above baseline");
    std::vector<double> falls;
    for (const double t : times) {
        falls.push_back(t > 60 ? 1 : 5);
    }
    CHECK_FALSE(reason(falls).empty());
    CHECK(reason(test::with_noise(flat, 1, 3)) == "the fit explains too little of the trace");
    auto broken = test::onset_trace(times, {});
    CHECK(reason(broken, {.baseline_from_ms = -900, .baseline_to_ms = -800}) ==
          "no sample in the baseline window");
    CHECK(reason(broken, {.from_ms = 100, .to_ms = 104}) == "fewer than 8 samples to fit");
    broken[300] = std::nan("");
    CHECK(reason(broken) == "a rate is not finite");
    CHECK_THROWS_WITH(fit_latency(times, std::vector<double>{1, 2}),
                      doctest::Contains("times and rates differ in length"));
}
