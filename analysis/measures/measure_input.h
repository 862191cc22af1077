#pragma once

/// Measured tables read back from a result file.

#include "analysis/measures/evaluate.h"

#include <optional>
#include <string>

namespace ventral::analysis {

/// The rows that write_measures() left in the result file; none if it was never measured. A table
/// that cannot be understood is a base::IoError.
std::optional<MeasureTable> read_measure_rows(const std::string& result_path);

}  // namespace ventral::analysis
