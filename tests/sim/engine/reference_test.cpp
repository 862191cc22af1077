#include "tests/support/reference_network.h"

#include "tests/support/close.h"
#include "tests/support/fields.h"
#include "tests/support/random_network.h"
#include "tests/support/trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace ventral;

namespace {

constexpr double kStepMs = 0.5;
constexpr int kNumSteps = 20;

/// A display with structure in space that jumps twice, once inside a step.
test::FunctionField make_display() {
    return test::FunctionField(
        [](double x, double y, double t) {
            const double pattern = std::sin(2.1 * x + 0.4) * std::cos(1.3 * y) + 0.3 * x;
            return t < 2 ? 0.2 : (t < 6.2 ? pattern : 0.5 - pattern);
        },
        {2, 6.2});
}

test::FunctionField make_attention() {
    return test::FunctionField(
        [](double x, double y, double t) { return t < 4 ? 0.0 : std::exp(-x * x - y * y); }, {4});
}

/// The largest of the populations' errors over all steps, against plain loops.
template <class Real>
double largest_error(const engine::NetworkDescription& network,
                     const engine::Variant& variant,
                     engine::SolverMethod method,
                     engine::Isa isa = engine::detect_isa()) {
    const auto display = make_display();
    const auto attention = make_attention();
    auto request = test::make_request(method, kStepMs, kNumSteps * kStepMs, &display);
    request.inputs.front().attention = &attention;
    request.inputs.front().noise_seed = 7;
    request.inputs.front().trial = 3;
    request.variant = variant;
    request.isa = isa;
    const test::Trace trace = test::run_trace<Real>(network, request);

    test::ReferenceNetwork reference(
        network, {.display = &display,
                  .attention = &attention,
                  .noise_seed = 7,
                  .trial = 3,
                  .variant = variant,
                  .begin_ms = 0,
                  .step_ms = kStepMs,
                  .exponential = method == engine::SolverMethod::ExponentialEuler});
    REQUIRE(trace.num_steps() == kNumSteps + 1);
    std::vector<test::Field> actual(network.populations.size());
    std::vector<test::Field> expected(network.populations.size());
    for (std::size_t step = 0; step < trace.num_steps(); ++step) {
        const auto& outputs = reference.evaluate();
        for (std::size_t p = 0; p < outputs.size(); ++p) {
            const auto& out = trace.outputs[step][p];
            actual[p].insert(actual[p].end(), out.begin(), out.end());
            expected[p].insert(expected[p].end(), outputs[p].begin(), outputs[p].end());
        }
        reference.advance();
    }
    double largest = 0;
    for (std::size_t p = 0; p < actual.size(); ++p) {
        const double error = test::relative_error(actual[p], expected[p]);
        REQUIRE(std::isfinite(error));
        largest = std::max(largest, error);
    }
    return largest;
}

engine::BorderRule border_of(std::uint64_t seed) {
    return static_cast<engine::BorderRule>(seed % 4);
}

}  // namespace

TEST_CASE("random networks follow the plain loops to 1e-12 in double precision") {
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        CAPTURE(seed);
        const auto network = test::make_random_network(seed, border_of(seed), kStepMs);
        const auto method = seed % 2 == 0 ? engine::SolverMethod::ForwardEuler
                                          : engine::SolverMethod::ExponentialEuler;
        CHECK(largest_error<double>(network, {}, method) <= 1e-12);
    }
}

TEST_CASE("random networks follow the plain loops to 1e-5 in single precision") {
    for (std::uint64_t seed = 101; seed <= 116; ++seed) {
        CAPTURE(seed);
        const auto network = test::make_random_network(seed, border_of(seed), kStepMs);
        CHECK(largest_error<float>(network, {}, engine::SolverMethod::ExponentialEuler) <= 1e-5);
    }
}

TEST_CASE("random networks under random variants and lesions follow the plain loops") {
    for (std::uint64_t seed = 201; seed <= 220; ++seed) {
        CAPTURE(seed);
        const auto network = test::make_random_network(seed, border_of(seed), kStepMs);
        const auto variant = test::make_random_variant(seed, network);
        CHECK(largest_error<double>(network, variant, engine::SolverMethod::ExponentialEuler) <=
              1e-12);
    }
}

TEST_CASE("every instruction-set level follows the plain loops") {
    for (const auto isa : {engine::Isa::Baseline, engine::Isa::Avx2, engine::Isa::Avx512}) {
        if (isa > engine::detect_isa()) {
            continue;
        }
        for (std::uint64_t seed = 301; seed <= 304; ++seed) {
            CAPTURE(engine::to_string(isa));
            CAPTURE(seed);
            const auto network = test::make_random_network(seed, border_of(seed), kStepMs);
            const auto method = engine::SolverMethod::ExponentialEuler;
            CHECK(largest_error<double>(network, {}, method, isa) <= 1e-12);
            CHECK(largest_error<float>(network, {}, method, isa) <= 1e-5);
        }
    }
}
