#include "sim/engine/history.h"

#include "tests/support/close.h"
#include "tests/support/fields.h"
#include "tests/support/network_builder.h"
#include "tests/support/trace.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ventral;
using engine::SolverMethod;
using test::close;

namespace {

constexpr SolverMethod kFixed[] = {SolverMethod::ForwardEuler, SolverMethod::ExponentialEuler,
                                   SolverMethod::RungeKutta4};

/// Input (0) -> unit (1), tau 10; copy (2) is the unit `delay_ms` ago.
engine::NetworkDescription delayed_copy(double delay_ms) {
    auto network = test::driven_unit(10);
    network.populations.push_back(test::make_algebraic("copy"));
    network.projections.push_back(test::make_projection("unit -> copy", 1, 2, 1, delay_ms));
    return network;
}

test::FunctionField swinging_field() {
    return test::FunctionField([](double, double, double t) { return std::sin(0.11 * t) + 0.3; },
                               {}, false);
}

/// tau r' = -r + w r(t - d) + 1 from rest, by Laplace transform: the k-th echo starts at k d and is
/// w^k times the regularized lower gamma function P(k + 1, (t - k d) / tau).
double echo_solution(double t, double tau, double w, double d) {
    double sum = 0;
    double factor = 1;
    for (int k = 0; k * d < t; ++k, factor *= w) {
        const double x = (t - k * d) / tau;
        double term = std::exp(-x), tail = 0;
        for (int j = 0; j <= k; ++j) {
            tail += term;
            term *= x / (j + 1);
        }
        sum += factor * (1 - tail);
    }
    return sum;
}

/// tau r' = 1 - r(t - d) from rest, by the method of steps: a polynomial on each interval.
double negative_feedback_solution(double t, double tau, double d) {
    double sum = 0;
    for (int k = 0; k * d < t; ++k) {
        double term = 1;
        for (int j = 1; j <= k + 1; ++j) {
            term *= (t - k * d) / tau / j;
        }
        sum += k % 2 == 0 ? term : -term;
    }
    return sum;
}

engine::NetworkDescription echo_network(double w, double delay_ms) {
    auto network = test::driven_unit(10);
    network.projections.push_back(test::make_projection("unit -> unit", 1, 1, w, delay_ms));
    return network;
}

/// The undelayed excitation by itself takes away the leak: x' = (1 - x(t - d)) / tau.
engine::NetworkDescription negative_feedback_network(double delay_ms) {
    auto network = echo_network(-1, delay_ms);
    network.projections.push_back(test::make_projection("no leak", 1, 1, 1));
    return network;
}

template <class Solution>
double largest_error(const engine::NetworkDescription& network,
                     const test::TraceRequest& request,
                     const Solution& solution) {
    const test::Trace trace = test::run_trace<double>(network, request);
    double largest = 0;
    for (std::size_t i = 0; i < trace.num_steps(); ++i) {
        largest = std::max(largest, std::abs(trace.at(i, 1) - solution(trace.times_ms[i])));
    }
    return largest;
}

double echo_error(SolverMethod method, double step_ms, double w, double delay_ms) {
    const auto display = test::constant_field(1);
    const auto request = test::make_request(method, step_ms, 60, &display);
    return largest_error(echo_network(w, delay_ms), request,
                         [&](double t) { return echo_solution(t, 10, w, delay_ms); });
}

}  // namespace

TEST_CASE("a delayed copy is the shifted trace to 1e-12, and silence before it") {
    const auto display = swinging_field();
    const std::size_t shift = 14;
    for (const SolverMethod method : kFixed) {
        const auto request = test::make_request(method, 0.5, 100, &display);
        const test::Trace trace =
            test::run_trace<double>(delayed_copy(static_cast<double>(shift) * 0.5), request);
        for (std::size_t i = 0; i < trace.num_steps(); ++i) {
            const double expected = i < shift ? 0.0 : trace.at(i - shift, 1);
            CHECK(close(trace.at(i, 2), expected, 0, 1e-12));
        }
    }
}

TEST_CASE("copies of copies add up their delays, whatever the populations' order") {
    auto network = delayed_copy(3);
    network.populations.insert(network.populations.begin() + 1, test::make_algebraic("late"));
    network.projections = {test::make_projection("input -> unit", 0, 2, 1),
                           test::make_projection("unit -> copy", 2, 3, 1, 3),
                           test::make_projection("copy -> late", 3, 1, 1, 2),
                           test::make_projection("copy -> late at once", 3, 1, 1)};
    const auto display = swinging_field();
    const auto request = test::make_request(SolverMethod::ExponentialEuler, 0.5, 60, &display);
    const test::Trace trace = test::run_trace<double>(network, request);
    for (std::size_t i = 10; i < trace.num_steps(); ++i) {
        CHECK(close(trace.at(i, 1), trace.at(i - 10, 2) + trace.at(i - 6, 2), 0, 1e-12));
    }
}

TEST_CASE("a constant algebraic source is felt after its delay and not before") {
    engine::NetworkDescription network;
    network.populations = {test::make_algebraic("source"), test::make_algebraic("copy")};
    network.populations[0].threshold = -2;
    network.projections = {test::make_projection("source -> copy", 0, 1, 1, 2.5)};
    for (const SolverMethod method : kFixed) {
        const test::Trace trace =
            test::run_trace<double>(network, test::make_request(method, 0.5, 6));
        for (std::size_t i = 0; i < trace.num_steps(); ++i) {
            CHECK(close(trace.at(i, 0), 2, 0, 0));
            CHECK(close(trace.at(i, 1), trace.times_ms[i] < 2.5 ? 0 : 2, 0, 0));
        }
    }
}

TEST_CASE("a delay between steps is interpolated between them, linearly for Euler") {
    const auto display = swinging_field();
    const double step = 0.5, delay = 6.3;  // 12.6 steps
    const auto request = test::make_request(SolverMethod::ExponentialEuler, step, 60, &display);
    const test::Trace trace = test::run_trace<double>(delayed_copy(delay), request);
    for (std::size_t i = 13; i < trace.num_steps(); ++i) {
        const double expected = 0.6 * trace.at(i - 13, 1) + 0.4 * trace.at(i - 12, 1);
        CHECK(close(trace.at(i, 2), expected, 0, 1e-12));
    }
}

TEST_CASE("interpolation between steps is of order 2 for Euler and 4 for Runge-Kutta") {
    const double tau = 10, delay = 6.25;
    const auto display = test::constant_field(1);
    const auto error = [&](SolverMethod method, double step) {
        const auto request = test::make_request(method, step, 60, &display);
        const test::Trace trace = test::run_trace<double>(delayed_copy(delay), request);
        double largest = 0;
        for (std::size_t i = 0; i < trace.num_steps(); ++i) {
            const double t = trace.times_ms[i] - delay;
            if (t > 5) {
                largest = std::max(largest, std::abs(trace.at(i, 2) - (1 - std::exp(-t / tau))));
            }
        }
        return largest;
    };
    // Exponential Euler is exact under a constant drive: what is left is the interpolation. Halving
    // the step three times keeps the delay at a half step.
    const auto order = [&](SolverMethod method, double coarse, double fine) {
        return std::log(error(method, coarse) / error(method, fine)) / std::log(coarse / fine);
    };
    CHECK(close(order(SolverMethod::ExponentialEuler, 2.5, 0.5), 2, 0, 0.15));
    CHECK(close(order(SolverMethod::RungeKutta4, 2.5, 0.5), 4, 0, 0.25));
    CHECK(error(SolverMethod::RungeKutta4, 0.5) < 1e-7);
}

TEST_CASE("an echo with a delay is solved at the order of the solver") {
    const double w = -1.6, delay = 8;
    const auto order = [&](SolverMethod method, double step) {
        return std::log2(echo_error(method, step, w, delay) /
                         echo_error(method, step / 2, w, delay));
    };
    CHECK(close(order(SolverMethod::ForwardEuler, 0.1), 1, 0, 0.05));
    CHECK(close(order(SolverMethod::ExponentialEuler, 0.1), 1, 0, 0.05));
    CHECK(close(order(SolverMethod::RungeKutta4, 1), 4, 0, 0.2));
    CHECK(echo_error(SolverMethod::RungeKutta4, 0.25, w, delay) < 1e-8);
}

TEST_CASE("x' = 1 - x(t - d) follows its polynomials from step to step") {
    const double tau = 10, delay = 8;
    const auto display = test::constant_field(1);
    const auto error = [&](SolverMethod method, double step, double end) {
        return largest_error(negative_feedback_network(delay),
                             test::make_request(method, step, end, &display),
                             [&](double t) { return negative_feedback_solution(t, tau, delay); });
    };
    // Cubics between nodes and fourth order in time: exact as long as the solution is a quartic.
    CHECK(error(SolverMethod::RungeKutta4, 0.5, 3 * delay) < 1e-13);
    CHECK(error(SolverMethod::RungeKutta4, 0.5, 60) < 1e-8);
    CHECK(close(std::log2(error(SolverMethod::RungeKutta4, 2, 80) /
                          error(SolverMethod::RungeKutta4, 1, 80)),
                4, 0, 0.3));
    CHECK(close(std::log2(error(SolverMethod::ForwardEuler, 0.2, 60) /
                          error(SolverMethod::ForwardEuler, 0.1, 60)),
                1, 0, 0.1));
}

TEST_CASE("two populations that delay each other echo like one with the sum of the delays") {
    // a -> b at once (algebraic) with weight 2, b -> a after 8 ms with weight -0.8.
    auto network = test::driven_unit(10);
    network.populations.push_back(test::make_algebraic("relay"));
    network.projections.push_back(test::make_projection("unit -> relay", 1, 2, 2, 3));
    network.projections.push_back(test::make_projection("relay -> unit", 2, 1, -0.8, 5));
    const auto display = test::constant_field(1);
    const auto error = [&](double step) {
        return largest_error(network,
                             test::make_request(SolverMethod::ExponentialEuler, step, 60, &display),
                             [](double t) { return echo_solution(t, 10, -1.6, 8); });
    };
    CHECK(error(0.05) < 0.005);
    CHECK(close(std::log2(error(0.1) / error(0.05)), 1, 0, 0.05));
}

TEST_CASE("the adaptive solver meets its tolerance with delays, on any observer's step") {
    const double w = -1.6, delay = 8;
    const auto display = test::constant_field(1);
    double last = 1;
    for (const double tolerance : {1e-4, 1e-6, 1e-8}) {
        auto request = test::make_request(SolverMethod::DormandPrince, 0.7, 59.5, &display);
        request.settings.relative_tolerance = request.settings.absolute_tolerance = tolerance;
        const double error = largest_error(echo_network(w, delay), request, [&](double t) {
            return echo_solution(t, 10, w, delay);
        });
        CAPTURE(tolerance);
        CAPTURE(error);
        CHECK(error < 100 * tolerance);
        CHECK(error < last / 10);
        last = error;
    }
}

TEST_CASE("the adaptive solver reads delays that are much longer and much shorter than its step") {
    auto network = delayed_copy(37.3);
    network.projections.push_back(test::make_projection("fast", 1, 1, -0.5, 0.4));
    const auto display = test::step_field(1, 0.2, 30);
    auto adaptive = test::make_request(SolverMethod::DormandPrince, 2, 120, &display);
    adaptive.settings.relative_tolerance = adaptive.settings.absolute_tolerance = 1e-8;
    const auto fixed = test::make_request(SolverMethod::RungeKutta4, 0.1, 120, &display);
    const test::Trace a = test::run_trace<double>(network, adaptive);
    const test::Trace b = test::run_trace<double>(network, fixed);
    for (std::size_t i = 0; i < a.num_steps(); ++i) {
        CHECK(close(a.at(i, 1), b.at(20 * i, 1), 0, 1e-6));
        CHECK(close(a.at(i, 2), b.at(20 * i, 2), 0, 1e-6));
    }
}
