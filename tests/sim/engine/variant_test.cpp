#include "sim/engine/variant.h"

#include "tests/support/close.h"
#include "tests/support/fields.h"
#include "tests/support/network_builder.h"
#include "tests/support/random_network.h"
#include "tests/support/trace.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

using namespace ventral;
using engine::Lesion;
using engine::PortKind;
using engine::ProjectionClass;
using engine::SolverMethod;
using test::close;

namespace {

Lesion lesion_of(Lesion::Target target, int index, double factor) {
    Lesion lesion;
    lesion.target = target;
    lesion.index = index;
    lesion.factor = factor;
    return lesion;
}

/// Input (0) drives the algebraic `unit` (1) and, through the given port, population 2 modulates.
engine::NetworkDescription modulated_unit(engine::Port port, double weight, double modulator) {
    engine::NetworkDescription network;
    network.populations = {test::make_input("input"), test::make_algebraic("unit"),
                           test::make_algebraic("modulator")};
    network.populations[1].groups = {{"one", 0, 3, {{"pool", 2}}}, {"two", 0, 3, {}}};
    network.populations[2].threshold = -modulator;
    network.projections = {test::make_projection("drive one", 0, 1, 4),
                           test::make_projection("drive two", 0, 1, 1),
                           test::make_projection("modulation", 2, 1, weight)};
    network.projections[1].port.group = 1;
    network.projections[2].port = port;
    network.projections[2].projection_class = ProjectionClass::Feedback;
    return network;
}

double settled(const engine::NetworkDescription& network, const engine::Variant& variant = {}) {
    const auto display = test::constant_field(1);
    auto request = test::make_request(SolverMethod::ExponentialEuler, 1, 2, &display);
    request.variant = variant;
    return test::run_trace<double>(network, request).last(1);
}

}  // namespace

TEST_CASE("each port does to its group what the equation says, and nothing to the other group") {
    // Group one: 4 / 2 = 2; group two: 1.
    CHECK(close(settled(modulated_unit({PortKind::Drive, 0, 0}, 0, 1)), 3, 1e-14, 0));
    CHECK(
        close(settled(modulated_unit({PortKind::Drive, 0, 0}, 2, 3)), (4 + 6) / 2.0 + 1, 1e-14, 0));
    CHECK(close(settled(modulated_unit({PortKind::Drive, 1, 0}, -2, 3)), 2 + 1 - 6, 1e-14, 0));
    CHECK(close(settled(modulated_unit({PortKind::Gain, 0, 0}, 0.5, 3)), 2 * 2.5 + 1, 1e-14, 0));
    CHECK(close(settled(modulated_unit({PortKind::Gain, 1, 0}, 0.5, 3)), 2 + 2.5, 1e-14, 0));
    CHECK(close(settled(modulated_unit({PortKind::Pool, 0, 0}, 2, 3)), 4 / 8.0 + 1, 1e-14, 0));
    CHECK(close(settled(modulated_unit({PortKind::Output, 0, 0}, 0.25, 2)), 3 * 1.5, 1e-14, 0));
}

TEST_CASE("gains stay within their bounds on both sides") {
    CHECK(close(settled(modulated_unit({PortKind::Gain, 0, 0}, 5, 3)), 2 * 3 + 1, 1e-14, 0));
    CHECK(close(settled(modulated_unit({PortKind::Gain, 0, 0}, -5, 3)), 0 + 1, 1e-14, 0));
    CHECK(close(settled(modulated_unit({PortKind::Gain, 0, 0}, 0.66, 3)), 2 * 2.98 + 1, 1e-14, 0));
}

TEST_CASE("several pools divide one after the other, and a gain cannot create a drive") {
    auto network = modulated_unit({PortKind::Pool, 0, 1}, 2, 3);
    network.populations[1].groups[0].pools.push_back({"second", 0.5});
    CHECK(close(settled(network), 4 / 2.0 / 6.5 + 1, 1e-14, 0));
    auto undriven = modulated_unit({PortKind::Gain, 0, 0}, 0.5, 3);
    undriven.projections.erase(undriven.projections.begin());
    CHECK(close(settled(undriven), 1, 1e-14, 0));
}

TEST_CASE("a class scaled to zero is the description without its projections") {
    const test::FunctionField display(
        [](double x, double y, double t) { return t < 2 ? 0.1 : std::sin(2 * x - y); }, {2});
    for (std::uint64_t seed = 31; seed <= 36; ++seed) {
        const auto network = test::make_random_network(seed, engine::BorderRule::Mirror, 0.5);
        for (const auto projection_class : {ProjectionClass::Feedforward, ProjectionClass::Local,
                                            ProjectionClass::Lateral, ProjectionClass::Feedback}) {
            auto without = network;
            std::erase_if(without.projections, [projection_class](const auto& d) {
                return d.projection_class == projection_class;
            });
            auto request = test::make_request(SolverMethod::ExponentialEuler, 0.5, 10, &display);
            const test::Trace expected = test::run_trace<double>(without, request);
            request.variant.scale(projection_class) = 0;
            const test::Trace found = test::run_trace<double>(network, request);
            CAPTURE(seed);
            CAPTURE(engine::to_string(projection_class));
            for (std::size_t p = 0; p < network.populations.size(); ++p) {
                CHECK(test::relative_error(found.outputs.back()[p], expected.outputs.back()[p]) <=
                      1e-13);
            }
        }
    }
}

TEST_CASE("what is silenced without end is the description without it") {
    const test::FunctionField display(
        [](double x, double y, double t) { return t < 2 ? 0.1 : std::sin(2 * x - y); }, {2});
    const auto network = test::make_random_network(33, engine::BorderRule::Mirror, 0.5);
    const auto run = [&](const engine::NetworkDescription& of, const engine::Variant& variant) {
        auto request = test::make_request(SolverMethod::ExponentialEuler, 0.5, 10, &display);
        request.variant = variant;
        return test::run_trace<double>(of, request);
    };
    for (std::size_t i = 0; i < network.projections.size(); ++i) {
        CAPTURE(i);
        const int source = network.projections[i].source;
        for (const auto target : {Lesion::Target::Projection, Lesion::Target::Population}) {
            const bool by_source = target == Lesion::Target::Population;
            const int index = by_source ? source : static_cast<int>(i);
            auto without = network;
            if (by_source) {
                std::erase_if(without.projections,
                              [source](const auto& d) { return d.source == source; });
            } else {
                without.projections.erase(without.projections.begin() +
                                          static_cast<std::ptrdiff_t>(i));
            }
            engine::Variant variant;
            variant.lesions = {lesion_of(target, index, 0)};
            CHECK(engine::is_switched_off(variant, network, static_cast<int>(i)));
            const test::Trace expected = run(without, {});
            const test::Trace found = run(network, variant);
            for (std::size_t p = 0; p < network.populations.size(); ++p) {
                if (!by_source || static_cast<int>(p) != source) {
                    CHECK(test::relative_error(found.outputs.back()[p],
                                               expected.outputs.back()[p]) <= 1e-13);
                }
            }
        }
    }
}

TEST_CASE("a projection is switched off only by what silences it at all times") {
    constexpr double kForever = std::numeric_limits<double>::infinity();
    const auto network = modulated_unit({PortKind::Output, 0, 0}, 0.25, 2);
    engine::Variant variant;
    CHECK_FALSE(engine::is_switched_off(variant, network, 2));
    for (const auto& [factor, begin_ms, end_ms, is_off] :
         {std::tuple{0.0, -kForever, kForever, true}, std::tuple{0.1, -kForever, kForever, false},
          std::tuple{0.0, 0.0, kForever, false}, std::tuple{0.0, -kForever, 50.0, false}}) {
        for (const auto target : {Lesion::Target::Projection, Lesion::Target::Population}) {
            Lesion lesion = lesion_of(target, 2, factor);
            lesion.begin_ms = begin_ms;
            lesion.end_ms = end_ms;
            variant.lesions = {lesion};
            CHECK(engine::is_switched_off(variant, network, 2) == is_off);
            CHECK_FALSE(engine::is_switched_off(variant, network, 0));
        }
    }
    CHECK(engine::is_switched_off(engine::no_feedback_variant(), network, 2));
}

TEST_CASE("the variants switch the classes that their names say") {
    using Scales = std::array<double, 4>;
    CHECK(engine::recurrent_variant().class_scale == Scales{1, 1, 1, 1});
    CHECK(engine::no_feedback_variant().class_scale == Scales{1, 1, 1, 0});
    CHECK(engine::feedforward_variant().class_scale == Scales{1, 1, 0, 0});
    CHECK(engine::recurrent_variant().name == "recurrent");
    CHECK(engine::no_feedback_variant().name == "no_feedback");
    CHECK(engine::feedforward_variant().name == "feedforward");
    CHECK(close(
        settled(modulated_unit({PortKind::Output, 0, 0}, 0.25, 2), engine::no_feedback_variant()),
        3, 1e-14, 0));
}

TEST_CASE("a lesion of a projection scales its input, with or without a combination") {
    engine::Variant variant;
    variant.lesions = {lesion_of(Lesion::Target::Projection, 0, 0.5)};
    CHECK(close(settled(modulated_unit({PortKind::Drive, 0, 0}, 0, 1), variant), 2, 1e-14, 0));
    auto squared = modulated_unit({PortKind::Drive, 0, 0}, 0, 1);
    squared.projections[0].combination = {engine::CombinationKind::Product, 1, {{0, 1}}};
    squared.projections[0].terms = {{0, 0, 0, 2}, {1, 0, 0, 3}};
    CHECK(close(settled(squared), 4 * 6 / 2.0 + 1, 1e-14, 0));
    CHECK(close(settled(squared, variant), 4 * 3 / 2.0 + 1, 1e-14, 0));
    auto dense = squared;
    dense.projections[0].kernels.clear();
    dense.projections[0].terms.clear();
    dense.projections[0].dense = engine::DenseWeights{2, 1, {2, 3}, {}};
    CHECK(close(settled(dense, variant), 4 * 3 / 2.0 + 1, 1e-7, 0));
}

TEST_CASE("lesions multiply with each other and with the class") {
    engine::Variant variant;
    variant.scale(ProjectionClass::Feedforward) = 0.5;
    variant.lesions = {lesion_of(Lesion::Target::Projection, 1, 3),
                       lesion_of(Lesion::Target::Projection, 1, 0.5),
                       lesion_of(Lesion::Target::Population, 1, 2)};
    // (4 * 0.5 / 2 + 1 * 0.5 * 3 * 0.5) * 2
    CHECK(close(settled(modulated_unit({PortKind::Drive, 0, 0}, 0, 1), variant), 3.5, 1e-14, 0));
}

TEST_CASE("a silenced population is silent to others and in the record, and runs on inside") {
    auto network = test::driven_unit(10);
    network.populations.push_back(test::make_algebraic("reader"));
    network.projections.push_back(test::make_projection("unit -> reader", 1, 2, 1));
    const auto display = test::constant_field(1);
    auto request = test::make_request(SolverMethod::ExponentialEuler, 0.5, 60, &display);
    Lesion lesion = lesion_of(Lesion::Target::Population, 1, 0);
    lesion.begin_ms = 20;
    lesion.end_ms = 40;
    request.variant.lesions = {lesion};
    const test::Trace trace = test::run_trace<double>(network, request);
    for (std::size_t i = 0; i < trace.num_steps(); ++i) {
        const double t = trace.times_ms[i];
        const double expected = t >= 20 && t < 40 ? 0 : 1 - std::exp(-t / 10);
        CHECK(close(trace.at(i, 1), expected, 0, 1e-13));
        CHECK(close(trace.at(i, 2), expected, 0, 1e-13));
    }
}

TEST_CASE("windows of lesions open and close on their steps where times are no round numbers") {
    auto network = test::driven_unit(10);
    network.populations[1] = test::make_algebraic("unit");
    const auto display = test::constant_field(1);
    auto request = test::make_request(SolverMethod::ExponentialEuler, 0.1, 40, &display);
    request.schedule = {-30, 10};
    Lesion lesion = lesion_of(Lesion::Target::Projection, 0, 0);
    lesion.begin_ms = 0.3;
    lesion.end_ms = 0.7;
    request.variant.lesions = {lesion};
    const test::Trace trace = test::run_trace<double>(network, request);
    for (std::size_t i = 290; i < 320; ++i) {
        CAPTURE(i);
        CHECK(close(trace.at(i, 1), i >= 303 && i < 307 ? 0 : 1, 0, 0));
    }
}

TEST_CASE("a lesion before a receptor filter decays with the filter") {
    auto network = test::driven_unit(10);
    network.populations[1] = test::make_algebraic("unit");
    network.projections[0].tau_syn_ms = 5;
    const auto display = test::constant_field(1);
    auto request = test::make_request(SolverMethod::ExponentialEuler, 0.5, 120, &display);
    Lesion lesion = lesion_of(Lesion::Target::Projection, 0, 0);
    lesion.begin_ms = 100;
    request.variant.lesions = {lesion};
    const test::Trace trace = test::run_trace<double>(network, request);
    CHECK(close(trace.at(200, 1), 1, 1e-8, 0));
    CHECK(close(trace.at(210, 1), std::exp(-1.0), 1e-8, 0));
}
