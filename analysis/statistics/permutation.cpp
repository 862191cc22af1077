#include "analysis/statistics/permutation.h"

#include "analysis/rows.h"
#include "analysis/statistics/descriptive.h"
#include "sim/base/random.h"

#include <cmath>
#include <utility>
#include <vector>

namespace ventral::analysis {

namespace {

// Sums of the same numbers in another order differ in the last digits and count as equal.
bool as_extreme(double value, double observed) {
    return std::abs(value) >= std::abs(observed) * (1 - 1e-12);
}

double p_of(std::size_t num_extreme, std::size_t num_permutations) {
    return static_cast<double>(num_extreme + 1) / static_cast<double>(num_permutations + 1);
}

}  // namespace

TestResult permutation_test(std::span<const double> a,
                            std::span<const double> b,
                            const PermutationSettings& settings) {
    TestResult result;
    std::vector<double> all(a.begin(), a.end());
    all.insert(all.end(), b.begin(), b.end());
    if (a.empty() || b.empty() || !all_finite(all)) {
        result.reason = all_finite(all) ? "a sample is empty" : "a value is not finite";
        return result;
    }
    result.statistic = mean(a) - mean(b);
    base::RandomStream stream(settings.seed, "permutation test");
    std::size_t num_extreme = 0;
    for (std::size_t i = 0; i < settings.num_permutations; ++i) {
        for (std::size_t k = 0; k < a.size(); ++k) {
            const auto rest = static_cast<std::uint32_t>(all.size() - k);
            std::swap(all[k], all[k + stream.below(rest)]);
        }
        const auto shuffled = std::span<const double>(all);
        const double value = mean(shuffled.first(a.size())) - mean(shuffled.subspan(a.size()));
        num_extreme += as_extreme(value, result.statistic) ? 1U : 0U;
    }
    result.p = p_of(num_extreme, settings.num_permutations);
    return result;
}

TestResult sign_flip_test(std::span<const double> differences,
                          const PermutationSettings& settings) {
    TestResult result;
    if (differences.empty() || !all_finite(differences)) {
        result.reason = differences.empty() ? "a sample is empty" : "a value is not finite";
        return result;
    }
    result.statistic = mean(differences);
    base::RandomStream stream(settings.seed, "sign-flip test");
    std::size_t num_extreme = 0;
    for (std::size_t i = 0; i < settings.num_permutations; ++i) {
        double sum = 0;
        for (const double value : differences) {
            sum += stream.below(2) == 0 ? value : -value;
        }
        const double flipped = sum / static_cast<double>(differences.size());
        num_extreme += as_extreme(flipped, result.statistic) ? 1U : 0U;
    }
    result.p = p_of(num_extreme, settings.num_permutations);
    return result;
}

}  // namespace ventral::analysis
