#include "sim/engine/solver_settings.h"

#include "tests/support/close.h"
#include "tests/support/fields.h"
#include "tests/support/network_builder.h"
#include "tests/support/trace.h"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <boost/numeric/odeint/stepper/euler.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <unsupported/Eigen/MatrixFunctions>

#include <array>
#include <cmath>
#include <vector>

using namespace ventral;
using engine::SolverMethod;
using test::close;

namespace {

constexpr SolverMethod kFixed[] = {SolverMethod::ForwardEuler, SolverMethod::ExponentialEuler,
                                   SolverMethod::RungeKutta4};

/// Input (0) drives a; a and b excite and inhibit each other, so that they ring.
engine::NetworkDescription coupled_pair() {
    engine::NetworkDescription network;
    network.populations = {test::make_input("input"), test::make_population("a", 10),
                           test::make_population("b", 20)};
    network.projections = {
        test::make_projection("input -> a", 0, 1, 1), test::make_projection("a -> b", 1, 2, 3),
        test::make_projection("b -> a", 2, 1, -2), test::make_projection("a -> a", 1, 1, 0.4)};
    return network;
}

/// r(t) = A^-1 (exp(A t) - 1) b of the pair, from rest under an input of 1.
Eigen::Vector2d coupled_solution(double t) {
    Eigen::Matrix2d a;
    a << (-1 + 0.4) / 10, -2.0 / 10, 3.0 / 20, -1.0 / 20;
    const Eigen::Vector2d b(1.0 / 10, 0);
    const Eigen::Matrix2d propagator = (a * t).exp();
    return a.inverse() * (propagator - Eigen::Matrix2d::Identity()) * b;
}

/// Largest error of the pair over all steps.
double coupled_error(engine::SolverSettings settings, double end_ms) {
    const auto display = test::constant_field(1);
    auto request = test::make_request(settings.method, settings.step_ms, end_ms, &display);
    request.settings = settings;
    request.settings.precision = engine::Precision::Double;
    const test::Trace trace = test::run_trace<double>(coupled_pair(), request);
    double largest = 0;
    for (std::size_t i = 0; i < trace.num_steps(); ++i) {
        const Eigen::Vector2d expected = coupled_solution(trace.times_ms[i]);
        largest = std::max({largest, std::abs(trace.at(i, 1) - expected[0]),
                            std::abs(trace.at(i, 2) - expected[1])});
    }
    return largest;
}

engine::SolverSettings make_settings(SolverMethod method, double step_ms) {
    engine::SolverSettings settings;
    settings.method = method;
    settings.step_ms = step_ms;
    return settings;
}

double observed_order(SolverMethod method, double step_ms) {
    return std::log2(coupled_error(make_settings(method, step_ms), 80) /
                     coupled_error(make_settings(method, step_ms / 2), 80));
}

}  // namespace

TEST_CASE("a unit decays exponentially after its input ends and rises to its steady state before") {
    const double tau = 12, weight = 2.5, end_of_input = 40;
    const auto display = test::step_field(1, 0, end_of_input);
    const auto network = test::driven_unit(tau, weight);
    const auto expected = [&](double t) {
        const double risen = weight * (1 - std::exp(-std::min(t, end_of_input) / tau));
        return t < end_of_input ? risen : risen * std::exp(-(t - end_of_input) / tau);
    };
    const auto largest_error = [&](SolverMethod method) {
        const auto request = test::make_request(method, 0.5, 100, &display);
        const test::Trace trace = test::run_trace<double>(network, request);
        double largest = 0;
        for (std::size_t i = 0; i < trace.num_steps(); ++i) {
            largest = std::max(largest, std::abs(trace.at(i, 1) - expected(trace.times_ms[i])));
        }
        return largest;
    };
    CHECK(largest_error(SolverMethod::ExponentialEuler) <= 1e-13);  // exact for a constant drive
    CHECK(largest_error(SolverMethod::ForwardEuler) <= 0.03);
    CHECK(largest_error(SolverMethod::RungeKutta4) <= 1e-7);
    CHECK(largest_error(SolverMethod::DormandPrince) <= 1e-5);
}

TEST_CASE("single precision rises to the same steady state") {
    const auto display = test::constant_field(1);
    auto request = test::make_request(SolverMethod::ExponentialEuler, 0.5, 300, &display);
    const test::Trace trace = test::run_trace<float>(test::driven_unit(12, 2.5), request);
    CHECK(close(trace.last(1), 2.5, 1e-5, 0));
    CHECK(close(trace.at(24, 1), 2.5 * (1 - std::exp(-1.0)), 1e-6, 0));
}

TEST_CASE("a power-law unit reaches the closed form of its fixed point") {
    // r = k (w - r/2)^2 by inhibition of itself: a quadratic.
    auto network = test::driven_unit(10, 3);
    network.populations[1].transfer = {engine::TransferKind::PowerLaw, 0.5, 2};
    network.projections.push_back(test::make_projection("unit -> unit", 1, 1, -0.5));
    const auto display = test::constant_field(1);
    // 0.5 (3 - r/2)^2 = r: r^2/8 - 2.5 r + 4.5 = 0
    const double fixed_point = (2.5 - std::sqrt(2.5 * 2.5 - 4 * 4.5 / 8)) / (2.0 / 8);
    for (const SolverMethod method : kFixed) {
        const auto request = test::make_request(method, 0.5, 400, &display);
        CHECK(close(test::run_trace<double>(network, request).last(1), fixed_point, 1e-12, 0));
    }
}

TEST_CASE("two coupled linear populations follow the matrix exponential") {
    CHECK(coupled_error(make_settings(SolverMethod::RungeKutta4, 0.1), 200) <= 1e-9);
    auto adaptive = make_settings(SolverMethod::DormandPrince, 1);
    adaptive.relative_tolerance = adaptive.absolute_tolerance = 1e-10;
    CHECK(coupled_error(adaptive, 200) <= 1e-8);
}

TEST_CASE("the observed orders are 1, 1 and 4") {
    CHECK(close(observed_order(SolverMethod::ForwardEuler, 0.1), 1, 0, 0.03));
    CHECK(close(observed_order(SolverMethod::ExponentialEuler, 0.1), 1, 0, 0.03));
    CHECK(close(observed_order(SolverMethod::RungeKutta4, 1), 4, 0, 0.1));
}

TEST_CASE("the error of the adaptive solver follows its tolerance") {
    double last = 1;
    for (const double tolerance : {1e-4, 1e-6, 1e-8, 1e-10}) {
        // Observers see the dense output: their step is no step of the solver.
        auto settings = make_settings(SolverMethod::DormandPrince, 0.7);
        settings.relative_tolerance = settings.absolute_tolerance = tolerance;
        const double error = coupled_error(settings, 140);
        CAPTURE(tolerance);
        CHECK(error <= 30 * tolerance);
        CHECK(error <= last / 15);
        last = error;
    }
}

TEST_CASE("the adaptive solver gives the same numbers to every observer's step") {
    const auto display = test::step_field(1, -1, 33.3);
    auto coarse = test::make_request(SolverMethod::DormandPrince, 4, 80, &display);
    auto fine = coarse;
    fine.settings.step_ms = 0.5;
    coarse.settings.relative_tolerance = coarse.settings.absolute_tolerance = 1e-9;
    fine.settings = coarse.settings;
    fine.settings.step_ms = 0.5;
    const test::Trace a = test::run_trace<double>(coupled_pair(), coarse);
    const test::Trace b = test::run_trace<double>(coupled_pair(), fine);
    for (std::size_t i = 0; i < a.num_steps(); ++i) {
        CHECK(close(a.at(i, 1), b.at(8 * i, 1), 0, 1e-8));
        CHECK(close(a.at(i, 2), b.at(8 * i, 2), 0, 1e-8));
    }
}

TEST_CASE("the fused forward Euler update is that of Boost.Odeint") {
    using State = std::array<double, 2>;
    const double step = 0.5;
    const auto system = [](const State& r, State& dr, double) {
        dr[0] = (-r[0] + 1 - 2 * r[1] + 0.4 * r[0]) / 10;
        dr[1] = (-r[1] + 3 * r[0]) / 20;
    };
    const auto display = test::constant_field(1);
    const test::Trace trace = test::run_trace<double>(
        coupled_pair(), test::make_request(SolverMethod::ForwardEuler, step, 100, &display));
    boost::numeric::odeint::euler<State> euler;
    State r{0, 0};
    for (std::size_t i = 0; i < trace.num_steps(); ++i) {
        CHECK(close(trace.at(i, 1), r[0], 1e-12, 1e-14));
        CHECK(close(trace.at(i, 2), r[1], 1e-12, 1e-14));
        euler.do_step(system, r, trace.times_ms[i], step);
    }
}

TEST_CASE("the fused exponential Euler update is Odeint's solution under a drive that is held") {
    using State = std::array<double, 2>;
    namespace odeint = boost::numeric::odeint;
    const double step = 0.5;
    const auto display = test::constant_field(1);
    const test::Trace trace = test::run_trace<double>(
        coupled_pair(), test::make_request(SolverMethod::ExponentialEuler, step, 40, &display));
    State r{0, 0};
    for (std::size_t i = 0; i < trace.num_steps(); ++i) {
        CHECK(close(trace.at(i, 1), r[0], 1e-10, 1e-11));
        CHECK(close(trace.at(i, 2), r[1], 1e-10, 1e-11));
        const State drive{1 - 2 * r[1] + 0.4 * r[0], 3 * r[0]};
        odeint::integrate_adaptive(
            odeint::make_controlled<odeint::runge_kutta_dopri5<State>>(1e-14, 1e-14),
            [&drive](const State& x, State& dx, double) {
                dx[0] = (drive[0] - x[0]) / 10;
                dx[1] = (drive[1] - x[1]) / 20;
            },
            r, 0.0, step, 0.1);
    }
}

TEST_CASE("a receptor filter before a unit gives the response of two poles in series") {
    const double tau = 10, tau_syn = 4;
    auto network = test::driven_unit(tau);
    network.projections[0].tau_syn_ms = tau_syn;
    const auto display = test::constant_field(1);
    const auto expected = [&](double t) {
        return 1 - (tau * std::exp(-t / tau) - tau_syn * std::exp(-t / tau_syn)) / (tau - tau_syn);
    };
    const test::Trace trace = test::run_trace<double>(
        network, test::make_request(SolverMethod::RungeKutta4, 0.25, 60, &display));
    for (std::size_t i = 0; i < trace.num_steps(); ++i) {
        CHECK(close(trace.at(i, 1), expected(trace.times_ms[i]), 0, 1e-7));
    }
}

TEST_CASE("adaptation of a linear unit follows its matrix exponential") {
    const double tau = 10, tau_a = 60, strength = 0.8;
    auto network = test::driven_unit(tau);
    network.populations[1].adaptation = engine::Adaptation{tau_a, strength};
    const auto display = test::constant_field(1);
    Eigen::Matrix2d a;
    a << -1 / tau, -1 / tau, strength / tau_a, -1 / tau_a;
    const Eigen::Vector2d b(1 / tau, 0);
    const test::Trace trace = test::run_trace<double>(
        network, test::make_request(SolverMethod::RungeKutta4, 0.5, 200, &display));
    for (std::size_t i = 0; i < trace.num_steps(); i += 20) {
        const Eigen::Matrix2d propagator = (a * trace.times_ms[i]).exp();
        const Eigen::Vector2d r = a.inverse() * (propagator - Eigen::Matrix2d::Identity()) * b;
        CHECK(close(trace.at(i, 1), r[0], 0, 1e-7));
    }
    CHECK(close(trace.last(1), 1 / (1 + strength), 0.02, 0));
}
