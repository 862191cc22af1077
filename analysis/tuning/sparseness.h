#pragma once

/// How few stimuli drive a unit, and how its preference survives transformations.

#include "analysis/rows.h"
#include "analysis/value.h"

#include <cstddef>
#include <span>
#include <string>

namespace ventral::analysis {

/// S = (1 - (sum r / n)^2 / (sum r^2 / n)) / (1 - 1/n): 0 equal responses to all n stimuli, 1 a
/// response to one only (Rolls & Tovee 1995; Vinje & Gallant 2000). Rates >= 0.
Measured sparseness(std::span<const double> rates);

/// Selectivity and tolerance of one unit (Zoccolan, Kouh, Poggio & DiCarlo 2007).
struct SelectivityTolerance {
    double selectivity = kNoValue;  ///< sparseness over the objects of the reference row
    /// Mean over the transformations of the response to the preferred object over that in the
    /// reference; 1: the response does not change.
    double tolerance = kNoValue;
    /// Mean rank correlation of the objects' order between the reference and each transformation.
    double rank_agreement = kNoValue;
    std::size_t preferred_object = 0;  ///< index within the reference row
    std::string reason{};
};

/// @param rates [transformation][object]; the first row is the reference.
SelectivityTolerance selectivity_tolerance(const Rows& rates);

}  // namespace ventral::analysis
