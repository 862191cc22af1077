#include "analysis/population/sampling.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ventral::analysis;

namespace {

std::vector<UnitPlace> lattice() {
    std::vector<UnitPlace> units;
    for (int i = 0; i < 20; ++i) {
        for (int j = 0; j < 20; ++j) {
            units.push_back({.x_deg = j - 9.5,
                             .y_deg = i - 9.5,
                             .preferred_orientation_deg = 22.5 * ((i + j) % 8),
                             .preferred_frequency_cpd = j % 2 == 0 ? 2.0 : 4.0});
        }
    }
    return units;
}

bool contains_all(const std::vector<std::size_t>& large, const std::vector<std::size_t>& small) {
    return std::includes(large.begin(), large.end(), small.begin(), small.end());
}

}  // namespace

TEST_CASE("a sample keeps to its place and preferences") {
    const auto units = lattice();
    const SampleSpec spec{.count = 400,
                          .x_deg = 3,
                          .radius_deg = 5,
                          .min_eccentricity_deg = 1,
                          .orientation_deg = 0,
                          .orientation_tolerance_deg = 23,
                          .min_frequency_cpd = 3};
    const auto sample = sample_units(units, spec);
    REQUIRE(!sample.units.empty());
    CHECK(sample.units.size() == sample.num_eligible);
    CHECK(sample.reason.find("units are eligible; 400 were asked for") != std::string::npos);
    bool across_180 = false;
    for (const std::size_t i : sample.units) {
        across_180 = across_180 || units[i].preferred_orientation_deg == 157.5;
        CHECK(std::hypot(units[i].x_deg - 3, units[i].y_deg) <= 5);
        const double orientation = units[i].preferred_orientation_deg;
        CHECK((orientation == 0 || orientation == 22.5 || orientation == 157.5));
        CHECK(units[i].preferred_frequency_cpd == 4);
    }
    CHECK(across_180);
}

TEST_CASE("a seed gives one sample, another seed another, and a larger one contains a smaller") {
    const auto units = lattice();
    const auto small = sample_units(units, {.count = 20, .seed = 5});
    const auto large = sample_units(units, {.count = 60, .seed = 5});
    const auto other = sample_units(units, {.count = 20, .seed = 6});
    CHECK(small.units.size() == 20);
    CHECK(small.reason.empty());
    CHECK(std::is_sorted(small.units.begin(), small.units.end()));
    CHECK(contains_all(large.units, small.units));
    CHECK(small.units == sample_units(units, {.count = 20, .seed = 5}).units);
    CHECK(small.units != other.units);
}

TEST_CASE("a sample is spread evenly over the eligible units") {
    const auto units = lattice();
    double right = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        for (const std::size_t i : sample_units(units, {.count = 40, .seed = seed}).units) {
            right += units[i].x_deg > 0 ? 1 : 0;
        }
    }
    CHECK(std::abs(right / 4000 - 0.5) < 0.025);
}

TEST_CASE("units without a preference are left out where one is asked for") {
    std::vector<UnitPlace> units(3);
    units[1].preferred_orientation_deg = 90;
    CHECK(sample_units(units, {.count = 3}).units.size() == 3);
    const auto tuned = sample_units(units, {.count = 3, .orientation_deg = 90});
    CHECK(tuned.units == std::vector<std::size_t>{1});
}
