#include "analysis/fit/least_squares.h"

#include "analysis/fit/bounded_parameter.h"
#include "sim/base/text.h"

#include <cminpack.h>
#include <cmath>
#include <numeric>

namespace ventral::analysis {

namespace {

// What MINPACK hands back to the callback.
struct Problem {
    const Residuals* residuals;
    std::span<const FitParameter> parameters;
    std::vector<double> values;
};

std::vector<double> values_of(std::span<const FitParameter> parameters, const double* q) {
    std::vector<double> values(parameters.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = from_free(parameters[i], q[i]);
    }
    return values;
}

int evaluate_problem(void* data, int num_residuals, int, const double* q, double* residuals, int) {
    auto& problem = *static_cast<Problem*>(data);
    for (std::size_t i = 0; i < problem.values.size(); ++i) {
        problem.values[i] = from_free(problem.parameters[i], q[i]);
    }
    const std::span<double> out(residuals, static_cast<std::size_t>(num_residuals));
    (*problem.residuals)(problem.values, out);
    for (double& r : out) {
        if (!std::isfinite(r)) {
            r = 1e100;  // far above any real residual: the step is taken back
        }
    }
    return 0;
}

// One search from one start.
struct Search {
    std::vector<double> q;
    std::vector<double> residuals;
    std::vector<double> jacobian;  // R of the QR factorization, column-major
    std::vector<int> order;
    double sum_of_squares = 0;
    int info = 0;
    int num_evaluations = 0;
    bool converged() const {
        return info >= 1 && info <= 4 && std::isfinite(sum_of_squares) && sum_of_squares < 1e90;
    }
};

Search search(const Residuals& residuals,
              std::size_t num_residuals,
              std::span<const FitParameter> parameters,
              const std::vector<double>& start,
              const FitSettings& settings) {
    const std::size_t n = parameters.size();
    Search s{.q = std::vector<double>(n),
             .residuals = std::vector<double>(num_residuals),
             .jacobian = std::vector<double>(num_residuals * n),
             .order = std::vector<int>(n)};
    for (std::size_t i = 0; i < n; ++i) {
        s.q[i] = to_free(parameters[i], start[i]);
    }
    Problem problem{&residuals, parameters, std::vector<double>(n)};
    std::vector<double> scale(n);
    std::vector<double> gradient(n);
    std::vector<double> work(3 * n);
    std::vector<double> work_residuals(num_residuals);
    const int m = static_cast<int>(num_residuals);
    const int mode_auto_scale = 1;
    s.info = lmdif(evaluate_problem, &problem, m, static_cast<int>(n), s.q.data(),
                   s.residuals.data(), settings.tolerance, settings.tolerance, 0,
                   settings.max_evaluations, 0, scale.data(), mode_auto_scale, 100, 0,
                   &s.num_evaluations, s.jacobian.data(), m, s.order.data(), gradient.data(),
                   work.data(), work.data() + n, work.data() + 2 * n, work_residuals.data());
    s.sum_of_squares =
        std::inner_product(s.residuals.begin(), s.residuals.end(), s.residuals.begin(), 0.0);
    return s;
}

std::vector<double> standard_errors(Search s,
                                    std::size_t num_residuals,
                                    std::span<const FitParameter> parameters) {
    const std::size_t n = parameters.size();
    std::vector<double> errors(n, std::numeric_limits<double>::quiet_NaN());
    if (num_residuals <= n) {
        return errors;
    }
    std::vector<double> work(n);
    covar(static_cast<int>(n), s.jacobian.data(), static_cast<int>(num_residuals), s.order.data(),
          1e-14, work.data());
    const double variance = s.sum_of_squares / static_cast<double>(num_residuals - n);
    for (std::size_t i = 0; i < n; ++i) {
        const double curvature = s.jacobian[i * num_residuals + i];
        if (curvature > 0) {
            errors[i] =
                std::sqrt(variance * curvature) * std::abs(slope_of_free(parameters[i], s.q[i]));
        }
    }
    return errors;
}

}  // namespace

LeastSquaresFit fit_least_squares(const Residuals& residuals,
                                  std::size_t num_residuals,
                                  std::span<const FitParameter> parameters,
                                  const std::vector<std::vector<double>>& starts,
                                  const FitSettings& settings) {
    LeastSquaresFit fit;
    if (num_residuals < parameters.size()) {
        fit.reason =
            base::str(num_residuals, " values cannot fix ", parameters.size(), " parameters");
        return fit;
    }
    Search best;
    for (const std::vector<double>& start : starts) {
        Search s = search(residuals, num_residuals, parameters, start, settings);
        fit.num_evaluations += s.num_evaluations;
        if (!s.converged()) {
            continue;
        }
        if (fit.num_converged++ == 0 || s.sum_of_squares < best.sum_of_squares) {
            best = std::move(s);
        }
    }
    if (fit.num_converged == 0) {
        fit.reason = base::str("the fit did not converge from any of ", starts.size(), " starts");
        return fit;
    }
    fit.parameters = values_of(parameters, best.q.data());
    fit.sum_of_squares = best.sum_of_squares;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (is_at_bound(parameters[i], fit.parameters[i], settings.bound_fraction)) {
            fit.at_bound.push_back(parameters[i].name);
        }
    }
    fit.standard_errors = standard_errors(std::move(best), num_residuals, parameters);
    return fit;
}

double explained_variance(std::span<const double> y, double sum_of_squares) {
    const double mean = std::accumulate(y.begin(), y.end(), 0.0) / static_cast<double>(y.size());
    double total = 0;
    for (const double value : y) {
        total += (value - mean) * (value - mean);
    }
    return total > 0 ? 1 - sum_of_squares / total : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace ventral::analysis
