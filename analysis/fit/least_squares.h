#pragma once

/// Nonlinear least squares with bounds: minimizes sum_i r_i(p)^2 over low <= p <= high by
/// Levenberg-Marquardt (MINPACK's lmdif; More 1978). Bounds are kept by the smooth transformations
/// of James & Roos 1975: p = low + (high - low) (1 + sin q) / 2, or low - 1 + sqrt(q^2 + 1) with
/// one bound. The best of several starts is taken.

#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace ventral::analysis {

/// A parameter of a fit and where it may go.
struct FitParameter {
    std::string name;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool operator==(const FitParameter&) const = default;
};

/// When to stop.
struct FitSettings {
    double tolerance = 1e-10;      ///< relative, of the sum of squares and of the parameters, > 0
    int max_evaluations = 2000;    ///< of the residuals, per start
    double bound_fraction = 1e-4;  ///< nearer to a bound than this share of its scale: at the bound
    bool operator==(const FitSettings&) const = default;
};

/// The best fit. Without convergence there are no parameters, and the reason says why.
struct LeastSquaresFit {
    std::vector<double> parameters{};       ///< empty where the fit failed
    std::vector<double> standard_errors{};  ///< from the curvature at the minimum; NaN: singular
    std::vector<std::string> at_bound{};    ///< names of the parameters that ended at a bound
    double sum_of_squares = std::numeric_limits<double>::quiet_NaN();
    int num_evaluations = 0;        ///< over all starts
    std::size_t num_converged = 0;  ///< starts that converged
    std::string reason{};           ///< empty where the fit converged
    bool converged() const { return reason.empty(); }
};

/// Writes the residuals for given parameters. A value that is not finite rejects the parameters.
using Residuals =
    std::function<void(std::span<const double> parameters, std::span<double> residuals)>;

/// @param starts one or more points within the bounds (they are moved inside otherwise).
LeastSquaresFit fit_least_squares(const Residuals& residuals,
                                  std::size_t num_residuals,
                                  std::span<const FitParameter> parameters,
                                  const std::vector<std::vector<double>>& starts,
                                  const FitSettings& settings = {});

/// Share of the variance about the mean that a fit leaves out of its residuals:
/// 1 - sum_of_squares / sum (y - mean y)^2; NaN if all y are equal.
double explained_variance(std::span<const double> y, double sum_of_squares);

}  // namespace ventral::analysis
