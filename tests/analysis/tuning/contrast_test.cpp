#include "analysis/tuning/contrast.h"

#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

const std::vector<double> kContrasts{0,    0.01, 0.02, 0.04, 0.06, 0.08, 0.12,
                                     0.16, 0.24, 0.32, 0.48, 0.64, 0.8,  1};

double naka_rushton(double c, double r0, double r_max, double c50, double n) {
    return r0 + r_max * std::pow(c, n) / (std::pow(c, n) + std::pow(c50, n));
}

std::vector<double> responses(double r0, double r_max, double c50, double n) {
    std::vector<double> rates;
    for (const double c : kContrasts) {
        rates.push_back(naka_rushton(c, r0, r_max, c50, n));
    }
    return rates;
}

}  // namespace

TEST_CASE("a Naka-Rushton fit recovers its parameters") {
    for (const double c50 : {0.05, 0.2, 0.6}) {
        for (const double n : {1.0, 2.4, 5.0}) {
            CAPTURE(c50);
            CAPTURE(n);
            const auto fit = fit_contrast(kContrasts, responses(3, 40, c50, n));
            REQUIRE(fit.reason.empty());
            CHECK(close(fit.r0, 3, 1e-3, 0));
            CHECK(close(fit.r_max, 40, 1e-3, 0));
            CHECK(close(fit.c50, c50, 1e-3, 0));
            CHECK(close(fit.exponent, n, 1e-3, 0));
            CHECK(close(evaluate(fit, 0.3), naka_rushton(0.3, 3, 40, c50, n), 1e-4, 0));
        }
    }
}

TEST_CASE("a contrast at a share of Rmax inverts the fitted curve") {
    const auto fit = fit_contrast(kContrasts, responses(3, 40, 0.2, 2));
    const auto c90 = contrast_at_share_of_rmax(fit, 0.9);
    CHECK(close(c90.value, 0.6, 1e-3, 0));  // c50 * 9^(1/2)
    CHECK(close(evaluate(fit, c90.value), 3 + 36, 1e-3, 0));
    CHECK(contrast_at_share_of_rmax(fit, 0.99).reason ==
          "that share of Rmax is reached beyond contrast 1 only");
    const auto half = contrast_at_share_of_largest(std::vector<double>{0, 0.1, 0.5, 1},
                                                   std::vector<double>{2, 4, 12, 14}, 0.5);
    CHECK(close(half.value, 0.3, 1e-12, 0));
}

TEST_CASE("a response that does not saturate has no c50") {
    std::vector<double> linear;
    for (const double c : kContrasts) {
        linear.push_back(50 * c);
    }
    const auto fit = fit_contrast(kContrasts, linear);
    CHECK(fit.reason == "the response does not saturate within the contrasts shown");
    CHECK(std::isnan(fit.c50));
    CHECK(std::isnan(contrast_at_share_of_rmax(fit, 0.5).value));
    std::vector<double> step(kContrasts.size(), 20);
    step[0] = 0;
    CHECK_FALSE(fit_contrast(kContrasts, step).reason.empty());
    CHECK(std::isnan(fit_contrast(kContrasts, step).c50));
    std::vector<double> falling(linear.rbegin(), linear.rend());
    CHECK(fit_contrast(kContrasts, falling).reason == "the response does not grow with contrast");
    CHECK(fit_contrast(kContrasts, std::vector<double>(14, 0)).reason == "no response");
    CHECK_THROWS_WITH(
        fit_contrast(std::vector<double>{0, 10, 20, 50, 100}, std::vector<double>{0, 1, 2, 3, 4}),
        doctest::Contains("a contrast is out of range"));
}

TEST_CASE("high and low contrast are chosen by the published rule") {
    const std::vector<double> contrasts{0, 0.02, 0.08, 0.16, 0.24, 0.48, 0.64, 0.8, 1};
    const std::vector<double> rates{1, 2, 6, 11, 13, 16, 17, 19, 20};
    const auto choice = choose_contrasts(contrasts, rates, 1);
    REQUIRE(choice.reason.empty());
    CHECK(choice.high == 0.64);  // 0.8 has 95 % of the largest response
    CHECK(choice.low == 0.16);   // 0.08 has 30 %
    const auto saturated =
        choose_contrasts(contrasts, std::vector<double>{1, 2, 6, 11, 13, 19, 20, 20, 20}, 1);
    CHECK(saturated.reason.empty());
    CHECK(saturated.high == 0.64);  // all of them have 100 %: the lowest is nearest to the rule
    CHECK(saturated.low == 0.16);
    const auto none = choose_contrasts(std::vector<double>{0, 0.1, 0.3, 0.9},
                                       std::vector<double>{1, 2, 15, 20}, 1);
    CHECK(none.reason == "no contrast lies from 0.5 to 0.8");
    CHECK(std::isnan(none.high));
    const auto weak =
        choose_contrasts(contrasts, std::vector<double>{1, 1, 2, 3, 4, 10, 15, 17, 20}, 1);
    CHECK(std::isnan(weak.low));
    CHECK(weak.high == 0.8);
    const auto spontaneous = choose_contrasts(contrasts, rates, 12);
    CHECK(spontaneous.low == 0.24);  // the first above the response to grey
}
