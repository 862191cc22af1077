#pragma once

/// Advancing the state by one step of the grid, behind one plain interface.

#include "sim/engine/evaluator.h"
#include "sim/engine/solver_settings.h"

#include <functional>
#include <memory>
#include <vector>

namespace ventral::engine {

/// The state: [block][batch][unit].
template <class Real>
using State = std::vector<Real>;

/// The network as a stepper sees it.
template <class Real>
struct Dynamics {
    Evaluator<Real>& evaluator;
    /// Brings the input fields to the instant.
    std::function<void(const Instant&)> load_inputs;
    /// The first jump of a drive after `time_ms`; steps must end there.
    std::function<double(double time_ms)> next_jump;

    /// Relaxation targets at the instant (Evaluator::evaluate).
    void targets(const Instant& instant, const State<Real>& x, State<Real>& target) const;
    /// dx/dt = (target - x) / tau, in place of the targets.
    void derivative(const State<Real>& x, State<Real>& target_to_derivative) const;
};

template <class Real>
class Stepper {
public:
    virtual ~Stepper() = default;
    /// Advances `x` from `from_ms` to `to_ms`. @param target the targets at `from_ms`.
    virtual void advance(const Dynamics<Real>& dynamics,
                         double from_ms,
                         double to_ms,
                         State<Real>& x,
                         const State<Real>& target) = 0;
    /// True if the stepper keeps the histories itself (adaptive steppers).
    virtual bool keeps_history() const { return false; }
    /// What one step leaves to the next, besides the state.
    virtual void archive(StateArchive& /*archive*/) {}
};

/// None for the Euler methods, whose step is part of the evaluation (Evaluator::advance).
template <class Real>
std::unique_ptr<Stepper<Real>> make_stepper(const Plan<Real>& plan, const SolverSettings& settings);

/// Refuses a step that the method cannot take: NumericsError naming the fastest population where
/// an explicit step is unstable (step >= 2 tau for forward Euler, 2.785 tau for Runge-Kutta 4),
/// ConfigError where the step exceeds the shortest delay or an adaptive stepper meets noise.
template <class Real>
void check_step(const Plan<Real>& plan, const SolverSettings& settings);

}  // namespace ventral::engine
