#include "analysis/tuning/annulus.h"

#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

TEST_CASE("facilitation, its peak and both onsets of suppression are read going inward") {
    const std::vector<double> inner{13, 11, 9, 7, 5, 3};
    const std::vector<double> rates{20, 21, 24, 26, 22, 15};
    const auto summary = summarize_annuli(inner, rates, 20);
    REQUIRE(summary.reason.empty());
    CHECK(close(summary.facilitation_percent, 30, 1e-12, 0));
    CHECK(summary.facilitation_peak_deg == 7);
    CHECK(summary.facilitation_onset_deg == 9);
    CHECK(summary.suppression_onset_deg == 3);            // below 18
    CHECK(summary.suppression_onset_from_peak_deg == 5);  // below 23.4
    CHECK(close(summary.strongest_suppression, 0.25, 1e-12, 0));
    const std::vector<double> reversed_inner(inner.rbegin(), inner.rend());
    const std::vector<double> reversed(rates.rbegin(), rates.rend());
    CHECK(summarize_annuli(reversed_inner, reversed, 20).suppression_onset_deg == 3);
}

TEST_CASE("what an annulus curve lacks is NaN, not zero") {
    const auto flat = summarize_annuli(std::vector<double>{9, 5}, std::vector<double>{20, 20}, 20);
    CHECK(std::isnan(flat.suppression_onset_deg));
    CHECK(std::isnan(flat.facilitation_onset_deg));
    CHECK(flat.facilitation_percent == 0);
    CHECK(summarize_annuli(std::vector<double>{9}, std::vector<double>{20}, 0).reason ==
          "the centre alone does not drive the cell");
    CHECK(summarize_annuli({}, {}, 20).reason == "no annulus was shown");
}

TEST_CASE("the annular minimum response field is where a growing hole silences the cell") {
    const std::vector<double> inner{0, 1, 2, 3};
    const std::vector<double> rates{40, 20, 4, 0};
    CHECK(close(annular_minimum_response_field(inner, rates, 40).value, 2.5, 1e-12, 0));
    CHECK(annular_minimum_response_field(inner, std::vector<double>{40, 30, 20, 10}, 40).reason ==
          "no hole brings the response down to 5 % of the largest patch response");
}

TEST_CASE("near-surround facilitation compares the low-contrast peak with SRF_high") {
    const std::vector<double> diameters{0.5, 1, 2, 4};
    const std::vector<double> low{2, 6, 10, 8};
    CHECK(close(near_surround_facilitation(diameters, low, 1.5).value, 25, 1e-12, 0));
    CHECK(near_surround_facilitation(diameters, low, 8).reason ==
          "SRF_high lies outside the sizes shown at low contrast");
}
