#include "sim/engine/run_inputs.h"

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
using engine::History;
using engine::Interpolation;
using engine::Side;
using engine::SolverMethod;
using test::close;

namespace {

constexpr double kTau = 10;

/// Response of a leaky unit to a drive of 1 that becomes -2 at `jump_ms`.
double response(double t, double jump_ms) {
    if (t <= jump_ms) {
        return 1 - std::exp(-t / kTau);
    }
    const double at_jump = 1 - std::exp(-jump_ms / kTau);
    return -2 + (at_jump + 2) * std::exp(-(t - jump_ms) / kTau);
}

double jump_error(SolverMethod method, double step_ms, double jump_ms) {
    const auto display = test::step_field(1, -2, jump_ms);
    const auto request = test::make_request(method, step_ms, 80, &display);
    const test::Trace trace = test::run_trace<double>(test::driven_unit(kTau), request);
    double largest = 0;
    for (std::size_t i = 0; i < trace.num_steps(); ++i) {
        largest =
            std::max(largest, std::abs(trace.at(i, 1) - response(trace.times_ms[i], jump_ms)));
    }
    return largest;
}

}  // namespace

TEST_CASE("a jump on a step is seen from the left before it and from the right after it") {
    CHECK(jump_error(SolverMethod::ExponentialEuler, 0.5, 20) < 1e-14);
    CHECK(jump_error(SolverMethod::RungeKutta4, 0.5, 20) < 1e-6);
    const double order = std::log2(jump_error(SolverMethod::RungeKutta4, 2, 20) /
                                   jump_error(SolverMethod::RungeKutta4, 1, 20));
    CHECK(close(order, 4, 0, 0.15));
}

TEST_CASE("a jump inside a step costs no order") {
    const double order = std::log2(jump_error(SolverMethod::RungeKutta4, 2, 20.3) /
                                   jump_error(SolverMethod::RungeKutta4, 1, 20.3));
    CHECK(close(order, 4, 0, 0.3));
    // The mean over the step instead of the field's course in it: second order in one step.
    CHECK(jump_error(SolverMethod::ExponentialEuler, 0.5, 20.3) < 0.5 * 0.5 / kTau / kTau);
    CHECK(jump_error(SolverMethod::DormandPrince, 0.5, 20.3) < 1e-4);
}

TEST_CASE("two jumps in one step both count for the time that they last") {
    const test::FunctionField pulse(
        [](double, double, double t) { return t >= 20.1 && t < 20.3 ? 1.0 : 0.0; }, {20.1, 20.3});
    for (const SolverMethod method : {SolverMethod::ForwardEuler, SolverMethod::ExponentialEuler,
                                      SolverMethod::RungeKutta4, SolverMethod::DormandPrince}) {
        const auto request = test::make_request(method, 0.5, 21, &pulse);
        const test::Trace trace = test::run_trace<double>(test::driven_unit(kTau), request);
        const double expected = (1 - std::exp(-0.2 / kTau)) * std::exp(-0.7 / kTau);
        CHECK(close(trace.last(1), expected, 0.05, 0));
    }
}

TEST_CASE("a jump that comes through a delay on a step keeps the order of Runge-Kutta") {
    const double delay = 8;
    auto network = test::driven_unit(kTau);
    network.projections[0].delay.constant_ms = delay;
    const auto display = test::step_field(1, -2, 20);
    const auto error = [&](double step) {
        const auto request = test::make_request(SolverMethod::RungeKutta4, step, 80, &display);
        const test::Trace trace = test::run_trace<double>(network, request);
        double largest = 0;
        for (std::size_t i = 0; i < trace.num_steps(); ++i) {
            const double t = trace.times_ms[i] - delay;
            largest = std::max(largest, std::abs(trace.at(i, 1) - (t < 0 ? 0 : response(t, 20))));
        }
        return largest;
    };
    CHECK(error(0.5) < 1e-6);
    CHECK(close(std::log2(error(2) / error(1)), 4, 0, 0.15));
}

TEST_CASE("a lesion on a step is seen from both sides too") {
    auto request = test::make_request(SolverMethod::RungeKutta4, 0.5, 80);
    const auto display = test::constant_field(1);
    request.inputs.front().display = &display;
    engine::Lesion lesion;
    lesion.target = engine::Lesion::Target::Population;
    lesion.index = 0;
    lesion.factor = 3;
    lesion.begin_ms = 20;
    lesion.end_ms = 40;
    request.variant.lesions = {lesion};
    auto network = test::driven_unit(kTau);
    network.projections[0].delay.constant_ms = 4;
    const test::Trace trace = test::run_trace<double>(network, request);
    const auto level = [](double t) {
        if (t < 4) {
            return 0.0;
        }
        const double first = 1 - std::exp(-(std::min(t, 24.0) - 4) / kTau);
        const double second =
            t < 24 ? first : 3 + (first - 3) * std::exp(-(std::min(t, 44.0) - 24) / kTau);
        return t < 44 ? second : 1 + (second - 1) * std::exp(-(t - 44) / kTau);
    };
    for (std::size_t i = 0; i < trace.num_steps(); ++i) {
        CHECK(close(trace.at(i, 1), level(trace.times_ms[i]), 0, 1e-6));
    }
}

TEST_CASE("a field is sampled left of a jump at the end of a step and right of it at the start") {
    const base::Grid grid{1, 1, 1, 0, 0};
    const auto step = test::step_field(1, 5, 10);
    engine::InputField field(&step, grid, 0, 100);
    CHECK(field.at(9.5, 9.5, 10)[0] == 1);
    CHECK(field.at(9.75, 9.5, 10)[0] == 1);
    CHECK(field.at(10, 9.5, 10)[0] == 1);
    CHECK(field.at(10, 10, 10.5)[0] == 5);
    CHECK(field.at(10.5, 10, 10.5)[0] == 5);
    CHECK(field.at(10, 10 - 1e-7, 10)[0] == 1);
    CHECK(close(static_cast<double>(field.mean_over(9.5, 10.5)[0]), 3, 1e-6, 0));
    CHECK(field.mean_over(9.5, 10)[0] == 1);
    CHECK(field.mean_over(10, 10.5)[0] == 5);
}

TEST_CASE("a field that is constant between its jumps is sampled once per interval") {
    int samples = 0;
    const test::FunctionField counting(
        [&samples](double, double, double t) {
            ++samples;
            return t < 10 ? 1.0 : 2.0;
        },
        {10});
    engine::InputField field(&counting, {1, 1, 1, 0, 0}, 0, 100);
    for (int i = 0; i < 40; ++i) {
        field.mean_over(0.5 * i, 0.5 * (i + 1));
    }
    CHECK(samples == 2);
}

TEST_CASE("no input at all is a field of zeros") {
    engine::InputField field(nullptr, {2, 2, 1, 0, 0}, 0, 100);
    CHECK(field.at(5, 5, 6) == std::vector<float>(4, 0.0F));
    CHECK(field.mean_over(5, 6) == std::vector<float>(4, 0.0F));
}

TEST_CASE("a history gives nodes as they are, lines or cubics between, and silence before") {
    const auto push = [](History<double>& history, double t, double value, double slope) {
        history.push(t, t, &value);
        history.set_slope(&slope);
    };
    double work = 0;
    History<double> linear(1, 10, 1, Interpolation::Linear);
    History<double> cubic(1, 10, 1, Interpolation::Hermite);
    for (int t = 0; t <= 20; ++t) {
        push(linear, t, t * t, 0);
        push(cubic, t, t * t * t, 3 * t * t);
    }
    CHECK(*linear.at(15, Side::Right, &work) == 225);
    CHECK(close(*linear.at(14.25, Side::Right, &work), 0.75 * 196 + 0.25 * 225, 1e-15, 0));
    CHECK(close(*cubic.at(14.3, Side::Right, &work), std::pow(14.3, 3), 1e-14, 0));
    CHECK(close(*cubic.at(10.01, Side::Right, &work), std::pow(10.01, 3), 1e-14, 0));
    History<double> young(1, 10, 1, Interpolation::Linear);
    CHECK(*young.at(0, Side::Right, &work) == 0);
    push(young, 5, 7, 0);
    CHECK(*young.at(5, Side::Right, &work) == 7);
    CHECK(*young.at(4.9, Side::Right, &work) == 0);
}

TEST_CASE("a history keeps both sides of a jump") {
    const auto push = [](History<double>& history, double t, double value) {
        history.push(t, t, &value);
    };
    double work = 0;
    for (const auto kind : {Interpolation::LinearWithJumps, Interpolation::Hermite}) {
        History<double> history(1, 10, 1, kind);
        push(history, 0, 1);
        push(history, 1, 1);
        const double right = 4;
        history.set_right(&right);
        push(history, 2, 4);
        CHECK(*history.at(1, Side::Left, &work) == 1);
        CHECK(*history.at(1, Side::Right, &work) == 4);
        CHECK(close(*history.at(0.5, Side::Right, &work), 1, 1e-15, 0));
        CHECK(close(*history.at(1.5, Side::Left, &work), 4, 1e-15, 0));
        CHECK(*history.at(0, Side::Left, &work) == 0);
        CHECK(*history.at(0, Side::Right, &work) == 1);
    }
}

TEST_CASE("a history grows when steps shrink, and forgets nothing that may still be read") {
    const double max_delay = 10;
    History<double> history(1, max_delay, 5, Interpolation::Linear);
    double work = 0;
    double reader = 0;
    double step = 4;
    double t = 0;
    while (t <= 60) {
        // Whoever still reads at the last node sees the whole delay behind it.
        history.push(t, reader, &t);
        for (int quarter = 0; quarter <= 4; ++quarter) {
            const double back = max_delay * quarter / 4;
            if (reader - back >= 0) {
                CHECK(
                    close(*history.at(reader - back, Side::Right, &work), reader - back, 0, 1e-9));
            }
        }
        reader = t;
        t += step;
        step *= 0.97;
    }
}
