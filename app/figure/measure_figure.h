#pragma once

/// The curves and points behind the measures of a result, one panel per measure.

#include "analysis/measures/plots.h"

#include <string>
#include <vector>

namespace ventral::app {

/// Draws all panels in columns; variants in their colours and dashes, the conditions that others
/// are held against in a paler line, a laboratory's points in black, the identity line under
/// points.
void draw_measures(
    const std::string& title,
    const std::vector<analysis::MeasurePlot>& plots,
    const std::vector<std::string>& variants,
    const std::string& path,
    bool force,
    const std::string& note = "dashed: what it is held against; dotted: fit; triangle: latency");

}  // namespace ventral::app
