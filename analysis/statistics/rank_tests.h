#pragma once

/// Two-sided rank tests.

#include "analysis/value.h"

#include <span>
#include <string>

namespace ventral::analysis {

struct TestResult {
    double statistic = kNoValue;
    double p = kNoValue;   ///< two-sided
    bool exact = false;    ///< p from the exact null distribution, not from the normal one
    std::string reason{};  ///< too few values, nothing but ties, NaN
};

/// Mann & Whitney 1947: U of the first sample. Exact for samples without ties of which one has at
/// most 8 values, else normal with tie and continuity correction.
TestResult mann_whitney(std::span<const double> a, std::span<const double> b);

/// Wilcoxon 1945, signed ranks of a - b: the smaller of the two rank sums. Zero differences are
/// dropped. Exact for at most 50 differences without ties or zeros, else normal with tie
/// correction.
TestResult wilcoxon_signed_rank(std::span<const double> a, std::span<const double> b);

}  // namespace ventral::analysis
