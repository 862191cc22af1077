#pragma once

/// Steppers of higher order, driven by Boost.Odeint. Odeint appears only in odeint_steppers.cpp.

#include "sim/engine/stepper.h"

#include <memory>

namespace ventral::engine {

/// Classical Runge-Kutta of fourth order with a fixed step, divided at jumps of the drives.
template <class Real>
std::unique_ptr<Stepper<Real>> make_runge_kutta_stepper();

/// Dormand-Prince 5(4): its steps follow the error and stop at jumps of the drives; the state on
/// the observers' grid comes from the dense output. No step exceeds `longest_step_ms` (0: no
/// bound).
template <class Real>
std::unique_ptr<Stepper<Real>> make_dormand_prince_stepper(const SolverSettings& settings,
                                                           double longest_step_ms);

}  // namespace ventral::engine
