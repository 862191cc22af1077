#pragma once

/// Contrast response. Contrasts are Michelson, 0 to 1.

#include "analysis/value.h"

#include <span>
#include <string>

namespace ventral::analysis {

/// Naka & Rushton 1966 (Albrecht & Hamilton 1982): R(c) = R0 + Rmax c^n / (c^n + c50^n).
/// A curve that does not saturate within the contrasts shown leaves Rmax and c50 undetermined:
/// where c50 would lie beyond the largest contrast the fit has no value and says so.
struct ContrastFit {
    double r0 = kNoValue;        ///< Hz
    double r_max = kNoValue;     ///< Hz, above R0, at infinite contrast
    double c50 = kNoValue;       ///< contrast of R0 + Rmax / 2
    double exponent = kNoValue;  ///< n, 0.2 .. 12
    double r2 = kNoValue;
    std::string reason{};
};

/// Needs at least 5 contrasts, of which at least 4 above 0.
ContrastFit fit_contrast(std::span<const double> contrasts, std::span<const double> rates);

/// The fitted curve, Hz; NaN for a fit without value.
double evaluate(const ContrastFit& fit, double contrast);

/// Contrast at which the fitted response above R0 is `share` (0..1) of Rmax:
/// c50 (share / (1 - share))^(1/n). No value beyond contrast 1.
Measured contrast_at_share_of_rmax(const ContrastFit& fit, double share);

/// Contrast at which the measured response above that of the lowest contrast first reaches `share`
/// of its largest value, linear between the contrasts, which ascend. Needs no fit.
Measured contrast_at_share_of_largest(std::span<const double> contrasts,
                                      std::span<const double> rates,
                                      double share);

/// A cell's own high and low contrast for size tuning (Ichida et al. 2007): high = the contrast
/// within 0.5 .. 0.8 with the largest response below 90 % of the maximum, and where the cell
/// saturates before (as one with c50 = 0.20 and n = 2.4 does: 92 % at 0.5), the lowest of them, the
/// one that is nearest to the rule; low = the lowest contrast
/// within 0.04 .. 0.30 with a response above 50 % of the maximum and above that to grey. Responses
/// include the spontaneous rate.
struct ContrastChoice {
    double high = kNoValue;
    double low = kNoValue;
    std::string reason{};  ///< says which of the two is missing and why
};
struct ContrastChoiceRule {
    double high_from = 0.5;
    double high_to = 0.8;
    double high_below_share = 0.9;  ///< of the largest response
    double low_from = 0.04;
    double low_to = 0.30;
    double low_above_share = 0.5;  ///< of the largest response
};
ContrastChoice choose_contrasts(std::span<const double> contrasts,
                                std::span<const double> rates,
                                double grey_rate,
                                const ContrastChoiceRule& rule = {});

}  // namespace ventral::analysis
