#pragma once

/// One batch of runs: state, history, inputs and noise, and the one main loop.

#include "sim/engine/evaluator.h"
#include "sim/engine/noise_source.h"
#include "sim/engine/recorder.h"
#include "sim/engine/run_inputs.h"
#include "sim/engine/simulator.h"
#include "sim/engine/state_archive.h"
#include "sim/engine/stepper.h"

#include <functional>
#include <memory>
#include <vector>

namespace ventral::engine {

/// Sees the network after the evaluation of each step, before the state advances.
template <class Real>
using StepObserver = std::function<void(long step, Evaluator<Real>& evaluator, const Real* state)>;

template <class Real>
class Simulation {
public:
    /// @param needed the populations to compute (find_needed; Euler methods only); empty: all
    Simulation(const Plan<Real>& plan,
               const SolverSettings& settings,
               const Variant& variant,
               const std::vector<TrialInput>& inputs,
               const Schedule& schedule,
               const std::vector<bool>& needed = {});

    /// Runs to the schedule's end, showing each step to the recorder.
    void run(Recorder<Real>& recorder, const ProgressCallback& progress);
    /// The same with any observer.
    void run(const StepObserver<Real>& observe, const ProgressCallback& progress);
    /// Runs until it stands before the last step that begins no later than `until_ms`, the whole
    /// schedule at most.
    void run_until(double until_ms, Recorder<Real>& recorder, const ProgressCallback& progress);

    /// Where it stands, between two steps; or goes on from where one of the same plan, settings,
    /// variant, schedule, needed populations and number of inputs stood, whose inputs showed the
    /// same until then. The rest of the run is the same, byte for byte.
    void archive(StateArchive& archive);

    std::size_t bytes() const;
    std::size_t archive_bytes() const;

private:
    long num_steps() const;
    void advance_to(long step, const StepObserver<Real>& observe, const ProgressCallback& progress);
    void show_step(const StepObserver<Real>& observe);
    void evaluate_step(long step);
    void load_inputs(const Instant& instant);
    double next_jump(double time_ms) const;
    void check_rates(double time_ms) const;
    [[noreturn]] void report_failure(int population, const Real* rate, double time_ms) const;
    void start_noise();
    void advance_noise();
    double time_of(long step) const {
        return schedule_.begin_ms + static_cast<double>(step) * settings_.step_ms;
    }

    const Plan<Real>& plan_;
    SolverSettings settings_;
    Schedule schedule_;
    std::vector<TrialInput> inputs_;
    bool euler_;
    long step_ = 0;  ///< the next to be evaluated
    Evaluator<Real> evaluator_;
    std::unique_ptr<Stepper<Real>> stepper_;
    State<Real> x_;
    State<Real> target_;  ///< relaxation targets; Euler: the next state
    struct BoundInput {
        int population;
        int batch;
        int first_channel;
        InputField field;
        std::vector<Real> factors;  ///< on the field, one per channel from the first on
    };
    std::vector<BoundInput> fields_;
    std::vector<double> jumps_;  ///< of drives, ascending; Euler steppers need none
    struct BoundNoise {
        int population;
        int batch;
        NoiseSource source;
    };
    std::vector<BoundNoise> noises_;
};

extern template class Simulation<float>;
extern template class Simulation<double>;

}  // namespace ventral::engine
