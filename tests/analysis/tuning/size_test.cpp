#include "analysis/tuning/size.h"

#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

const std::vector<double> kDiameters{0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1,  1.2, 1.5, 2,
                                     2.5, 3,   4,   5,   6,   8,   10, 12,  14};

/// int_{-d/2}^{d/2} exp(-(2 y / w)^2) dy by the trapezoidal rule.
double integral(double d, double w) {
    constexpr int kSteps = 20000;
    double sum = 0;
    for (int i = 0; i <= kSteps; ++i) {
        const double y = -d / 2 + d * i / kSteps;
        sum += (i == 0 || i == kSteps ? 0.5 : 1.0) * std::exp(-4 * y * y / (w * w));
    }
    return sum * d / kSteps;
}

double ratio_part(double d, double w) {
    const double half = integral(2 * d, 2 * w) / 2;  // int_0^d exp(-(y / w)^2) dy
    return 4 / std::numbers::pi * half * half;
}

template <class Curve>
std::vector<double> sample(const Curve& curve) {
    std::vector<double> rates;
    for (const double d : kDiameters) {
        rates.push_back(curve(d));
    }
    return rates;
}

double difference_curve(double d) {
    return 2 + 60 * integral(d, 1) - 14 * integral(d, 4);
}

double ratio_curve(double d) {
    return 1 + 200 * ratio_part(d, 0.8) / (1 + 0.9 * ratio_part(d, 3));
}

}  // namespace

TEST_CASE("a difference of integrals of Gaussians is recovered with all of its parameters") {
    const auto fit =
        fit_size(kDiameters, sample(difference_curve), SizeModel::DifferenceOfGaussians, 2);
    REQUIRE(fit.reason.empty());
    CHECK(close(fit.centre_gain, 60, 1e-3, 0));
    CHECK(close(fit.centre_deg, 1, 1e-3, 0));
    CHECK(close(fit.surround_gain, 14, 1e-3, 0));
    CHECK(close(fit.surround_deg, 4, 1e-3, 0));
    CHECK(close(fit.r2, 1, 1e-6, 0));
    CHECK(close(evaluate(fit, 1.7), difference_curve(1.7), 1e-4, 0));
    // The peak: 60 exp(-d^2) = 14 exp(-d^2 / 16).
    const double peak_deg = std::sqrt(std::log(60.0 / 14) / (1 - 1.0 / 16));
    CHECK(close(fit.summary.srf_deg, peak_deg, 5e-3, 0));
    const double peak = difference_curve(peak_deg) - 2;
    const double asymptote = difference_curve(14) - 2;
    CHECK(close(fit.summary.suppression_index, (peak - asymptote) / peak, 1e-3, 0));
    CHECK(close(evaluate(fit, fit.summary.gsf_deg) - 2, 0.95 * peak, 1e-3, 0));
    CHECK(fit.summary.gsf_deg < peak_deg);
    CHECK(close(evaluate(fit, fit.summary.surround_extent_deg) - 2, 1.05 * asymptote, 1e-3, 0));
    CHECK(fit.summary.surround_extent_deg > peak_deg);
    CHECK_FALSE(fit.summary.peak_at_largest);
}

TEST_CASE("a ratio of Gaussians is recovered with all of its parameters") {
    const auto fit = fit_size(kDiameters, sample(ratio_curve), SizeModel::RatioOfGaussians, 1);
    REQUIRE(fit.reason.empty());
    CHECK(close(fit.centre_gain, 200, 5e-3, 0));
    CHECK(close(fit.centre_deg, 0.8, 5e-3, 0));
    CHECK(close(fit.surround_gain, 0.9, 5e-3, 0));
    CHECK(close(fit.surround_deg, 3, 5e-3, 0));
    CHECK(close(evaluate(fit, 2.2), ratio_curve(2.2), 1e-3, 0));
}

TEST_CASE("a cell without a surround has no surround size and no suppression") {
    const auto rates = sample([](double d) { return 20 * integral(d, 1); });
    for (const auto model : {SizeModel::DifferenceOfGaussians, SizeModel::RatioOfGaussians}) {
        const auto squared = sample([](double d) { return 20 * ratio_part(d, 1); });
        const bool ratio = model == SizeModel::RatioOfGaussians;
        const auto fit = fit_size(kDiameters, ratio ? squared : rates, model);
        REQUIRE(fit.reason.empty());
        CHECK(close(fit.centre_deg, 1, 1e-2, 0));
        CHECK(close(fit.summary.suppression_index, 0, 0, 2e-3));
    }
    const auto fit = fit_size(kDiameters, rates, SizeModel::DifferenceOfGaussians);
    CHECK(std::isnan(fit.summary.surround_extent_deg));
}

TEST_CASE("a raw size curve is read between its samples") {
    const std::vector<double> diameters{1, 2, 3, 4, 6};
    const std::vector<double> rates{2, 12, 22, 12, 8};
    const auto summary = summarize_size_curve(diameters, rates, 2);
    CHECK(summary.srf_deg == 3);
    CHECK(close(summary.peak, 20, 1e-12, 0));
    CHECK(close(summary.suppression_index, 0.7, 1e-12, 0));
    CHECK(close(summary.gsf_deg, 2.9, 1e-12, 0));               // 19 on the line 10 .. 20
    CHECK(close(summary.surround_extent_deg, 5.85, 1e-12, 0));  // 6.3 on the line 10 .. 6
}

TEST_CASE("a curve that still grows gives a lower bound and says so") {
    const auto summary =
        summarize_size_curve(std::vector<double>{1, 2, 4}, std::vector<double>{1, 2, 3});
    CHECK(summary.peak_at_largest);
    CHECK(summary.srf_deg == 4);
    CHECK(summary.suppression_index == 0);
    CHECK(std::isnan(summary.surround_extent_deg));
}

TEST_CASE("size curves without a response or out of order are refused") {
    CHECK(summarize_size_curve(kDiameters, std::vector<double>(19, 0)).reason == "no response");
    CHECK(fit_size(kDiameters, std::vector<double>(19, 3), SizeModel::RatioOfGaussians).reason ==
          "the responses are all equal");
    std::vector<double> inhibited(19, 0);
    inhibited[4] = -3;
    CHECK(fit_size(kDiameters, inhibited, SizeModel::RatioOfGaussians).reason ==
          "no size drives the cell above its spontaneous rate");
    CHECK_THROWS_WITH(
        summarize_size_curve(std::vector<double>{2, 1, 3}, std::vector<double>{1, 2, 3}),
        doctest::Contains("do not ascend"));
    CHECK(fit_size(std::vector<double>{1, 2, 3}, std::vector<double>{1, 2, 3},
                   SizeModel::RatioOfGaussians)
              .reason == "3 different stimuli; at least 6 are needed");
}
