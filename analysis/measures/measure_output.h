#pragma once

/// Measured tables as files.

#include "analysis/measures/evaluate.h"

#include <string>

namespace ventral::analysis {

/// Writes the table into the result file, in place of an earlier one: /measures/rows and
/// /measures/values, one column per dataset along `row`, which open as xarray Datasets and as
/// pandas frames.
void write_measures(const std::string& result_path, const MeasureTable& table);

/// The rows as CSV.
void write_measures_csv(const std::string& path, const MeasureTable& table, bool force);

/// "recurrent" or, for what is held against another variant, "recurrent / no_feedback".
std::string compared_text(const MeasureRow& row);

}  // namespace ventral::analysis
