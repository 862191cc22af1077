#pragma once

/// What procedures that read spike counts share: counts that add up over a window, and the time
/// from which an accuracy stays high.

#include "analysis/procedures/points.h"

#include <array>
#include <cstddef>
#include <vector>

namespace ventral::analysis {

/// True if the recording covers the whole window.
bool is_covered(const UnitResponses& responses, const std::array<double, 2>& window_ms);

/// Mean counts of these conditions from `from_ms` to `until_ms`, of so many cells. Rates below 0
/// count as 0.
std::vector<double> mean_counts(const UnitResponses& responses,
                                const std::vector<std::size_t>& conditions,
                                double from_ms,
                                double until_ms,
                                double cells);

/// reaction_ms: from when on the accuracy stays at the criterion or above, to the end.
Quantity reaction_time(const Points& accuracy, double criterion);

}  // namespace ventral::analysis
