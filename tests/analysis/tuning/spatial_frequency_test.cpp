#include "analysis/tuning/spatial_frequency.h"

#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

const std::vector<double> kFrequencies{0.25, 0.5, 1, 2, 4, 8, 16};

std::vector<double> log_gaussian(double preferred, double bandwidth_octaves) {
    std::vector<double> rates;
    for (const double f : kFrequencies) {
        const double z = std::log2(f / preferred) / (bandwidth_octaves / 2);
        rates.push_back(3 + 25 * std::exp2(-z * z));  // half height at half of the bandwidth
    }
    return rates;
}

}  // namespace

TEST_CASE("a log Gaussian is recovered, its bandwidth the full width at half height in octaves") {
    for (const double bandwidth : {1.0, 1.5, 3.0}) {
        CAPTURE(bandwidth);
        const auto fit = fit_spatial_frequency(kFrequencies, log_gaussian(3, bandwidth), 3);
        REQUIRE(fit.reason.empty());
        CHECK(close(fit.preferred_cpd, 3, 1e-5, 0));
        CHECK(close(fit.amplitude, 25, 1e-4, 0));
        CHECK(close(fit.bandwidth_octaves, bandwidth, 1e-4, 0));
        CHECK(close(std::log2(fit.high_cut_cpd / fit.low_cut_cpd), bandwidth, 1e-4, 0));
        CHECK(close(evaluate(fit, fit.low_cut_cpd), 3 + 12.5, 1e-4, 0));
    }
}

TEST_CASE("a peak outside the frequencies shown is named and not extrapolated") {
    const auto low = fit_spatial_frequency(kFrequencies, log_gaussian(0.1, 3), 3);
    CHECK(low.reason == "low-pass: the peak lies below the frequencies shown");
    CHECK(std::isnan(low.preferred_cpd));
    const auto high = fit_spatial_frequency(kFrequencies, log_gaussian(60, 3), 3);
    CHECK(high.reason == "high-pass: the peak lies above the frequencies shown");
    std::vector<double> one(kFrequencies.size(), 3);
    one[3] = 20;
    CHECK(fit_spatial_frequency(kFrequencies, one, 3).reason ==
          "the tuning is wider or narrower than the frequencies shown can resolve");
    CHECK(fit_spatial_frequency(kFrequencies, std::vector<double>(7, 3), 3).reason ==
          "the responses are all equal");
    CHECK_THROWS_WITH(
        fit_spatial_frequency(std::vector<double>{0, 1, 2, 4}, std::vector<double>{0, 1, 2, 1}),
        doctest::Contains("not above 0"));
}
