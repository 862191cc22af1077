#pragma once

/// The measures of an experiment as YAML, which its result file keeps.

#include "analysis/measures/measure.h"
#include "sim/config/node.h"
#include "sim/io/result_file.h"

#include <string>
#include <vector>

namespace ventral::app {

/// What stands under `measure:`.
std::vector<analysis::Measure> read_measures(const config::Node& node);

/// YAML text that read_measures() reads; empty for none.
std::string measures_text(const std::vector<analysis::Measure>& measures);

/// The measures that the file's own experiment named; none if it named none.
std::vector<analysis::Measure> recorded_measures(const io::ResultFile& file);

}  // namespace ventral::app
