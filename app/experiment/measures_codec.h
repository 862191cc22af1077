#pragma once

/// The measures of an experiment as YAML, for its result file.

#include "analysis/measures/measure.h"
#include "sim/config/node.h"

#include <string>
#include <vector>

namespace ventral::app {

/// What stands under `measure:`.
std::vector<analysis::Measure> read_measures(const config::Node& node);

/// YAML text that read_measures() reads; empty for none.
std::string measures_text(const std::vector<analysis::Measure>& measures);

}  // namespace ventral::app
