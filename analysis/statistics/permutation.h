#pragma once

/// Permutation tests: p = (1 + number of permutations at least as extreme) / (1 + permutations),
/// two-sided (Phipson & Smyth 2010).

#include "analysis/statistics/rank_tests.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace ventral::analysis {

struct PermutationSettings {
    std::size_t num_permutations = 10000;
    std::uint64_t seed = 1;
};

/// Difference of the means of two independent samples, labels permuted.
TestResult permutation_test(std::span<const double> a,
                            std::span<const double> b,
                            const PermutationSettings& settings = {});

/// Mean of paired differences, signs flipped.
TestResult sign_flip_test(std::span<const double> differences,
                          const PermutationSettings& settings = {});

}  // namespace ventral::analysis
