#include "sim/engine/check_description.h"

#include "sim/base/errors.h"
#include "sim/engine/simulator.h"
#include "tests/support/fields.h"
#include "tests/support/messages.h"
#include "tests/support/network_builder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

using namespace ventral;
using engine::NetworkDescription;
using engine::SolverMethod;
using test::holds;

namespace {

/// Input (0) -> unit (1) with a map.
NetworkDescription mapped_network() {
    const base::Grid grid{16, 12, 4, 0, 0};
    NetworkDescription network;
    network.populations = {test::make_input("input", grid),
                           test::make_population("a.unit", 10, grid)};
    network.projections = {
        test::make_projection("input -> unit", 0, 1, 1, 0, engine::GaussianKernel{0.25})};
    return network;
}

/// The message with which the changed network is refused.
std::string refusal(const std::function<void(NetworkDescription&)>& change,
                    const engine::SolverSettings& settings = {}) {
    NetworkDescription network = mapped_network();
    change(network);
    return test::message_of<base::ConfigError>([&] { engine::CompiledNetwork(network, settings); });
}

/// All parts stand in the text.
void check_holds(const std::string& text, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) {
        CHECK(holds(text, part));
    }
}

engine::SolverSettings make_settings(SolverMethod method, double step_ms) {
    engine::SolverSettings settings;
    settings.method = method;
    settings.step_ms = step_ms;
    return settings;
}

}  // namespace

TEST_CASE("the network from which the refusals start is accepted") {
    CHECK(refusal([](NetworkDescription&) {}) == "no error");
}

TEST_CASE("a kernel wider than the grid is refused with both widths, however wide") {
    for (const double sigma : {0.5, 1e3, 1e12}) {
        const auto text = refusal([sigma](NetworkDescription& n) {
            n.projections[0].kernels[0].shape = engine::GaussianKernel{sigma};
        });
        check_holds(text, {"the kernel is wider than the grid",
                           "at:      projections.input -> unit", ".kernel.gaussian",
                           "allowed: at most 12 samples (3 deg)", "hint:    narrow the kernel"});
    }
    CHECK(holds(refusal([](NetworkDescription& n) {
                    n.projections[0].kernels[0].shape = engine::GaussianKernel{0.5};
                }),
                "got:     17 samples (4.25 deg)"));
}

TEST_CASE("a delay below zero, and what else is out of range, is refused with its key and value") {
    check_holds(refusal([](NetworkDescription& n) { n.projections[0].delay.constant_ms = -3; }),
                {"value out of range", "at:      projections.input -> unit.delay_ms",
                 "got:     -3 ms", "allowed: >= 0 ms"});
    check_holds(refusal([](NetworkDescription& n) { n.projections[0].tau_syn_ms = -1; }),
                {"tau_syn_ms", "got:     -1 ms"});
    check_holds(
        refusal([](NetworkDescription& n) { n.projections[0].delay.velocity_m_per_s = -0.2; }),
        {"velocity_m_per_s", "got:     -0.2 m/s"});
    check_holds(refusal([](NetworkDescription& n) { n.projections[0].delay.velocity_m_per_s = 1; }),
                {"magnification_mm_per_deg", "allowed: > 0 mm/deg"});
    check_holds(refusal([](NetworkDescription& n) { n.projections[0].source_power = 0; }),
                {"projections.input -> unit.power", "allowed: > 0"});
    check_holds(refusal([](NetworkDescription& n) { n.projections[0].weight_sd = -1; }),
                {"weight_sd", "got:     -1"});
    check_holds(refusal([](NetworkDescription& n) {
                    n.populations[1].adaptation = engine::Adaptation{0, 1};
                }),
                {"populations.a.unit.adaptation.tau_ms", "allowed: > 0 ms"});
    check_holds(refusal([](NetworkDescription& n) {
                    n.populations[1].noise = engine::Noise{5, -1};
                }),
                {"populations.a.unit.noise.sigma"});
    check_holds(refusal([](NetworkDescription& n) {
                    n.populations[1].groups[0].pools.push_back({"all", 0});
                }),
                {"populations.a.unit.groups.drive.pools.all.semi_saturation", "allowed: > 0"});
    check_holds(refusal([](NetworkDescription& n) { n.populations[1].groups[0].gain_min = 1.5; }),
                {"gain of a group without modulation lies outside its bounds",
                 "gain_min 1.5, gain_max 10", "allowed: gain_min <= 1 <= gain_max"});
    check_holds(refusal([](NetworkDescription& n) { n.populations[1].transfer.gain = 0; }),
                {"populations.a.unit.transfer.gain"});
}

TEST_CASE("weights that are no numbers are refused") {
    const double nan = std::nan("");
    CHECK(holds(refusal([nan](NetworkDescription& n) { n.projections[0].weight = nan; }),
                "projections.input -> unit.weight"));
    CHECK(holds(refusal([nan](NetworkDescription& n) { n.projections[0].terms[0].weight = nan; }),
                "projections.input -> unit.terms"));
    CHECK(holds(refusal([nan](NetworkDescription& n) { n.populations[1].threshold = nan; }),
                "populations.a.unit.threshold"));
    check_holds(refusal([](NetworkDescription& n) {
                    n.projections[0].kernels[0] = {engine::GaussianDerivativeKernel{0.25, 0},
                                                   engine::KernelNormalization::UnitSum, 4};
                }),
                {"the kernel cannot be normalized", ".kernel.gaussian_derivative",
                 "a sum that is not zero"});
}

TEST_CASE("a time constant of zero is refused unless the population is algebraic") {
    check_holds(refusal([](NetworkDescription& n) { n.populations[1].tau_ms = 0; }),
                {"a population with a time constant of zero must be algebraic",
                 "at:      populations.a.unit.tau_ms", "got:     0 ms", "allowed: tau_ms > 0 ms",
                 "hint:    write `algebraic: true`"});
    CHECK(refusal([](NetworkDescription& n) {
              n.populations[1].tau_ms = 0;
              n.populations[1].algebraic = true;
          }) == "no error");
}

TEST_CASE("a cycle of algebraic populations is refused with its members, not with bystanders") {
    const auto ring = [](NetworkDescription& n) {
        for (const char* name : {"x", "y", "z", "reader"}) {
            n.populations.push_back(test::make_algebraic(name));
        }
        n.projections.push_back(test::make_projection("x -> y", 2, 3, 1));
        n.projections.push_back(test::make_projection("y -> z", 3, 4, 1));
        n.projections.push_back(test::make_projection("z -> x", 4, 2, 1));
        n.projections.push_back(test::make_projection("z -> reader", 4, 5, 1));
    };
    const auto text = refusal(ring);
    check_holds(text, {"algebraic populations form a cycle without delay", "x -> y", "y -> z",
                       "z -> x", "tau_ms", "delay_ms"});
    CHECK(text.find("reader") == std::string::npos);
    const auto without_cycle = [&](const std::function<void(NetworkDescription&)>& change) {
        return refusal([&](NetworkDescription& n) {
            ring(n);
            change(n);
        });
    };
    CHECK(without_cycle([](auto& n) { n.projections[2].delay.constant_ms = 1; }) == "no error");
    CHECK(without_cycle([](auto& n) { n.projections[2].tau_syn_ms = 2; }) == "no error");
    CHECK(without_cycle([](auto& n) {
              n.populations[3].algebraic = false;
              n.populations[3].tau_ms = 5;
          }) == "no error");
    CHECK(holds(refusal([](NetworkDescription& n) {
                    n.projections.push_back(test::make_projection("self", 1, 1, 1));
                    n.projections.back().port = {engine::PortKind::Output, 0, 0};
                }),
                "a.unit -> a.unit"));
}

TEST_CASE("an explicit step that is unstable is refused with the fastest time constant") {
    const auto message = [](SolverMethod method, double step_ms, double tau_syn_ms) {
        NetworkDescription network = mapped_network();
        network.projections[0].tau_syn_ms = tau_syn_ms;
        return test::message_of<base::NumericsError>(
            [&] { engine::CompiledNetwork(network, make_settings(method, step_ms)); });
    };
    check_holds(message(SolverMethod::ForwardEuler, 20, 0),
                {"step is unstable with forward_euler", "in:      tau_ms of a.unit",
                 "got:     step_ms: 20", "allowed: step_ms < 20 ms (2 times the time constant)",
                 "hint:    shorten step_ms, or use the exponential_euler solver"});
    CHECK(message(SolverMethod::ForwardEuler, 19.9, 0) == "no error");
    check_holds(message(SolverMethod::RungeKutta4, 28, 0),
                {"runge_kutta_4", "step_ms < 27.85 ms", "(2.785 times the time constant)"});
    CHECK(message(SolverMethod::RungeKutta4, 27.8, 0) == "no error");
    check_holds(message(SolverMethod::ForwardEuler, 2, 1),
                {"in:      tau_syn_ms of input -> unit", "step_ms < 2 ms"});
    CHECK(message(SolverMethod::ExponentialEuler, 100, 1) == "no error");
}

TEST_CASE("a step longer than the shortest delay is refused, but not by the adaptive solver") {
    const auto message = [](SolverMethod method, double step_ms) {
        return refusal([](NetworkDescription& n) { n.projections[0].delay.constant_ms = 0.8; },
                       make_settings(method, step_ms));
    };
    check_holds(message(SolverMethod::ExponentialEuler, 1),
                {"the step exceeds the shortest conduction delay", "at:      time.step_ms",
                 "got:     1 ms", "allowed: step_ms <= 0.8 ms"});
    CHECK(message(SolverMethod::ExponentialEuler, 0.8) == "no error");
    CHECK(message(SolverMethod::RungeKutta4, 0.9) != "no error");
    CHECK(message(SolverMethod::DormandPrince, 1) == "no error");
}

TEST_CASE("delays that grow from zero with distance need no shorter step") {
    CHECK(refusal(
              [](NetworkDescription& n) {
                  n.projections[0].delay = {0, 0.2, 1};
              },
              make_settings(SolverMethod::ExponentialEuler, 0.5)) == "no error");
}

TEST_CASE("noise with the adaptive solver is refused") {
    const auto noisy = [](NetworkDescription& n) { n.populations[1].noise = engine::Noise{5, 1}; };
    check_holds(refusal(noisy, make_settings(SolverMethod::DormandPrince, 0.5)),
                {"an adaptive solver cannot integrate noise", "at:      time.solver",
                 "got:     dormand_prince with noise in a.unit",
                 "allowed: forward_euler, exponential_euler, runge_kutta_4"});
    CHECK(refusal(noisy, make_settings(SolverMethod::RungeKutta4, 0.5)) == "no error");
}

TEST_CASE("settings that cannot be stepped with are refused") {
    auto settings = make_settings(SolverMethod::ExponentialEuler, 0);
    check_holds(refusal([](NetworkDescription&) {}, settings),
                {"time.step_ms", "got:     0 ms", "allowed: > 0 ms"});
    settings.step_ms = std::numeric_limits<double>::quiet_NaN();
    CHECK(holds(refusal([](NetworkDescription&) {}, settings), "time.step_ms"));
    settings = make_settings(SolverMethod::DormandPrince, 1);
    settings.relative_tolerance = -1;
    CHECK(holds(refusal([](NetworkDescription&) {}, settings), "time.relative_tolerance"));
    settings = {};
    settings.rate_limit = 0;
    CHECK(holds(refusal([](NetworkDescription&) {}, settings), "time.rate_limit"));
}

TEST_CASE("names that repeat and indices that dangle are refused") {
    CHECK(holds(refusal([](NetworkDescription& n) { n.populations.push_back(n.populations[1]); }),
                "two populations share a name"));
    CHECK(holds(refusal([](NetworkDescription& n) { n.projections.push_back(n.projections[0]); }),
                "two projections share a name"));
    check_holds(refusal([](NetworkDescription& n) { n.projections[0].source = 7; }),
                {"a population that does not exist", "got:     7 -> 1", "allowed: 0 to 1"});
    check_holds(refusal([](NetworkDescription& n) { n.projections[0].port.group = 1; }),
                {"the port names a group that the target lacks", "allowed: 0 to 0"});
    CHECK(holds(refusal([](NetworkDescription& n) {
                    n.projections[0].port = {engine::PortKind::Pool, 0, 0};
                }),
                "the port names a pool that the group lacks"));
    check_holds(refusal([](NetworkDescription& n) { n.projections[0].terms[0].in = 3; }),
                {"a channel or kernel that does not exist", "in 3, out 0, kernel 0"});
    CHECK(holds(refusal([](NetworkDescription& n) { n.projections[0].terms[0].out = -1; }),
                "a channel or kernel that does not exist"));
    CHECK(holds(refusal([](NetworkDescription& n) { n.projections[0].target = 0; }),
                "an input population receives no projections"));
    check_holds(refusal([](NetworkDescription& n) {
                    n.populations[1].groups[0].pools.push_back({"all", 1});
                    n.projections[0].port = {engine::PortKind::Pool, 0, 0};
                    n.projections[0].weight = -1;
                }),
                {"a divisive pool takes no negative weight", "allowed: weight >= 0"});
}

TEST_CASE("combinations, matrices and arrays of the wrong shape are refused") {
    using engine::Combination;
    using engine::CombinationKind;
    const auto combined = [](const Combination& c) {
        return refusal([&c](NetworkDescription& n) { n.projections[0].combination = c; });
    };
    CHECK(holds(combined({CombinationKind::Product, 1, {{0}, {0}}}),
                "one channel per target channel"));
    CHECK(holds(combined({CombinationKind::Product, 1, {{}}}), "a channel is combined of nothing"));
    CHECK(holds(combined({CombinationKind::Product, 1, {{0, -1}}}), "combined of nothing"));
    CHECK(holds(combined({CombinationKind::OwnAgainstOpponent, 1, {{0}}}), "takes pairs"));
    CHECK(holds(combined({CombinationKind::PowerMean, 0, {{0}}}), "combine.exponent"));
    const auto with_dense = [](const engine::DenseWeights& dense, const Combination& c = {}) {
        return refusal([&](NetworkDescription& n) {
            n.populations[1].grid = {};
            n.projections[0].kernels.clear();
            n.projections[0].terms.clear();
            n.projections[0].dense = dense;
            n.projections[0].combination = c;
        });
    };
    const std::vector<float> ones(192, 1.0F);
    CHECK(with_dense({1, 192, ones, {}}) == "no error");
    CHECK(with_dense({1, 1, {1.0F}, ones}) == "no error");
    check_holds(
        with_dense({1, 191, std::vector<float>(191, 1.0F), {}}),
        {"the weight matrix has the wrong shape", "1 x 191 with 191 values", "allowed: 1 x 192"});
    CHECK(holds(with_dense({1, 192, std::vector<float>(191, 1.0F), {}}), "wrong shape"));
    CHECK(holds(with_dense({1, 1, {1.0F}, std::vector<float>(7, 1.0F)}),
                "as many spatial weights as it has samples"));
    CHECK(holds(with_dense({1, 1, {std::nanf("")}, ones}), ".dense"));
    CHECK(holds(with_dense({1, 1, {1.0F}, ones}, {CombinationKind::Product, 1, {{0, 1}}}),
                "wrong shape"));
    CHECK(holds(refusal([&ones](NetworkDescription& n) {
                    n.populations[1].grid = {};
                    n.projections[0].dense = engine::DenseWeights{1, 192, ones, {}};
                    n.projections[0].delay = {1, 0.2, 1};
                }),
                "explicit weights have no distances for a delay to grow with"));
    CHECK(holds(refusal([](NetworkDescription& n) {
                    n.projections[0].kernels[0].shape = engine::ArrayKernel{3, 4, {1, 2}};
                }),
                "an array kernel is a square of odd side"));
    CHECK(holds(refusal([](NetworkDescription& n) {
                    n.projections[0].kernels[0].normalization =
                        engine::KernelNormalization::UnitWave;
                }),
                "only a gabor is normalized by its own wave"));
    CHECK(holds(
        refusal([](NetworkDescription& n) { n.projections[0].kernels[0].truncate_sigma = -4; }),
        "truncate_sigma"));
}

TEST_CASE("a network that diverges stops at its population, place and time") {
    NetworkDescription network = mapped_network();
    network.projections[0].kernels[0].shape = engine::PointKernel{};
    network.populations[1].axes = {test::make_axis("channel", 2)};
    network.projections[0].terms = {{1, 0, 0, 1}};
    network.projections.push_back(
        test::make_projection("self", 1, 1, 3, 0, engine::PointKernel{}, 2));
    // Only channel 1 at y 7, x 5 is driven: r' = (2 r + 1) / 10 passes 1e4 at t = 5 ln(20001).
    const base::Grid grid = network.populations[0].grid;
    const test::FunctionField spot([grid](double x, double y, double) {
        return grid.nearest_ix(x) == 5 && grid.nearest_iy(y) == 7 ? 1.0 : 0.0;
    });
    const engine::CompiledNetwork compiled(network, make_settings(SolverMethod::RungeKutta4, 0.5));
    engine::TrialInput input;
    input.display = &spot;
    try {
        compiled.run({}, input, {0, 400}, {});
        FAIL("it does not diverge");
    } catch (const base::NumericsError& error) {
        const auto& fault = error.fault();
        CHECK(fault.what == "rate diverges");
        CHECK(fault.population == "a.unit");
        CHECK(fault.index == "channel 1, y 7, x 5");
        CHECK(std::abs(fault.time_ms - 5 * std::log(20001.0)) < 0.6);
        CHECK(error.exit_code() == base::ExitCode::Numerics);
        check_holds(error.what(),
                    {"rate diverges at t = ", "in:      a.unit", "at:      channel 1, y 7, x 5",
                     "allowed: |rate| <= 10000 Hz", "hint:    excitation outruns inhibition"});
    }
}

TEST_CASE("a display with a value that is no number is found in the input itself") {
    const base::Grid grid = mapped_network().populations[0].grid;
    const test::FunctionField broken(
        [grid](double x, double y, double t) {
            const bool here = grid.nearest_ix(x) == 3 && grid.nearest_iy(y) == 2;
            return here && t >= 20 ? std::nan("") : 0.5;
        },
        {20});
    engine::TrialInput input;
    input.display = &broken;
    const engine::CompiledNetwork compiled(mapped_network(), {});
    const auto text = test::message_of<base::NumericsError>([&] {
        compiled.run({}, input, {0, 100}, {});
    });
    check_holds(text, {"rate is not finite at t = 20 ms", "in:      input", "channel 0, y 2, x 3",
                       "got:     nan"});
}

TEST_CASE("a drive that overflows is found where it began, under any transfer function") {
    for (int kind = 0; kind < 5; ++kind) {
        NetworkDescription network = mapped_network();
        network.populations[1] = test::make_algebraic("a.unit", network.populations[1].grid);
        network.populations[1].transfer.kind = static_cast<engine::TransferKind>(kind);
        // The product of large numbers overflows; the same again with the other sign is no number.
        network.projections[0].combination = {engine::CombinationKind::Product, 1, {{0, 0, 0, 0}}};
        network.projections[0].kernels[0].shape = engine::PointKernel{};
        network.projections.push_back(network.projections[0]);
        network.projections[1].name = "the other";
        network.projections[1].weight = -1;
        const auto large = test::constant_field(5e9);
        engine::TrialInput input;
        input.display = &large;
        engine::SolverSettings settings;
        settings.rate_limit = 1e10;
        const engine::CompiledNetwork compiled(network, settings);
        CAPTURE(kind);
        CHECK(holds(test::message_of<base::NumericsError>([&] {
                        compiled.run({}, input, {0, 10}, {});
                    }),
                    "rate is not finite at t = 0 ms\n  in:      a.unit"));
    }
}
