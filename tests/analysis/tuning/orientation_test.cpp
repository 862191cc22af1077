#include "analysis/tuning/orientation.h"

#include "sim/base/random.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

std::vector<double> even_orientations(int count) {
    std::vector<double> result;
    for (int i = 0; i < count; ++i) {
        result.push_back(180.0 * i / count);
    }
    return result;
}

double von_mises(double theta, double preferred, double kappa) {
    return std::exp(kappa * (std::cos(2 * (theta - preferred) * std::numbers::pi / 180) - 1));
}

std::vector<double> von_mises_rates(const std::vector<double>& orientations,
                                    double baseline,
                                    double amplitude,
                                    double preferred,
                                    double kappa) {
    std::vector<double> rates;
    for (const double theta : orientations) {
        rates.push_back(baseline + amplitude * von_mises(theta, preferred, kappa));
    }
    return rates;
}

/// Half width at half height of the von Mises part, in closed form.
double published_hwhh(double kappa) {
    const double cosine = 1 + std::log((1 + std::exp(-2 * kappa)) / 2) / kappa;
    return 0.5 * std::acos(cosine) * 180 / std::numbers::pi;
}

}  // namespace

TEST_CASE("a von Mises fit recovers its own curve and the published half width") {
    const auto orientations = even_orientations(12);
    for (const double kappa : {0.5, 2.0, 6.0}) {
        for (const double preferred : {0.0, 37.0, 89.0, 179.0}) {
            CAPTURE(kappa);
            CAPTURE(preferred);
            const auto rates = von_mises_rates(orientations, 4, 30, preferred, kappa);
            const auto fit = fit_orientation(orientations, rates);
            REQUIRE(fit.reason.empty());
            CHECK(std::abs(std::remainder(fit.preferred_deg - preferred, 180.0)) < 1e-4);
            CHECK(fit.preferred_deg >= 0);
            CHECK(fit.preferred_deg < 180);
            CHECK(close(fit.kappa, kappa, 1e-4, 0));
            CHECK(close(fit.baseline, 4, 1e-3, 1e-3));
            CHECK(close(fit.amplitude, 30, 1e-3, 0));
            CHECK(close(fit.hwhh_above_baseline_deg, published_hwhh(kappa), 1e-4, 0));
            CHECK(close(fit.r2, 1, 1e-6, 0));
            CHECK(close(evaluate(fit, preferred + 21), 4 + 30 * von_mises(21, 0, kappa), 1e-4, 0));
        }
    }
}

TEST_CASE("a preferred orientation a rounding error below zero is 0, not 180") {
    const std::vector<double> orientations{0, 45, 90, 135};
    const std::vector<double> rates{10, 1, 0, std::nextafter(1.0, 2.0)};  // turned by -6e-16 deg
    const auto selectivity = orientation_selectivity(orientations, rates);
    CHECK(close(selectivity.preferred_deg, 0, 0, 0));
    const auto clear = orientation_selectivity(orientations, std::vector<double>{10, 1, 0, 1.1});
    CHECK(clear.preferred_deg < 180);
    CHECK(clear.preferred_deg > 179);
}

TEST_CASE("the half width above zero is where the curve falls to half of its peak") {
    const auto orientations = even_orientations(18);
    const auto rates = von_mises_rates(orientations, 5, 25, 60, 3);
    const auto fit = fit_orientation(orientations, rates);
    REQUIRE(fit.reason.empty());
    CHECK(close(evaluate(fit, 60 + fit.hwhh_above_zero_deg), 15, 1e-4, 0));
    CHECK(fit.hwhh_above_zero_deg > fit.hwhh_above_baseline_deg);
    // A cell whose curve stays above half of its peak has none.
    const auto high = fit_orientation(orientations, von_mises_rates(orientations, 30, 20, 60, 3));
    CHECK(std::isnan(high.hwhh_above_zero_deg));
    CHECK(std::isfinite(high.hwhh_above_baseline_deg));
}

TEST_CASE("a Gaussian fit recovers a wrapped Gaussian and its half width") {
    const auto orientations = even_orientations(18);
    std::vector<double> rates;
    const double sigma = 15;
    for (const double theta : orientations) {
        const double gap = std::remainder(theta - 170, 180.0);
        rates.push_back(2 + 40 * std::exp(-gap * gap / (2 * sigma * sigma)));
    }
    const auto fit = fit_orientation(orientations, rates, OrientationModel::Gaussian);
    REQUIRE(fit.reason.empty());
    CHECK(close(fit.preferred_deg, 170, 0, 1e-3));
    CHECK(close(fit.sigma_deg, sigma, 1e-4, 0));
    CHECK(close(fit.hwhh_above_baseline_deg, sigma * std::sqrt(2 * std::log(2.0)), 1e-4, 0));
    CHECK(std::isnan(fit.kappa));
}

TEST_CASE("under noise the half width is nearly unbiased") {
    const auto orientations = even_orientations(12);
    const auto clean = von_mises_rates(orientations, 3, 30, 50, 2.5);
    base::RandomStream stream(7, "orientation noise");
    double sum = 0;
    constexpr int kRepeats = 200;
    for (int k = 0; k < kRepeats; ++k) {
        auto rates = clean;
        for (double& rate : rates) {
            rate += 1.5 * stream.normal();
        }
        sum += fit_orientation(orientations, rates).hwhh_above_baseline_deg;
    }
    CHECK(close(sum / kRepeats, published_hwhh(2.5), 0, 0.5));
}

TEST_CASE("the vector sum gives the preferred orientation and one minus its length the variance") {
    const auto orientations = even_orientations(8);
    std::vector<double> one(8, 0);
    one[3] = 10;
    const auto sharp = orientation_selectivity(orientations, one);
    CHECK(close(sharp.preferred_deg, 67.5, 1e-12, 0));
    CHECK(close(sharp.circular_variance, 0, 0, 1e-12));
    CHECK(close(sharp.osi_pref_ortho, 1, 1e-12, 0));
    // a + b cos 2 (theta - 30) has |V| / sum = b / 2a.
    std::vector<double> cosine;
    for (const double theta : orientations) {
        cosine.push_back(10 + 4 * std::cos(2 * (theta - 30) * std::numbers::pi / 180));
    }
    const auto broad = orientation_selectivity(orientations, cosine);
    CHECK(close(broad.preferred_deg, 30, 1e-9, 0));
    CHECK(close(broad.circular_variance, 1 - 0.2, 1e-12, 0));
    CHECK(broad.best_deg == 22.5);
}

TEST_CASE("flat, silent, short or broken tuning curves have no value and say why") {
    const auto orientations = even_orientations(8);
    const auto reason = [&](std::vector<double> rates) {
        const auto fit = fit_orientation(orientations, rates);
        CHECK(std::isnan(fit.hwhh_above_baseline_deg));
        CHECK(std::isnan(fit.preferred_deg));
        CHECK(std::isnan(evaluate(fit, 0)));
        return fit.reason;
    };
    CHECK(reason(std::vector<double>(8, 0)) == "no response");
    CHECK(reason(std::vector<double>(8, 5)) == "the responses are all equal");
    CHECK(reason({1, 2, 3, std::nan(""), 5, 4, 3, 2}) == "a value is not finite");
    CHECK(fit_orientation(std::vector<double>{0, 45, 90}, std::vector<double>{1, 2, 1}).reason ==
          "3 different stimuli; at least 5 are needed");
    CHECK_THROWS_WITH(fit_orientation(orientations, std::vector<double>{1, 2}),
                      doctest::Contains("differ in length"));
    std::vector<double> spike(8, 0);
    spike[2] = 20;
    CHECK(reason(spike) == "the tuning is narrower than the sampling can resolve");
    CHECK(orientation_selectivity(orientations, spike).reason.empty());
    spike[0] = -1;
    CHECK(orientation_selectivity(orientations, spike).reason == "a rate is negative");
    const auto flat = orientation_selectivity(orientations, std::vector<double>(8, 5));
    CHECK(flat.circular_variance == 1);
    CHECK(std::isnan(flat.preferred_deg));
}
