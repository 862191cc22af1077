#include "sim/engine/noise_source.h"

#include "tests/support/close.h"
#include "tests/support/network_builder.h"
#include "tests/support/trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using engine::SolverMethod;
using test::close;

namespace {

/// Mean and variance over units and recorded steps after `skip`, and the mean product of a step
/// with the one `lag` steps later.
struct Moments {
    double mean = 0, variance = 0, covariance_at_lag = 0;
};

Moments measure(const test::Trace& trace, int population, std::size_t skip, std::size_t lag = 0) {
    double sum = 0, squares = 0, products = 0;
    double num = 0, num_products = 0;
    for (std::size_t i = skip; i < trace.num_steps(); ++i) {
        const auto& now = trace.outputs[i][static_cast<std::size_t>(population)];
        for (std::size_t u = 0; u < now.size(); ++u) {
            sum += now[u];
            squares += now[u] * now[u];
            num += 1;
            if (i + lag < trace.num_steps()) {
                products += now[u] * trace.at(i + lag, population, u);
                num_products += 1;
            }
        }
    }
    const double mean = sum / num;
    return {mean, squares / num - mean * mean, products / num_products - mean * mean};
}

/// Linear units without a map, driven by noise about a threshold of -mean.
engine::NetworkDescription noisy_units(engine::Noise noise, double tau_ms, double mean) {
    engine::NetworkDescription network;
    network.populations = {test::make_population("noisy", tau_ms, {40, 25, 1, 0, 0})};
    network.populations[0].noise = noise;
    network.populations[0].threshold = -mean;
    return network;
}

/// Variance of x' = (eta - x)/tau under noise that is held over steps, exponential Euler.
double stepped_variance(engine::Noise noise, double tau_ms, double step_ms) {
    const double a = std::exp(-step_ms / tau_ms), b = std::exp(-step_ms / noise.tau_ms);
    return noise.sigma * noise.sigma * (1 - a) * (1 - a) * (1 + a * b) /
           ((1 - a * a) * (1 - a * b));
}

double continuous_variance(engine::Noise noise, double tau_ms) {
    return noise.sigma * noise.sigma * noise.tau_ms / (noise.tau_ms + tau_ms);
}

Moments run_noise(engine::Noise noise,
                  double tau_ms,
                  double mean,
                  SolverMethod method,
                  double step_ms,
                  double end_ms) {
    auto request = test::make_request(method, step_ms, end_ms);
    const test::Trace trace = test::run_trace<double>(noisy_units(noise, tau_ms, mean), request);
    return measure(trace, 0, static_cast<std::size_t>(8 * tau_ms / step_ms));
}

}  // namespace

TEST_CASE("a linear unit under coloured noise has its closed-form mean and variance") {
    // 1000 units over 400 ms: about 13,000 independent values, 1.2 % in the variance (1 SD).
    const engine::Noise noise{5, 1.5};
    const double tau = 10;
    for (const SolverMethod method :
         {SolverMethod::ForwardEuler, SolverMethod::ExponentialEuler, SolverMethod::RungeKutta4}) {
        const Moments m = run_noise(noise, tau, 2, method, 0.5, 480);
        const double expected = continuous_variance(noise, tau);
        CHECK(close(m.variance, expected, 0.04, 0));
        CHECK(close(m.mean, 2, 0, 3 * std::sqrt(expected / 13000)));
        if (method == SolverMethod::ExponentialEuler) {
            CHECK(close(m.variance, stepped_variance(noise, tau, 0.5), 0.035, 0));
        }
    }
}

TEST_CASE("short noise of constant power has the variance of white noise") {
    // 2 sigma^2 tau_eta = s^2, the power of the white noise: s^2 / (2 tau).
    const double tau = 10, power = 8;
    const engine::Noise noise{0.1, std::sqrt(power / (2 * 0.1))};
    const Moments m = run_noise(noise, tau, 0, SolverMethod::ExponentialEuler, 0.05, 280);
    const double white = power / (2 * tau);
    CHECK(close(continuous_variance(noise, tau), white, 0.011, 0));
    CHECK(close(m.variance, white, 0.05, 0));
}

TEST_CASE("the noise itself is stationary from the first step, with its own time constant") {
    engine::NetworkDescription network;
    network.populations = {test::make_algebraic("noise", {40, 25, 1, 0, 0})};
    network.populations[0].noise = engine::Noise{8, 0.7};
    const auto request = test::make_request(SolverMethod::ExponentialEuler, 2, 800);
    const test::Trace trace = test::run_trace<double>(network, request);
    const Moments m = measure(trace, 0, 0, 3);
    CHECK(close(m.mean, 0, 0, 0.01));
    CHECK(close(m.variance, 0.49, 0.02, 0));
    CHECK(close(m.covariance_at_lag, 0.49 * std::exp(-6.0 / 8), 0.03, 0));
    test::Trace first = trace;
    first.outputs.resize(1);
    CHECK(close(measure(first, 0, 0).variance, 0.49, 0.15, 0));
}

TEST_CASE("neighbouring units and populations get independent noise") {
    engine::NetworkDescription network;
    network.populations = {test::make_algebraic("one", {40, 25, 1, 0, 0}),
                           test::make_algebraic("two", {40, 25, 1, 0, 0})};
    network.populations[0].noise = network.populations[1].noise = engine::Noise{1, 1};
    const auto request = test::make_request(SolverMethod::ExponentialEuler, 5, 250);
    const test::Trace trace = test::run_trace<double>(network, request);
    double between_units = 0, between_populations = 0, num = 0;
    for (std::size_t i = 0; i < trace.num_steps(); ++i) {
        for (std::size_t u = 0; u + 1 < 1000; ++u, num += 1) {
            between_units += trace.at(i, 0, u) * trace.at(i, 0, u + 1);
            between_populations += trace.at(i, 0, u) * trace.at(i, 1, u);
        }
    }
    CHECK(close(between_units / num, 0, 0, 4 / std::sqrt(num)));
    CHECK(close(between_populations / num, 0, 0, 4 / std::sqrt(num)));
}

TEST_CASE("seed and trial choose the noise, and the same ones give the same bytes") {
    const auto network = noisy_units({5, 1}, 10, 0);
    const auto last = [&](std::uint64_t seed, std::uint64_t trial) {
        auto request = test::make_request(SolverMethod::ExponentialEuler, 0.5, 10);
        request.inputs.front().noise_seed = seed;
        request.inputs.front().trial = trial;
        return test::run_trace<double>(network, request).outputs.back();
    };
    CHECK(last(1, 0) == last(1, 0));
    CHECK(last(1, 0) != last(2, 0));
    CHECK(last(1, 0) != last(1, 1));
}

TEST_CASE("a population's noise is its own: others may come, go and change") {
    const auto alone = noisy_units({5, 1}, 10, 0);
    auto crowded = alone;
    auto other = test::make_population("another", 3, {7, 7, 1, 0, 0});
    other.noise = engine::Noise{2, 3};
    crowded.populations.insert(crowded.populations.begin(), other);
    const auto request = test::make_request(SolverMethod::ExponentialEuler, 0.5, 20);
    const test::Trace a = test::run_trace<double>(alone, request);
    const test::Trace b = test::run_trace<double>(crowded, request);
    for (std::size_t i = 0; i < a.num_steps(); ++i) {
        CHECK(a.outputs[i][0] == b.outputs[i][1]);
    }
    auto renamed = alone;
    renamed.populations[0].name = "renamed";
    CHECK(test::run_trace<double>(renamed, request).outputs.back() != a.outputs.back());
}

TEST_CASE("variants share their trial's noise") {
    auto network = noisy_units({5, 1}, 10, 0);
    network.projections.push_back(
        test::make_projection("feedback", 0, 0, 0.5, 2, engine::GaussianKernel{1}));
    network.projections[0].projection_class = engine::ProjectionClass::Feedback;
    auto request = test::make_request(SolverMethod::ExponentialEuler, 0.5, 1.5);
    const test::Trace a = test::run_trace<double>(network, request);
    request.variant = engine::no_feedback_variant();
    const test::Trace b = test::run_trace<double>(network, request);
    CHECK(a.outputs.back() == b.outputs.back());  // before the first echo
}

TEST_CASE("spreads are seeded by the network and named by population and projection") {
    const auto settled = [](std::uint64_t seed, const char* name, double gain_sd, double sd) {
        engine::NetworkDescription network;
        network.seed = seed;
        network.populations = {test::make_algebraic(name, {40, 25, 1, 0, 0})};
        network.populations[0].threshold = -2;
        network.populations[0].spread = {gain_sd, sd};
        return test::run_trace<double>(network,
                                       test::make_request(SolverMethod::ExponentialEuler, 1, 1));
    };
    CHECK(settled(1, "a", 0.2, 0.1).outputs == settled(1, "a", 0.2, 0.1).outputs);
    CHECK(settled(1, "a", 0.2, 0.1).outputs != settled(2, "a", 0.2, 0.1).outputs);
    CHECK(settled(1, "a", 0.2, 0.1).outputs != settled(1, "b", 0.2, 0.1).outputs);
    const Moments thresholds = measure(settled(1, "a", 0, 0.3), 0, 1);
    CHECK(close(thresholds.mean, 2, 0, 0.03));
    CHECK(close(thresholds.variance, 0.09, 0.15, 0));
    const Moments gains = measure(settled(1, "a", 0.25, 0), 0, 1);
    CHECK(close(gains.mean, 2, 0, 0.06));  // a log-normal factor of mean 1
    CHECK(close(gains.variance, 4 * (std::exp(0.0625) - 1), 0.2, 0));
}
