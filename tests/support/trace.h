#pragma once

/// Runs the engine and keeps every output of every step in double.

#include "sim/engine/check_description.h"
#include "sim/engine/simulation.h"

#include <vector>

namespace ventral::test {

struct Trace {
    std::vector<double> times_ms;
    /// [step][population][batch element, channel, y, x]
    std::vector<std::vector<std::vector<double>>> outputs;

    std::size_t num_steps() const { return outputs.size(); }
    double at(std::size_t step, int population, std::size_t unit = 0) const {
        return outputs[step][static_cast<std::size_t>(population)][unit];
    }
    double last(int population, std::size_t unit = 0) const {
        return at(outputs.size() - 1, population, unit);
    }
};

/// What to run besides the network.
struct TraceRequest {
    engine::SolverSettings settings;
    std::vector<engine::TrialInput> inputs{engine::TrialInput{}};
    engine::Schedule schedule{0, 100};
    engine::Variant variant;
    engine::Isa isa = engine::detect_isa();
};

template <class Real>
Trace run_trace(const engine::NetworkDescription& network, const TraceRequest& request) {
    engine::check_description(network);
    const auto plan = engine::make_plan<Real>(network, request.settings.step_ms, request.isa);
    engine::check_step(plan, request.settings);
    engine::Simulation<Real> simulation(plan, request.settings, request.variant, request.inputs,
                                        request.schedule);
    Trace trace;
    simulation.run(
        [&](long step, engine::Evaluator<Real>& evaluator, const Real*) {
            trace.times_ms.push_back(request.schedule.begin_ms +
                                     static_cast<double>(step) * request.settings.step_ms);
            trace.outputs.emplace_back();
            for (std::size_t p = 0; p < network.populations.size(); ++p) {
                const Real* output = evaluator.output(static_cast<int>(p));
                trace.outputs.back().emplace_back(
                    output, output + plan.populations[p].size * request.inputs.size());
            }
        },
        engine::ProgressCallback{});
    return trace;
}

/// A request for double precision with one display.
inline TraceRequest make_request(engine::SolverMethod method,
                                 double step_ms,
                                 double end_ms,
                                 const base::VisualInput* display = nullptr) {
    TraceRequest request;
    request.settings.method = method;
    request.settings.precision = engine::Precision::Double;
    request.settings.step_ms = step_ms;
    request.settings.rate_limit = 1e9;
    request.inputs.front().display = display;
    request.schedule = {0, end_ms};
    return request;
}

}  // namespace ventral::test
