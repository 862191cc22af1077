#include "sim/engine/odeint_steppers.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta4.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>

#include <algorithm>
#include <cmath>

namespace ventral::engine {
namespace {

namespace odeint = boost::numeric::odeint;

/// Times closer than this are one (ms).
constexpr double kSameTime = 1e-9;

/// The network as Odeint's system function over one step.
template <class Real>
struct System {
    const Dynamics<Real>& dynamics;
    double begin_ms;
    double end_ms;

    void operator()(const State<Real>& x, State<Real>& dxdt, double time_ms) const {
        dynamics.targets({time_ms, begin_ms, end_ms}, x, dxdt);
        dynamics.derivative(x, dxdt);
    }
};

template <class Real>
class RungeKuttaStepper final : public Stepper<Real> {
public:
    void advance(const Dynamics<Real>& dynamics,
                 double from_ms,
                 double to_ms,
                 State<Real>& x,
                 const State<Real>& target) override {
        slope_ = target;
        double begin_ms = from_ms;
        for (;;) {
            // A jump of the drives inside the step divides it.
            const double jump_ms = dynamics.next_jump(begin_ms);
            const double end_ms = jump_ms < to_ms - kSameTime ? jump_ms : to_ms;
            dynamics.derivative(x, slope_);
            stepper_.do_step(System<Real>{dynamics, begin_ms, end_ms}, x, slope_, begin_ms,
                             end_ms - begin_ms);
            if (end_ms == to_ms) {
                return;
            }
            // Both sides of the jump enter the history.
            dynamics.targets({end_ms, begin_ms, end_ms}, x, slope_);
            dynamics.evaluator.push_history(end_ms, from_ms);
            dynamics.evaluator.push_slopes(x.data(), slope_.data());
            dynamics.targets({end_ms, end_ms, to_ms}, x, slope_);
            dynamics.evaluator.replace_history();
            dynamics.evaluator.push_slopes(x.data(), slope_.data());
            begin_ms = end_ms;
        }
    }

private:
    odeint::runge_kutta4<State<Real>, double, State<Real>, double> stepper_;
    State<Real> slope_;
};

template <class Real>
class DormandPrinceStepper final : public Stepper<Real> {
public:
    DormandPrinceStepper(const SolverSettings& settings, double longest_step_ms)
        : has_delays_(longest_step_ms > 0),
          longest_ms_(has_delays_ ? longest_step_ms : 1e3),
          trial_ms_(std::min(settings.step_ms, longest_ms_)),
          stepper_(odeint::default_error_checker<double,
                                                 odeint::range_algebra,
                                                 odeint::default_operations>(
              settings.absolute_tolerance, settings.relative_tolerance)) {}

    bool keeps_history() const override { return true; }

    void archive(StateArchive& archive) override {
        archive.item(trial_ms_);
        archive.item(begin_ms_);
        archive.item(end_ms_);
        for (State<Real>* values : {&x_old_, &x_new_, &slope_old_, &slope_new_, &slope_left_}) {
            archive.growing(*values);
        }
    }

    void advance(const Dynamics<Real>& dynamics,
                 double from_ms,
                 double to_ms,
                 State<Real>& x,
                 const State<Real>& target) override {
        if (slope_new_.empty()) {
            begin_ms_ = end_ms_ = from_ms;
            x_new_ = x_old_ = x;
            slope_new_ = target;
            dynamics.derivative(x, slope_new_);
            slope_old_ = slope_new_;
            dynamics.evaluator.push_history(from_ms, from_ms);
            dynamics.evaluator.push_slopes(x.data(), target.data());
        }
        while (end_ms_ < to_ms - kSameTime) {
            step(dynamics);
        }
        if (end_ms_ <= to_ms + kSameTime) {
            x = x_new_;
            return;
        }
        stepper_.stepper().calc_state(to_ms, x, x_old_, slope_old_, begin_ms_, x_new_, slope_left_,
                                      end_ms_);
    }

private:
    static constexpr double kShortest = 1e-7;

    /// One accepted step from end_ms_.
    void step(const Dynamics<Real>& dynamics) {
        begin_ms_ = end_ms_;
        std::swap(x_old_, x_new_);
        slope_old_ = slope_new_;
        x_new_.resize(x_old_.size());
        slope_new_.resize(x_old_.size());
        const double jump_ms = dynamics.next_jump(begin_ms_);
        double dt = std::min({trial_ms_, longest_ms_, jump_ms - begin_ms_});
        double time = begin_ms_;
        for (;;) {
            const double tried = dt;
            const System<Real> system{dynamics, begin_ms_, begin_ms_ + tried};
            const auto result =
                stepper_.try_step(system, x_old_, slope_old_, time, x_new_, slope_new_, dt);
            if (result == odeint::success) {
                trial_ms_ = std::max(dt, tried < trial_ms_ ? std::min(trial_ms_, 5 * tried) : dt);
                end_ms_ = begin_ms_ + tried;
                break;
            }
            if (!(dt > kShortest)) {
                throw base::NumericsError(
                    {.what = "the adaptive step shrinks to nothing",
                     .time_ms = begin_ms_,
                     .got = base::str("step ", dt, " ms"),
                     .allowed = base::str("step > ", kShortest, " ms"),
                     .hint = "the network diverges, or the tolerances are too tight for the "
                             "precision"});
            }
        }
        slope_left_ = slope_new_;
        if (end_ms_ >= jump_ms - kSameTime) {
            end_ms_ = jump_ms;
        }
        if (has_delays_) {
            remember_inside(dynamics);
        }
        remember(dynamics, end_ms_ >= jump_ms);
    }

    /// Nodes of the histories between the step's ends, from the dense output: cubics over whole
    /// steps would err more than the tolerance.
    void remember_inside(const Dynamics<Real>& dynamics) {
        constexpr int kParts = 4;
        target_.resize(x_new_.size());
        inside_.resize(x_new_.size());
        for (int part = 1; part < kParts; ++part) {
            const double time_ms = begin_ms_ + (end_ms_ - begin_ms_) * part / kParts;
            stepper_.stepper().calc_state(time_ms, inside_, x_old_, slope_old_, begin_ms_, x_new_,
                                          slope_left_, end_ms_);
            dynamics.targets({time_ms, begin_ms_, end_ms_}, inside_, target_);
            dynamics.evaluator.push_history(time_ms, begin_ms_);
            dynamics.evaluator.push_slopes(inside_.data(), target_.data());
        }
    }

    /// Appends the end of the step to the histories; at a jump both of its sides.
    void remember(const Dynamics<Real>& dynamics, bool jumps) {
        target_.resize(x_new_.size());
        dynamics.targets({end_ms_, begin_ms_, end_ms_}, x_new_, target_);
        dynamics.evaluator.push_history(end_ms_, begin_ms_);
        dynamics.evaluator.push_slopes(x_new_.data(), target_.data());
        if (jumps) {
            dynamics.targets({end_ms_, end_ms_, end_ms_ + 1}, x_new_, target_);
            dynamics.evaluator.replace_history();
            dynamics.evaluator.push_slopes(x_new_.data(), target_.data());
            slope_new_ = target_;
            dynamics.derivative(x_new_, slope_new_);
        }
    }

    bool has_delays_;
    double longest_ms_;
    double trial_ms_;
    odeint::controlled_runge_kutta<
        odeint::runge_kutta_dopri5<State<Real>, double, State<Real>, double>>
        stepper_;
    double begin_ms_ = 0;
    double end_ms_ = 0;
    State<Real> x_old_, x_new_, slope_old_, target_, inside_;
    State<Real> slope_new_;   ///< at end_ms_, after a jump there
    State<Real> slope_left_;  ///< at end_ms_, before it: what the dense output needs
};

}  // namespace

template <class Real>
std::unique_ptr<Stepper<Real>> make_runge_kutta_stepper() {
    return std::make_unique<RungeKuttaStepper<Real>>();
}

template <class Real>
std::unique_ptr<Stepper<Real>> make_dormand_prince_stepper(const SolverSettings& settings,
                                                           double longest_step_ms) {
    return std::make_unique<DormandPrinceStepper<Real>>(settings, longest_step_ms);
}

template std::unique_ptr<Stepper<float>> make_runge_kutta_stepper();
template std::unique_ptr<Stepper<double>> make_runge_kutta_stepper();
template std::unique_ptr<Stepper<float>> make_dormand_prince_stepper(const SolverSettings&, double);
template std::unique_ptr<Stepper<double>> make_dormand_prince_stepper(const SolverSettings&,
                                                                      double);

}  // namespace ventral::engine
