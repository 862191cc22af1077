#include "sim/engine/simulator.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/engine/check_description.h"
#include "sim/engine/check_run.h"
#include "sim/engine/needed.h"
#include "sim/engine/simulation.h"

#include <variant>

namespace ventral::engine {

struct CompiledNetwork::Impl {
    SolverSettings settings;
    CompileReport report;
    std::variant<Plan<float>, Plan<double>> plan;
};

namespace {

template <class Real>
void fill_report(const Plan<Real>& plan, const SolverSettings& settings, CompileReport& report) {
    check_step(plan, settings);
    report.isa = plan.isa;
    for (const PopulationPlan<Real>& p : plan.populations) {
        report.num_units += p.size;
    }
    report.state_bytes =
        Simulation<Real>(plan, settings, recurrent_variant(), {TrialInput{}}, Schedule{}).bytes();
    report.shared_bytes = plan.shared_bytes();
    report.shortest_delay_ms = plan.shortest_delay_ms;
    report.largest_delay_bin_ms = plan.largest_delay_bin_ms;
    if (plan.largest_delay_bin_ms > 0) {
        report.notes.push_back(
            base::str("delays that grow with distance are binned: error at most ",
                      0.5 * plan.largest_delay_bin_ms, " ms"));
    }
}

}  // namespace

CompiledNetwork::CompiledNetwork(const NetworkDescription& description,
                                 const SolverSettings& settings)
    : CompiledNetwork(description, settings, detect_isa()) {}

CompiledNetwork::CompiledNetwork(const NetworkDescription& description,
                                 const SolverSettings& settings,
                                 Isa isa)
    : impl_(std::make_unique<Impl>()) {
    check_settings(settings);
    check_description(description);
    impl_->settings = settings;
    if (settings.precision == Precision::Single) {
        impl_->plan = make_plan<float>(description, settings.step_ms, isa);
    } else {
        impl_->plan = make_plan<double>(description, settings.step_ms, isa);
    }
    std::visit([this](const auto& plan) { fill_report(plan, impl_->settings, impl_->report); },
               impl_->plan);
}

CompiledNetwork::~CompiledNetwork() = default;
CompiledNetwork::CompiledNetwork(CompiledNetwork&&) noexcept = default;
CompiledNetwork& CompiledNetwork::operator=(CompiledNetwork&&) noexcept = default;

const NetworkDescription& CompiledNetwork::description() const {
    return std::visit([](const auto& plan) -> const NetworkDescription& { return plan.network; },
                      impl_->plan);
}

const SolverSettings& CompiledNetwork::settings() const {
    return impl_->settings;
}

const CompileReport& CompiledNetwork::report() const {
    return impl_->report;
}

std::vector<RecordedView> CompiledNetwork::run(const Variant& variant,
                                               const TrialInput& input,
                                               const Schedule& schedule,
                                               const RecordingPlan& plan,
                                               const ProgressCallback& progress) const {
    return std::move(run_batch(variant, {input}, schedule, plan, progress).front());
}

std::vector<std::vector<RecordedView>> CompiledNetwork::run_batch(
    const Variant& variant,
    const std::vector<TrialInput>& inputs,
    const Schedule& schedule,
    const RecordingPlan& plan,
    const ProgressCallback& progress) const {
    check_run(description(), impl_->settings, variant, schedule, plan);
    if (!is_euler(impl_->settings.method) && inputs.size() > 1) {
        // Steps that follow errors, or divide at jumps, are each trial's own.
        std::vector<std::vector<RecordedView>> views;
        for (const TrialInput& input : inputs) {
            views.push_back(run(variant, input, schedule, plan, progress));
        }
        return views;
    }
    return std::visit(
        [&]<class Real>(const Plan<Real>& compiled) {
            std::vector<bool> needed;
            if (is_euler(impl_->settings.method)) {
                needed = find_needed(compiled.network, variant, plan);
            }
            Simulation<Real> simulation(compiled, impl_->settings, variant, inputs, schedule,
                                        needed);
            Recorder<Real> recorder(compiled.network, plan, static_cast<int>(inputs.size()),
                                    schedule.begin_ms, impl_->settings.step_ms);
            simulation.run(recorder, progress);
            return recorder.take();
        },
        impl_->plan);
}

}  // namespace ventral::engine
