#pragma once

/// Which units a laboratory would have recorded: a pure function of coordinates and a seed.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace ventral::analysis {

/// What is known of a unit. NaN: it has none, and any preference asked for leaves it out.
struct UnitPlace {
    double x_deg = 0;
    double y_deg = 0;
    double preferred_orientation_deg = std::numeric_limits<double>::quiet_NaN();
    double preferred_frequency_cpd = std::numeric_limits<double>::quiet_NaN();
};

/// Which units may be drawn, and how many are.
struct SampleSpec {
    std::size_t count = 0;  ///< units drawn
    double x_deg = 0;
    double y_deg = 0;
    double radius_deg = std::numeric_limits<double>::infinity();  ///< around (x, y)
    double min_eccentricity_deg = 0;
    double max_eccentricity_deg = std::numeric_limits<double>::infinity();
    double orientation_deg = std::numeric_limits<double>::quiet_NaN();  ///< NaN: any
    double orientation_tolerance_deg = 90;
    double min_frequency_cpd = 0;
    double max_frequency_cpd = std::numeric_limits<double>::infinity();
    std::uint64_t seed = 1;
    bool operator==(const SampleSpec&) const = default;
};

/// Indices, ascending. Every unit has a random rank of its own for a seed, so that a larger sample
/// contains a smaller one, and moving a limit keeps the units that stay within it.
struct UnitSample {
    std::vector<std::size_t> units{};
    std::size_t num_eligible = 0;
    std::string reason{};  ///< fewer units are eligible than were asked for (all are taken)
};
UnitSample sample_units(std::span<const UnitPlace> units, const SampleSpec& spec);

}  // namespace ventral::analysis
