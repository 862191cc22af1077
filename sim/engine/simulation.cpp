#include "sim/engine/simulation.h"

#include "sim/base/errors.h"
#include "sim/base/index_of.h"
#include "sim/base/text.h"
#include "sim/engine/flush_denormals.h"
#include "sim/engine/jump_times.h"
#include "sim/engine/shown_fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ventral::engine {

using base::index_of;

namespace {

template <class Real>
StepObserver<Real> observer_of(Recorder<Real>& recorder) {
    return [&recorder](long step, Evaluator<Real>& evaluator, const Real* state) {
        recorder.observe(step, evaluator, state);
    };
}

}  // namespace

template <class Real>
Simulation<Real>::Simulation(const Plan<Real>& plan,
                             const SolverSettings& settings,
                             const Variant& variant,
                             const std::vector<TrialInput>& inputs,
                             const Schedule& schedule,
                             const std::vector<bool>& needed)
    : plan_(plan),
      settings_(settings),
      schedule_(schedule),
      inputs_(inputs),
      euler_(is_euler(settings.method)),
      evaluator_(plan, variant, static_cast<int>(inputs.size()), settings.step_ms, !euler_, needed),
      stepper_(make_stepper(plan, settings)),
      x_(plan.state_size * inputs.size(), Real(0)),
      target_(x_.size(), Real(0)) {
    evaluator_.watch(settings.rate_limit);
    std::vector<std::vector<double>> input_jumps(plan.network.populations.size());
    for (std::size_t p = 0; p < plan.network.populations.size(); ++p) {
        const PopulationDescription& d = plan.network.populations[p];
        if (!evaluator_.is_needed(static_cast<int>(p))) {
            continue;
        }
        for (std::size_t b = 0; b < inputs.size(); ++b) {
            for (const ShownField& shown : shown_fields(d, inputs[b])) {
                fields_.push_back(
                    {static_cast<int>(p),
                     static_cast<int>(b),
                     shown.first_channel,
                     InputField(shown.input, d.grid, schedule.begin_ms, schedule.end_ms),
                     {shown.factors.begin(), shown.factors.end()}});
                const auto& changes = fields_.back().field.change_times();
                input_jumps[p].insert(input_jumps[p].end(), changes.begin() + 1, changes.end());
            }
            if (d.noise && d.noise->sigma > 0) {
                noises_.push_back(
                    {static_cast<int>(p), static_cast<int>(b),
                     NoiseSource(*d.noise, d.name, inputs[b].noise_seed, inputs[b].trial)});
            }
        }
    }
    if (!euler_) {
        jumps_ =
            find_jump_times(plan.network, variant, input_jumps, schedule.begin_ms, schedule.end_ms);
    }
}

/// The schedule of a run. Step n begins at t_n = begin + n step, counted in integers:
///
///   1. the inputs are brought to t_n (Euler: their mean over the step)
///   2. the network is evaluated at t_n: outputs from the state of t_n, then all targets;
///      zero-delay inputs, feedback included, read outputs of t_n, delayed ones the history
///   3. the outputs of t_n enter the history
///   4. observers see the outputs of t_n
///   5. every rate must be finite and below the limit
///   6. the stepper advances the state to t_(n+1) (Euler: 2 has left it beside the old one)
///   7. the noise advances to t_(n+1)
template <class Real>
void Simulation<Real>::advance_to(long step,
                                  const StepObserver<Real>& observe,
                                  const ProgressCallback& progress) {
    const Dynamics<Real> dynamics{evaluator_,
                                  [this](const Instant& instant) { load_inputs(instant); },
                                  [this](double time_ms) { return next_jump(time_ms); }};
    constexpr long kStepsBetweenReports = 16;
    if (step_ == 0) {
        start_noise();
    }
    while (step_ < step) {
        show_step(observe);
        const double begin_ms = time_of(step_);
        const double end_ms = time_of(step_ + 1);
        if (euler_) {
            std::swap(x_, target_);
        } else {
            stepper_->advance(dynamics, begin_ms, end_ms, x_, target_);
        }
        advance_noise();
        const bool reports = progress && step_ % kStepsBetweenReports == 0;
        ++step_;
        if (reports && !progress(end_ms)) {
            throw base::Interrupted(base::str("interrupted at t = ", end_ms, " ms"));
        }
    }
}

/// Points 1 to 5 of the schedule.
template <class Real>
void Simulation<Real>::show_step(const StepObserver<Real>& observe) {
    evaluate_step(step_);
    observe(step_, evaluator_, x_.data());
    check_rates(time_of(step_));
}

template <class Real>
long Simulation<Real>::num_steps() const {
    return std::lround((schedule_.end_ms - schedule_.begin_ms) / settings_.step_ms);
}

/// Beyond the last step's end only points 1 to 5.
template <class Real>
void Simulation<Real>::run(const StepObserver<Real>& observe, const ProgressCallback& progress) {
    const FlushDenormals flush;
    advance_to(num_steps(), observe, progress);
    show_step(observe);
}

template <class Real>
void Simulation<Real>::run(Recorder<Real>& recorder, const ProgressCallback& progress) {
    run(observer_of(recorder), progress);
}

template <class Real>
void Simulation<Real>::run_until(double until_ms,
                                 Recorder<Real>& recorder,
                                 const ProgressCallback& progress) {
    const FlushDenormals flush;
    long step = num_steps();
    while (step > 0 && time_of(step) > until_ms) {
        --step;
    }
    advance_to(step, observer_of(recorder), progress);
}

template <class Real>
void Simulation<Real>::archive(StateArchive& archive) {
    archive.item(step_);
    archive.array(x_);
    evaluator_.archive(archive);
    for (BoundNoise& noise : noises_) {
        noise.source.archive(archive);
    }
    if (stepper_) {
        stepper_->archive(archive);
    }
}

/// Points 1 to 3 of the schedule.
template <class Real>
void Simulation<Real>::evaluate_step(long step) {
    const double begin = time_of(step);
    const double end = time_of(step + 1);
    const Instant instant{begin, begin, end};
    if (euler_) {
        for (BoundInput& input : fields_) {
            evaluator_.load_input(input.population, input.batch, input.first_channel,
                                  input.field.mean_over(begin, end), input.factors);
        }
        const bool exponential = settings_.method == SolverMethod::ExponentialEuler;
        evaluator_.advance(instant, {settings_.step_ms, exponential}, x_.data(), target_.data());
        evaluator_.push_history(begin, begin);
        return;
    }
    const bool keeps = !stepper_->keeps_history();
    const bool jumps = step > 0 && std::any_of(jumps_.begin(), jumps_.end(), [&](double t) {
                           return std::abs(t - begin) < 1e-9;
                       });
    if (keeps && jumps) {
        // Both sides of a jump enter the history: first the end of the last step, ...
        const Instant before{begin, time_of(step - 1), begin};
        load_inputs(before);
        evaluator_.evaluate(before, x_.data(), target_.data());
        evaluator_.push_history(begin, begin);
        evaluator_.push_slopes(x_.data(), target_.data());
    }
    load_inputs(instant);
    evaluator_.evaluate(instant, x_.data(), target_.data());
    if (keeps) {
        // ... then the beginning of the next.
        if (jumps) {
            evaluator_.replace_history();
        } else {
            evaluator_.push_history(begin, begin);
        }
        evaluator_.push_slopes(x_.data(), target_.data());
    }
}

template <class Real>
void Simulation<Real>::load_inputs(const Instant& instant) {
    for (BoundInput& input : fields_) {
        evaluator_.load_input(
            input.population, input.batch, input.first_channel,
            input.field.at(instant.time_ms, instant.step_begin_ms, instant.step_end_ms),
            input.factors);
    }
}

template <class Real>
double Simulation<Real>::next_jump(double time_ms) const {
    const auto after = std::upper_bound(jumps_.begin(), jumps_.end(), time_ms + 1e-9);
    return after == jumps_.end() ? std::numeric_limits<double>::infinity() : *after;
}

template <class Real>
void Simulation<Real>::check_rates(double time_ms) const {
    const PointwiseOps<Real>& ops = pointwise_ops<Real>(plan_.isa);
    const auto batch = inputs_.size();
    for (const int population : plan_.order) {
        const PopulationPlan<Real>& p = plan_.populations[index_of(population)];
        const Real* rate = evaluator_.output(population);
        if (!evaluator_.is_needed(population) || !evaluator_.is_output_new(population) ||
            !evaluator_.may_exceed(population)) {
            continue;
        }
        if (!ops.all_within(p.size * batch, static_cast<Real>(settings_.rate_limit), rate)) {
            report_failure(population, rate, time_ms);
        }
    }
}

template <class Real>
void Simulation<Real>::report_failure(int population, const Real* rate, double time_ms) const {
    const PopulationPlan<Real>& p = plan_.populations[index_of(population)];
    const PopulationDescription& d = plan_.network.populations[index_of(population)];
    std::size_t unit = 0;
    const auto limit = static_cast<Real>(settings_.rate_limit);
    while (std::abs(rate[unit]) <= limit) {
        ++unit;
    }
    const double value = static_cast<double>(rate[unit]);
    unit %= p.size;
    const auto nx = static_cast<std::size_t>(d.grid.nx);
    throw base::NumericsError(
        {.what = std::isfinite(value) ? "rate diverges" : "rate is not finite",
         .time_ms = time_ms,
         .population = d.name,
         .index = base::str("channel ", unit / p.samples, ", y ", unit % p.samples / nx, ", x ",
                            unit % nx),
         .got = base::str(value, " ", d.rate_unit),
         .allowed = base::str("|rate| <= ", settings_.rate_limit, " ", d.rate_unit),
         .hint = "excitation outruns inhibition: weaken recurrent weights, give the transfer "
                 "function a ceiling, or shorten step_ms"});
}

template <class Real>
void Simulation<Real>::start_noise() {
    for (BoundNoise& noise : noises_) {
        const std::size_t size = plan_.populations[index_of(noise.population)].size;
        noise.source.start(evaluator_.noise(noise.population) + index_of(noise.batch) * size, size);
    }
}

template <class Real>
void Simulation<Real>::advance_noise() {
    for (BoundNoise& noise : noises_) {
        const std::size_t size = plan_.populations[index_of(noise.population)].size;
        noise.source.advance(evaluator_.noise(noise.population) + index_of(noise.batch) * size,
                             size, settings_.step_ms);
    }
}

template <class Real>
std::size_t Simulation<Real>::bytes() const {
    return evaluator_.bytes() + (x_.size() + target_.size()) * sizeof(Real);
}

template <class Real>
std::size_t Simulation<Real>::archive_bytes() const {
    std::size_t bytes = x_.size() * sizeof(Real);
    for (const std::vector<History<Real>>& histories : evaluator_.histories()) {
        for (const History<Real>& history : histories) {
            bytes += history.bytes();
        }
    }
    return bytes;
}

template class Simulation<float>;
template class Simulation<double>;

}  // namespace ventral::engine
