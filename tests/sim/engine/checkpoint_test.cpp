#include "sim/engine/simulator.h"

#include "sim/base/errors.h"
#include "tests/support/fields.h"
#include "tests/support/messages.h"
#include "tests/support/network_builder.h"
#include "tests/support/random_network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace ventral;
using engine::SolverMethod;

namespace {

constexpr engine::Schedule kSchedule{-12, 30};
constexpr SolverMethod kAll[] = {SolverMethod::ForwardEuler, SolverMethod::ExponentialEuler,
                                 SolverMethod::RungeKutta4, SolverMethod::DormandPrince};

/// Noise, adaptation, delays, filters: all that has a past. An adaptive solver takes no noise.
engine::NetworkDescription make_network(std::uint64_t seed, SolverMethod method) {
    auto network = test::make_random_network(seed, static_cast<engine::BorderRule>(seed % 4), 0.5);
    bool has_noise = false;
    for (auto& population : network.populations) {
        if (method == SolverMethod::DormandPrince) {
            population.noise.reset();
        } else if (!has_noise && population.input == engine::ExternalInput::None) {
            population.noise = engine::Noise{.tau_ms = 5, .sigma = 0.2};
            has_noise = true;
        }
    }
    return network;
}

engine::RecordingPlan record_everything(const engine::NetworkDescription& network) {
    engine::RecordingPlan plan;
    plan.begin_ms = -6;
    plan.end_ms = 30;
    plan.cube_interval_ms = 2;
    for (int p = 0; p < static_cast<int>(network.populations.size()); ++p) {
        plan.cubes.push_back(p);
        plan.sites.push_back({network.populations[static_cast<std::size_t>(p)].name, p, {}});
        plan.site_inputs.push_back(p);
    }
    plan.stream_values = 50;  // some values wait in the recorder
    return plan;
}

/// All that a sink got, one list for each variable.
struct Received {
    std::vector<std::vector<std::vector<float>>> values{};
    void operator()(std::size_t view, std::size_t variable, const std::vector<float>& block) {
        values.resize(std::max(values.size(), view + 1));
        values[view].resize(std::max(values[view].size(), variable + 1));
        auto& all = values[view][variable];
        all.insert(all.end(), block.begin(), block.end());
    }
    bool operator==(const Received&) const = default;
};

engine::RecordSink sink_of(Received& received) {
    return [&](std::size_t view, std::size_t variable, std::vector<float> block) {
        received(view, variable, block);
    };
}

struct Kept {
    engine::Beginning beginning;
    Received received;
};

/// The run, and where it stood at every checkpoint.
Received run_and_keep(const engine::CompiledNetwork& network,
                      const engine::Variant& variant,
                      const engine::TrialInput& input,
                      const engine::RecordingPlan& plan,
                      std::vector<Kept>& kept) {
    Received received;
    network.stream(variant, input, kSchedule, plan, sink_of(received), {},
                   [&](double, const std::function<std::string()>& take) {
                       kept.push_back({{variant, kSchedule, plan, take()}, received});
                   });
    return received;
}

test::FunctionField picture() {
    return test::FunctionField(
        [](double x, double y, double t) {
            return t < 3.3 ? 0.3 : std::sin(3 * x) + 0.2 * y + 0.01 * t;
        },
        {3.3, 20}, true);
}

}  // namespace

TEST_CASE("a run goes on from any of its checkpoints to the same bytes, with every solver") {
    const test::FunctionField display = picture();
    const test::FunctionField attention = test::step_field(0.2, 0.6, 2);
    for (const SolverMethod method : kAll) {
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            CAPTURE(engine::to_string(method));
            CAPTURE(seed);
            const auto description = make_network(seed, method);
            engine::SolverSettings settings;
            settings.method = method;
            settings.step_ms = 0.5;
            settings.precision =
                seed % 3 == 0 ? engine::Precision::Double : engine::Precision::Single;
            const engine::CompiledNetwork network(description, settings);
            const auto plan = record_everything(description);
            const auto variant = test::make_random_variant(seed, description);
            const engine::TrialInput input{&display, &attention, 1, 2};
            std::vector<Kept> kept;
            const Received whole = run_and_keep(network, variant, input, plan, kept);
            REQUIRE(kept.size() >= 5);
            for (const Kept& stand : kept) {
                Received received = stand.received;
                network.stream_on(stand.beginning, input, sink_of(received));
                CHECK(received == whole);
            }
        }
    }
}

TEST_CASE("what is kept is what goes on: another trial's noise gives another run") {
    const test::FunctionField display = picture();
    const auto description = make_network(1, SolverMethod::ExponentialEuler);
    const engine::CompiledNetwork network(description, {.step_ms = 0.5});
    const auto plan = record_everything(description);
    std::vector<Kept> kept;
    const engine::TrialInput input{&display, nullptr, 1, 2};
    const Received whole = run_and_keep(network, {}, input, plan, kept);
    std::vector<Kept> of_another;
    run_and_keep(network, {}, {&display, nullptr, 1, 3}, plan, of_another);
    Received received = kept[2].received;
    network.stream_on(of_another[2].beginning, input, sink_of(received));
    CHECK_FALSE(received == whole);
}

TEST_CASE("a state of another network, and one that is cut short or too long, is refused") {
    const test::FunctionField display = picture();
    const auto description = make_network(1, SolverMethod::ExponentialEuler);
    const engine::CompiledNetwork network(description, {.step_ms = 0.5});
    const auto plan = record_everything(description);
    std::vector<Kept> kept;
    const engine::TrialInput input{&display, nullptr, 1, 0};
    run_and_keep(network, {}, input, plan, kept);
    Received received;
    const auto go_on = [&](const std::string& state) {
        network.stream_on({{}, kSchedule, plan, state}, input, sink_of(received));
    };
    const std::string& state = kept[1].beginning.state;
    const engine::CompiledNetwork other(make_network(2, SolverMethod::ExponentialEuler),
                                        {.step_ms = 0.5});
    std::vector<Kept> of_other;
    run_and_keep(other, {}, input, record_everything(other.description()), of_other);
    for (const std::string& bad :
         {std::string(), state.substr(0, state.size() / 2), state.substr(0, state.size() - 1),
          state + '\0', of_other[1].beginning.state}) {
        const std::string message = test::message_of<base::ConfigError>([&] { go_on(bad); });
        CHECK(test::holds(message, "a kept state does not fit the network"));
    }
}
