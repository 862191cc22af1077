#include "sim/engine/simulator.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/engine/check_description.h"
#include "sim/engine/check_run.h"
#include "sim/engine/needed.h"
#include "sim/engine/simulation.h"

#include <algorithm>
#include <variant>

namespace ventral::engine {

struct CompiledNetwork::Impl {
    SolverSettings settings;
    CompileReport report;
    std::variant<Plan<float>, Plan<double>> plan;
};

namespace {

/// One batch at work.
template <class Real>
struct Work {
    Simulation<Real> simulation;
    Recorder<Real> recorder;

    Work(const Plan<Real>& plan,
         const SolverSettings& settings,
         const Variant& variant,
         const std::vector<TrialInput>& inputs,
         const Schedule& schedule,
         const RecordingPlan& recording,
         bool keeps_all = true)
        : simulation(plan,
                     settings,
                     variant,
                     inputs,
                     schedule,
                     is_euler(settings.method) ? find_needed(plan.network, variant, recording)
                                               : std::vector<bool>()),
          recorder(plan.network,
                   recording,
                   static_cast<int>(inputs.size()),
                   schedule.begin_ms,
                   settings.step_ms,
                   keeps_all) {}

    void stream_to(const RecordSink& sink,
                   const ProgressCallback& progress,
                   const CheckpointCallback& checkpoint) {
        recorder.stream_to(sink);
        const ProgressCallback report = [&](double time_ms) {
            if (checkpoint) {
                checkpoint(time_ms, [this] { return state(); });
            }
            return !progress || progress(time_ms);
        };
        simulation.run(recorder, report);
        recorder.flush();
    }

    std::string state() {
        StateArchive archive;
        simulation.archive(archive);
        recorder.archive(archive);
        return archive.take();
    }

    void restore(const std::string& state) {
        StateArchive archive(state);
        simulation.archive(archive);
        recorder.archive(archive);
        archive.finish();
    }
};

template <class Real>
void fill_report(const Plan<Real>& plan, const SolverSettings& settings, CompileReport& report) {
    check_step(plan, settings);
    report.isa = plan.isa;
    for (const PopulationPlan<Real>& p : plan.populations) {
        report.num_units += p.size;
    }
    const Simulation<Real> simulation(plan, settings, recurrent_variant(), {TrialInput{}},
                                      Schedule{});
    report.state_bytes = simulation.bytes();
    report.beginning_bytes = simulation.archive_bytes();
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

PlanSummary CompiledNetwork::plan_summary() const {
    return std::visit([](const auto& plan) { return summarize(plan); }, impl_->plan);
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
            Work<Real> work(compiled, impl_->settings, variant, inputs, schedule, plan);
            work.simulation.run(work.recorder, progress);
            return work.recorder.take();
        },
        impl_->plan);
}

void CompiledNetwork::stream(const Variant& variant,
                             const TrialInput& input,
                             const Schedule& schedule,
                             const RecordingPlan& plan,
                             const RecordSink& sink,
                             const ProgressCallback& progress,
                             const CheckpointCallback& checkpoint) const {
    check_run(description(), impl_->settings, variant, schedule, plan);
    std::visit(
        [&]<class Real>(const Plan<Real>& compiled) {
            Work<Real> work(compiled, impl_->settings, variant, {input}, schedule, plan, false);
            work.stream_to(sink, progress, checkpoint);
        },
        impl_->plan);
}

bool CompiledNetwork::can_keep_beginnings() const {
    const std::vector<PopulationDescription>& populations = description().populations;
    return impl_->settings.method != SolverMethod::DormandPrince &&
           std::none_of(populations.begin(), populations.end(),
                        [](const auto& p) { return p.noise && p.noise->sigma > 0; });
}

Beginning CompiledNetwork::begin(const Variant& variant,
                                 const TrialInput& input,
                                 const Schedule& schedule,
                                 const RecordingPlan& plan,
                                 double until_ms,
                                 const ProgressCallback& progress) const {
    check_run(description(), impl_->settings, variant, schedule, plan);
    if (!can_keep_beginnings()) {
        throw base::ConfigError({.what = "beginnings of runs cannot be kept",
                                 .got = base::str(to_string(impl_->settings.method), ", ",
                                                  "or a population with noise"),
                                 .allowed = "a solver with a fixed step, no noise",
                                 .hint = "run each trial from its own beginning"});
    }
    Beginning beginning{variant, schedule, plan, {}};
    std::visit(
        [&]<class Real>(const Plan<Real>& compiled) {
            Work<Real> work(compiled, impl_->settings, variant, {input}, schedule, plan);
            work.simulation.run_until(until_ms, work.recorder, progress);
            beginning.state = work.state();
        },
        impl_->plan);
    return beginning;
}

std::vector<RecordedView> CompiledNetwork::go_on(const Beginning& beginning,
                                                 const TrialInput& input,
                                                 const ProgressCallback& progress) const {
    return std::visit(
        [&]<class Real>(const Plan<Real>& compiled) {
            Work<Real> work(compiled, impl_->settings, beginning.variant, {input},
                            beginning.schedule, beginning.recording);
            work.restore(beginning.state);
            work.simulation.run(work.recorder, progress);
            return std::move(work.recorder.take().front());
        },
        impl_->plan);
}

void CompiledNetwork::stream_on(const Beginning& beginning,
                                const TrialInput& input,
                                const RecordSink& sink,
                                const ProgressCallback& progress,
                                const CheckpointCallback& checkpoint) const {
    std::visit(
        [&]<class Real>(const Plan<Real>& compiled) {
            Work<Real> work(compiled, impl_->settings, beginning.variant, {input},
                            beginning.schedule, beginning.recording, false);
            work.restore(beginning.state);
            work.stream_to(sink, progress, checkpoint);
        },
        impl_->plan);
}

}  // namespace ventral::engine
