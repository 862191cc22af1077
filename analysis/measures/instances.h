#pragma once

/// What a measure is taken of, one by one: units, and levels of the factors it runs over.

#include "analysis/measures/measure.h"
#include "analysis/procedures/responses.h"

#include <string>
#include <vector>

namespace ventral::analysis {

struct Instance {
    std::string label;
    UnitResponses responses;
};

/// The units' responses to the measure's conditions, taken apart by the levels of `over`; with
/// `pool` the units of each are joined, their names being the levels of the factor `site`.
std::vector<Instance> make_instances(const Measure& measure,
                                     const std::vector<UnitResponses>& units);

}  // namespace ventral::analysis
