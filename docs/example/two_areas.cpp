// Two areas in C++: a disk drives A, A drives B, and B feeds back. Prints B's rate with feedback
// and without. See README.md beside this file.
#include "sim/engine/simulator.h"
#include "stimuli/display_input.h"

#include <cstdio>

using namespace ventral;

namespace {

engine::PopulationDescription population(const char* name, double tau_ms) {
    engine::PopulationDescription p;
    p.name = name;
    p.grid = base::make_grid(8, 8, 2);  // 8 x 8 degrees, 2 samples per degree
    p.tau_ms = tau_ms;
    p.transfer.kind = engine::TransferKind::RectifiedLinear;
    p.groups.push_back({.name = "input", .gain_min = 0, .gain_max = 10, .pools = {}});
    return p;
}

engine::ProjectionDescription projection(int source, int target, double weight, double sigma_deg) {
    engine::ProjectionDescription p;
    p.name = std::to_string(source) + " -> " + std::to_string(target);
    p.projection_class =
        target > source ? engine::ProjectionClass::Feedforward : engine::ProjectionClass::Feedback;
    p.source = source;
    p.target = target;
    p.weight = weight;
    p.delay.constant_ms = 8;
    p.kernels.push_back(
        {engine::GaussianKernel{sigma_deg}, engine::KernelNormalization::UnitSum, 4});
    p.terms.push_back({.out = 0, .in = 0, .kernel = 0, .weight = 1});
    return p;
}

}  // namespace

int main() {
    engine::NetworkDescription network;
    network.populations = {population("Display.image", 0), population("A.cells", 10),
                           population("B.cells", 10)};
    network.populations[0].input = engine::ExternalInput::Display;
    network.populations[0].groups.clear();
    network.projections = {projection(0, 1, 20, 0.4), projection(1, 2, 1, 0.8),
                           projection(2, 1, 0.5, 0.8)};
    const engine::CompiledNetwork compiled(network, {.step_ms = 1});

    const stimuli::Element disk{
        .name = "disk",
        .kind = stimuli::Figure<stimuli::Disk>{{.diameter_deg = 3}, {.luminance = 1}}};
    const stimuli::DisplayInput display({.background = 0.5, .elements = {disk}}, 1);
    const engine::TrialInput input{.display = &display};
    engine::RecordingPlan plan;
    plan.sites = {{.name = "centre", .population = 2, .unit = {0, 8, 8}}};

    const auto with = compiled.run(engine::recurrent_variant(), input, {}, plan);
    const auto without = compiled.run(engine::no_feedback_variant(), input, {}, plan);
    const base::LabelledArray& rate = with.front().variables.front();
    for (std::size_t i = 200; i < rate.axes[0].size(); i += 40) {
        std::printf("%4.0f ms  %6.3f Hz with, %6.3f Hz without feedback\n",
                    1000 * rate.axes[0].values[i], rate.values[i],
                    without.front().variables.front().values[i]);
    }
}
