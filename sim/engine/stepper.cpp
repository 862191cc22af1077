#include "sim/engine/stepper.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/engine/odeint_steppers.h"

#include <cmath>

namespace ventral::engine {
namespace {

/// The population or projection with the shortest time constant.
struct Fastest {
    double tau_ms = 0;
    std::string name;
    void consider(double tau, const std::string& what) {
        if (tau > 0 && (tau_ms == 0 || tau < tau_ms)) {
            tau_ms = tau;
            name = what;
        }
    }
};

Fastest find_fastest(const NetworkDescription& network) {
    Fastest fastest;
    for (const PopulationDescription& p : network.populations) {
        if (!p.algebraic && p.input == ExternalInput::None) {
            fastest.consider(p.tau_ms, "tau_ms of " + p.name);
        }
        if (p.adaptation) {
            fastest.consider(p.adaptation->tau_ms, "adaptation of " + p.name);
        }
    }
    for (const ProjectionDescription& p : network.projections) {
        fastest.consider(p.tau_syn_ms, "tau_syn_ms of " + p.name);
    }
    return fastest;
}

void check_stability(const NetworkDescription& network, const SolverSettings& settings) {
    double bound = 0;
    if (settings.method == SolverMethod::ForwardEuler) {
        bound = 2.0;
    } else if (settings.method == SolverMethod::RungeKutta4) {
        bound = 2.785;
    }
    const Fastest fastest = find_fastest(network);
    if (bound > 0 && fastest.tau_ms > 0 && settings.step_ms >= bound * fastest.tau_ms) {
        throw base::NumericsError(
            {.what = base::str("step is unstable with ", to_string(settings.method)),
             .time_ms = 0,
             .population = fastest.name,
             .index = "",
             .got = base::str("step_ms: ", settings.step_ms),
             .allowed = base::str("step_ms < ", bound * fastest.tau_ms, " ms (", bound,
                                  " times the time constant)"),
             .hint = "shorten step_ms, or use the exponential_euler solver"});
    }
}

}  // namespace

std::string to_string(SolverMethod method) {
    switch (method) {
        case SolverMethod::ForwardEuler:
            return "forward_euler";
        case SolverMethod::ExponentialEuler:
            return "exponential_euler";
        case SolverMethod::RungeKutta4:
            return "runge_kutta_4";
        case SolverMethod::DormandPrince:
            return "dormand_prince";
    }
    return "";
}

template <class Real>
void Dynamics<Real>::targets(const Instant& instant,
                             const State<Real>& x,
                             State<Real>& target) const {
    load_inputs(instant);
    evaluator.evaluate(instant, x.data(), target.data());
}

template <class Real>
void Dynamics<Real>::derivative(const State<Real>& x, State<Real>& d) const {
    const auto batch = static_cast<std::size_t>(evaluator.batch());
    for (const StateBlock& block : evaluator.plan().blocks) {
        const Real rate = static_cast<Real>(1.0 / block.tau_ms);
        const std::size_t begin = block.offset * batch;
        for (std::size_t i = begin; i < begin + block.size * batch; ++i) {
            d[i] = (d[i] - x[i]) * rate;
        }
    }
}

template <class Real>
std::unique_ptr<Stepper<Real>> make_stepper(const Plan<Real>& plan,
                                            const SolverSettings& settings) {
    switch (settings.method) {
        case SolverMethod::ForwardEuler:
        case SolverMethod::ExponentialEuler:
            return nullptr;
        case SolverMethod::RungeKutta4:
            return make_runge_kutta_stepper<Real>();
        case SolverMethod::DormandPrince:
            return make_dormand_prince_stepper<Real>(settings, plan.shortest_delay_ms);
    }
    return nullptr;
}

template <class Real>
void check_step(const Plan<Real>& plan, const SolverSettings& settings) {
    check_stability(plan.network, settings);
    const bool adaptive = settings.method == SolverMethod::DormandPrince;
    if (!adaptive && plan.shortest_delay_ms > 0 &&
        settings.step_ms > plan.shortest_delay_ms * (1 + 1e-12)) {
        throw base::ConfigError({.what = "the step exceeds the shortest conduction delay",
                                 .key_path = "time.step_ms",
                                 .got = base::str(settings.step_ms, " ms"),
                                 .allowed = base::str("step_ms <= ", plan.shortest_delay_ms, " ms"),
                                 .hint = "shorten step_ms, or set the delay to 0"});
    }
    for (const PopulationDescription& p : plan.network.populations) {
        if (adaptive && p.noise && p.noise->sigma > 0) {
            throw base::ConfigError(
                {.what = "an adaptive solver cannot integrate noise",
                 .key_path = "time.solver",
                 .got = "dormand_prince with noise in " + p.name,
                 .allowed = "forward_euler, exponential_euler, runge_kutta_4",
                 .hint = "set the population's noise to 0 or use a fixed step"});
        }
    }
}

template struct Dynamics<float>;
template struct Dynamics<double>;
template std::unique_ptr<Stepper<float>> make_stepper(const Plan<float>&, const SolverSettings&);
template std::unique_ptr<Stepper<double>> make_stepper(const Plan<double>&, const SolverSettings&);
template void check_step(const Plan<float>&, const SolverSettings&);
template void check_step(const Plan<double>&, const SolverSettings&);

}  // namespace ventral::engine
