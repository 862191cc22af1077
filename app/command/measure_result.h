#pragma once

/// Measures of a finished result: the table in the file, as CSV beside it, and on stdout.

#include "analysis/measures/evaluate.h"
#include "app/terminal/talk.h"

#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// Measures a result file that has not got its name yet, and writes the tables into it.
analysis::MeasureTable measure_unnamed(const std::string& path,
                                       const std::vector<analysis::Measure>& measures,
                                       Talk& talk);

/// Writes NAME.measures.csv and the figure NAME.measures.png beside the result, in place of earlier
/// ones.
void write_measured(const std::string& result_path,
                    const std::vector<analysis::Measure>& measures,
                    const analysis::MeasureTable& table,
                    const std::string& csv_path = "");

/// Measures the result file, writes the tables into it, and NAME.measures.csv and the figure
/// NAME.measures.png beside it, in place of earlier ones. A result file that may not be written to
/// is told in a warning. @param csv_path another place for the table; empty: beside the result.
analysis::MeasureTable measure_result(const std::string& result_path,
                                      const std::vector<analysis::Measure>& measures,
                                      Talk& talk,
                                      const std::string& csv_path = "");

}  // namespace ventral::app
