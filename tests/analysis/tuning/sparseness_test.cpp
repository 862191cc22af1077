#include "analysis/tuning/sparseness.h"

#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

TEST_CASE("sparseness is 0 for equal responses, 1 for one response, and between by formula") {
    CHECK(close(sparseness(std::vector<double>(5, 3)).value, 0, 0, 1e-12));
    CHECK(close(sparseness(std::vector<double>{0, 0, 7, 0}).value, 1, 1e-12, 0));
    // n = 2, r = 1, 3: (1 - 4 / 5) / (1 / 2)
    CHECK(close(sparseness(std::vector<double>{1, 3}).value, 0.4, 1e-12, 0));
    CHECK(sparseness(std::vector<double>(5, 0)).reason == "no response");
    CHECK(sparseness(std::vector<double>{1, -1}).reason == "a rate is negative or not finite");
    CHECK(std::isnan(sparseness(std::vector<double>{4}).value));
}

TEST_CASE("tolerance is the share of the preferred object's response that transformations keep") {
    const std::vector<double> rates{2, 8, 4,   // reference
                                    1, 4, 3,   // half of it, the same order
                                    4, 6, 2};  // three quarters, another order
    const auto result = selectivity_tolerance({.values = rates, .length = 3});
    REQUIRE(result.reason.empty());
    CHECK(result.preferred_object == 1);
    CHECK(close(result.tolerance, (0.5 + 0.75) / 2, 1e-12, 0));
    CHECK(close(result.rank_agreement, (1 + 0.5) / 2, 1e-12, 0));
    CHECK(close(result.selectivity, sparseness(std::vector<double>{2, 8, 4}).value, 1e-12, 0));
    CHECK(selectivity_tolerance({.values = std::span(rates).first(3), .length = 3}).reason ==
          "tolerance needs the reference and at least one transformation");
}
