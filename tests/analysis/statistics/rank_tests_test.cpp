#include "analysis/statistics/rank_tests.h"

#include "analysis/statistics/permutation.h"
#include "sim/base/random.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

TEST_CASE("the smallest Mann-Whitney samples have the p values of counting") {
    // 3 against 3 without overlap: 2 of the 20 orderings are as extreme.
    const std::vector<double> low{1, 2, 3};
    const std::vector<double> high{4, 5, 6};
    const auto test = mann_whitney(low, high);
    CHECK(test.exact);
    CHECK(test.statistic == 0);
    CHECK(close(test.p, 0.1, 1e-12, 0));
    CHECK(mann_whitney(high, low).statistic == 9);
    CHECK(close(mann_whitney(high, low).p, 0.1, 1e-12, 0));
    // 2 against 2, ranks 1 and 4: U is in the middle, p = 1.
    CHECK(mann_whitney(std::vector<double>{1, 4}, std::vector<double>{2, 3}).p == 1);
}

TEST_CASE("the smallest signed-rank samples have the p values of counting") {
    const std::vector<double> a{1, 3, 6, 10, 15};
    const std::vector<double> zero(5, 0);
    const auto test = wilcoxon_signed_rank(a, zero);
    CHECK(test.exact);
    CHECK(test.statistic == 0);
    CHECK(close(test.p, 2.0 / 32, 1e-12, 0));
    const std::vector<double> mixed{1, -3, 6, 10, 15};  // negative ranks sum to 2
    CHECK(close(wilcoxon_signed_rank(mixed, zero).p, 2 * 3.0 / 32, 1e-12, 0));
}

TEST_CASE("rank tests hold their level, in the exact and in the normal range") {
    for (const std::size_t n : {std::size_t{6}, std::size_t{30}}) {
        std::size_t num_independent = 0;
        std::size_t num_paired = 0;
        constexpr std::size_t kRepeats = 3000;
        for (std::size_t i = 0; i < kRepeats; ++i) {
            base::RandomStream stream(3, "rank null", i);
            std::vector<double> a(n);
            std::vector<double> b(n);
            for (std::size_t k = 0; k < n; ++k) {
                a[k] = stream.normal();
                b[k] = stream.normal();
            }
            num_independent += mann_whitney(a, b).p < 0.05 ? 1U : 0U;
            num_paired += wilcoxon_signed_rank(a, b).p < 0.05 ? 1U : 0U;
        }
        // Exact p values of small samples are discrete: at most the level.
        const double margin = 3 * std::sqrt(0.05 * 0.95 / kRepeats);
        CHECK(static_cast<double>(num_independent) / kRepeats < 0.05 + margin);
        CHECK(static_cast<double>(num_paired) / kRepeats < 0.05 + margin);
        CHECK(static_cast<double>(num_independent) / kRepeats > 0.03 - margin);
        CHECK(static_cast<double>(num_paired) / kRepeats > 0.025 - margin);
    }
}

TEST_CASE("permutation tests count what is at least as extreme") {
    const std::vector<double> low{1, 2, 3, 4};
    const std::vector<double> high{11, 12, 13, 14};
    const auto test = permutation_test(low, high, {.num_permutations = 20000, .seed = 2});
    CHECK(close(test.statistic, -10, 1e-12, 0));
    CHECK(close(test.p, 2.0 / 70, 0.1, 0));  // 2 of the 70 labellings
    const auto flips =
        sign_flip_test(std::vector<double>{1, 2, 3, 4, 5, 6}, {.num_permutations = 20000});
    CHECK(close(flips.p, 2.0 / 64, 0.1, 0));
    CHECK(permutation_test(low, low).p == 1);
    CHECK(permutation_test(low, high, {.num_permutations = 99}).p >= 1.0 / 100);
}

TEST_CASE("samples that cannot be tested say why") {
    const std::vector<double> same(30, 2);
    CHECK(mann_whitney(same, same).reason == "all values are equal");
    CHECK(wilcoxon_signed_rank(same, same).reason == "all differences are zero");
    CHECK(mann_whitney({}, same).reason == "a sample is empty");
    CHECK(wilcoxon_signed_rank({}, {}).reason == "a sample is empty");
    const std::vector<double> broken{1, std::nan("")};
    CHECK(mann_whitney(broken, same).reason == "a value is not finite");
    CHECK(std::isnan(mann_whitney(broken, same).p));
    CHECK(sign_flip_test(broken).reason == "a value is not finite");
    CHECK_THROWS_WITH(wilcoxon_signed_rank(broken, same),
                      doctest::Contains("the two samples of a paired test differ in length"));
}
