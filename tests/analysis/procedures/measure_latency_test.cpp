#include "tests/analysis/latency/traces.h"
#include "tests/analysis/procedures/synthetic.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace ventral;
using analysis::LatencyRule;
using test::close;
using test::labelled;
using test::measured;

namespace {

/// A ramp from 0 at `from` ms to its height 100 ms later.
test::Course ramp(double from, double height, double baseline = 2) {
    return [=](double t) { return baseline + height * std::clamp((t - from) / 100, 0.0, 1.0); };
}

/// The first condition and another that is 5 Hz from 30 ms on in both.
analysis::UnitResponses figure_and_ground(const test::Course& difference) {
    const auto both = [](double t) { return t < 30 ? 2.0 : 7.0; };
    return test::unit_with({labelled("place", {"figure", "ground"})},
                           {[=](double t) { return both(t) + difference(t); }, both});
}

analysis::LatencyProcedure latency(LatencyRule rule, bool of_difference) {
    analysis::LatencyProcedure procedure;
    procedure.rule = rule;
    procedure.of = {{"place", {"figure"}}};
    if (of_difference) {
        procedure.against = {{"place", {"ground"}}};
    }
    return procedure;
}

analysis::Quantity latency_of(const analysis::LatencyProcedure& procedure,
                              const analysis::UnitResponses& unit) {
    return measured(procedure, unit, "latency_ms");
}

std::string missing(const analysis::Quantity& quantity) {
    CHECK(std::isnan(quantity.value));
    return quantity.reason;
}

}  // namespace

TEST_CASE("the half peak of a ramp is its middle, of one course and of a difference") {
    const auto single = test::unit_with({labelled("place", {"figure"})}, {ramp(50, 20)});
    CHECK(close(latency_of(latency(LatencyRule::HalfPeak, false), single).value, 100, 0, 1e-9));
    const auto pair = figure_and_ground(ramp(80, 6, 0));
    CHECK(close(latency_of(latency(LatencyRule::HalfPeak, true), pair).value, 130, 0, 1e-9));
}

TEST_CASE("the fitted latency is the share of the maximum that was asked for") {
    const test::Onsets onsets{.mu_ms = 70, .sigma_ms = 12, .transient = 20};
    const auto unit = test::unit_with({labelled("place", {"figure"})},
                                      {[&](double t) { return test::onset_response(t, onsets); }});
    analysis::LatencyProcedure procedure = latency(LatencyRule::Fit, false);
    for (const double criterion : {0.33, 0.7}) {
        procedure.criterion = criterion;
        CHECK(close(latency_of(procedure, unit).value, test::true_latency(onsets, criterion), 0,
                    0.05));
    }
}

TEST_CASE("bins over standard deviations need a baseline that varies") {
    analysis::LatencyProcedure procedure = latency(LatencyRule::BaselineSd, false);
    // Alternates between 1 and 3 Hz: 2 Hz and an SD of sqrt(200 / 199).
    const auto varied = test::unit_with({labelled("place", {"figure"})}, {[](double t) {
                                            const bool even = static_cast<int>(t) % 2 == 0;
                                            return t < 60 ? (even ? 1.0 : 3.0) : 4.5;
                                        }});
    CHECK(close(latency_of(procedure, varied).value, 0, 0, 1e9) == false);  // 4.5 < 2 + 2.57 SD
    procedure.num_sd = 2;
    CHECK(close(latency_of(procedure, varied).value, 60, 0, 0));
    procedure.num_sd = 0.5;  // the bins of 3 Hz count too, but one by one
    CHECK(close(latency_of(procedure, varied).value, 59, 0, 0));
    procedure.num_bins = 1;
    CHECK(close(latency_of(procedure, varied).value, 1, 0, 0));
    const auto still = test::unit_with({labelled("place", {"figure"})}, {ramp(50, 20)});
    CHECK(test::holds(missing(latency_of(procedure, still)), "the baseline does not vary"));
}

TEST_CASE("the difference diverges where it reaches 5 % of its peak") {
    const auto pair = figure_and_ground(ramp(80, 6, 0));
    CHECK(close(latency_of(latency(LatencyRule::Divergence, true), pair).value, 85, 0, 1e-9));
    // Either sign.
    const auto other = figure_and_ground(ramp(80, -4, 0));
    CHECK(close(latency_of(latency(LatencyRule::Divergence, true), other).value, 85, 0, 1e-9));
}

TEST_CASE("the cumulative difference of a step reaches 5 % after 5 % of its time") {
    // 400 samples of one size from 100 to 499 ms: 20 of them are 5 %, the 20th at 119 ms.
    const auto pair = figure_and_ground([](double t) { return t < 100 ? 0.0 : 4.0; });
    CHECK(close(latency_of(latency(LatencyRule::Cumulative, true), pair).value, 119, 0, 1e-6));
}

TEST_CASE("a difference below the smallest that counts has no latency by any rule") {
    const auto pair = figure_and_ground(ramp(80, 0.005, 0));
    for (const LatencyRule rule : {LatencyRule::Fit, LatencyRule::HalfPeak, LatencyRule::Divergence,
                                   LatencyRule::Cumulative}) {
        analysis::LatencyProcedure procedure = latency(rule, true);
        CHECK_FALSE(missing(latency_of(procedure, pair)).empty());
        if (rule == LatencyRule::HalfPeak || rule == LatencyRule::Divergence) {
            procedure.min_response_hz = 0.001;
            CHECK(std::isfinite(latency_of(procedure, pair).value));
        }
    }
}

TEST_CASE("no latency is looked for before the window, and nothing counts after") {
    const auto twice = test::unit_with({labelled("place", {"figure"})}, {[](double t) {
                                           return t >= 300 ? 42.0 : t >= 50 ? 12.0 : 2.0;
                                       }});
    analysis::LatencyProcedure procedure = latency(LatencyRule::HalfPeak, false);
    CHECK(close(latency_of(procedure, twice).value, 300, 0, 1));
    procedure.window_ms = {0, 250};
    CHECK(close(latency_of(procedure, twice).value, 50, 0, 1));
    procedure.window_ms = {60, 250};
    CHECK(latency_of(procedure, twice).value >= 60);
    for (const std::array<double, 2> outside :
         {std::array<double, 2>{600, 800}, std::array<double, 2>{-400, -300}}) {
        for (const LatencyRule rule : {LatencyRule::Fit, LatencyRule::HalfPeak}) {
            procedure = latency(rule, false);
            procedure.window_ms = outside;
            CHECK_FALSE(missing(latency_of(procedure, twice)).empty());
        }
        for (const LatencyRule rule : {LatencyRule::Divergence, LatencyRule::Cumulative}) {
            procedure = latency(rule, true);
            procedure.window_ms = outside;
            const auto pair = figure_and_ground(ramp(80, 6, 0));
            CHECK_FALSE(missing(latency_of(procedure, pair)).empty());
        }
    }
}

TEST_CASE("courses with a NaN, or of conditions that are not there, have no latency") {
    const auto whole = figure_and_ground(ramp(80, 6, 0));
    for (const std::size_t condition : {0U, 1U}) {
        analysis::UnitResponses broken = whole;
        broken.rates[condition][400] = std::numeric_limits<double>::quiet_NaN();
        const auto part = analysis::select_conditions(whole, std::vector<std::size_t>{condition});
        for (const LatencyRule rule : {LatencyRule::Fit, LatencyRule::HalfPeak,
                                       LatencyRule::Divergence, LatencyRule::Cumulative}) {
            for (const auto& unit : {broken, part}) {
                CHECK(missing(latency_of(latency(rule, true), unit)) ==
                      "no condition is left by the filter, or a rate is not finite");
            }
        }
    }
}

namespace {

analysis::DecayProcedure decay() {
    analysis::DecayProcedure procedure;
    procedure.of = {{"place", {"figure"}}};
    procedure.against = {{"place", {"ground"}}};
    procedure.window_ms = {100, 400};
    return procedure;
}

}  // namespace

TEST_CASE("the time constant of a fading difference is found, with and without a rest") {
    for (const double tau : {20.0, 150.0}) {
        const auto fading = figure_and_ground(
            [=](double t) { return t < 50 ? 0.0 : 8 * std::exp(-(t - 50) / tau); });
        CHECK(close(measured(decay(), fading, "time_constant_ms").value, tau, 1e-3, 0));
        CHECK(close(measured(decay(), fading, "left").value, std::exp(-299 / tau), 1e-9, 0));
        const auto resting = figure_and_ground(
            [=](double t) { return t < 50 ? 0.0 : 3 + 8 * std::exp(-(t - 50) / tau); });
        analysis::DecayProcedure procedure = decay();
        procedure.to_zero = false;
        CHECK(close(measured(procedure, resting, "time_constant_ms").value, tau, 1e-3, 0));
        // Forced to end at zero, the rest passes for a slower decay.
        const auto forced = measured(decay(), resting, "time_constant_ms");
        CHECK((std::isnan(forced.value) || forced.value > 1.1 * tau));
    }
}

TEST_CASE("a difference that stays, or is none, has no time constant") {
    const auto staying = figure_and_ground([](double t) { return t < 50 ? 0.0 : 8.0; });
    const auto constant = measured(decay(), staying, "time_constant_ms");
    CHECK(missing(constant) == "the difference does not fade exponentially within the window");
    CHECK(close(measured(decay(), staying, "left").value, 1, 1e-12, 0));
    const auto none = figure_and_ground([](double) { return 0.0; });
    for (const std::string name : {"time_constant_ms", "left"}) {
        CHECK(missing(measured(decay(), none, name)) ==
              "there is no difference at the beginning of the window");
    }
    analysis::DecayProcedure outside = decay();
    outside.window_ms = {600, 900};
    CHECK(test::holds(missing(measured(outside, staying, "left")), "fewer than 4 samples"));
}
