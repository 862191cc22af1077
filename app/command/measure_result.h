#pragma once

/// Measures of a finished result: the table in the file, as CSV beside it, and on stdout.

#include "analysis/measures/evaluate.h"
#include "app/terminal/talk.h"

#include <string>
#include <vector>

namespace ventral::app {

/// Measures the result file, writes the tables into it, and the rows into `csv_path` in place of an
/// earlier table. A file that may not be written to is told in a warning.
analysis::MeasureTable measure_result(const std::string& result_path,
                                      const std::vector<analysis::Measure>& measures,
                                      const std::string& csv_path,
                                      Talk& talk);

}  // namespace ventral::app
