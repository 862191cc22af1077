#pragma once

/// How the equations are integrated in time. docs/theory.md, "Time".

#include <cmath>
#include <string>

namespace ventral::engine {

enum class SolverMethod {
    ForwardEuler,      ///< first order, fused update
    ExponentialEuler,  ///< first order, exact for a constant drive, fused update
    RungeKutta4,       ///< fourth order, by Boost.Odeint
    DormandPrince,     ///< adaptive 5(4) with dense output, by Boost.Odeint
};

enum class Precision { Single, Double };

struct SolverSettings {
    SolverMethod method = SolverMethod::ExponentialEuler;
    Precision precision = Precision::Single;
    double step_ms = 0.5;              ///< > 0; the grid on which observers see the network
    double relative_tolerance = 1e-6;  ///< DormandPrince only, > 0
    double absolute_tolerance = 1e-6;  ///< DormandPrince only, > 0
    double rate_limit = 1e4;           ///< |rate| above this is divergence (Hz), > 0
    bool operator==(const SolverSettings&) const = default;
};

std::string to_string(SolverMethod method);

/// True for the first-order methods, whose steps are the same in every trial.
inline bool is_euler(SolverMethod method) {
    return method == SolverMethod::ForwardEuler || method == SolverMethod::ExponentialEuler;
}

/// An Euler step: how far a quantity goes from where it is to its target.
struct EulerStep {
    double step_ms = 0;
    bool exponential = true;
    /// dt/tau, or 1 - exp(-dt/tau)
    double share(double tau_ms) const {
        const double ratio = step_ms / tau_ms;
        return exponential ? -std::expm1(-ratio) : ratio;
    }
};

}  // namespace ventral::engine
