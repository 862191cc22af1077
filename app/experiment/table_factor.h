#pragma once

/// Conditions from a table: a factor whose levels are the rows of a CSV file.

#include "app/experiment/experiment.h"

namespace ventral::app {

/// Reads {csv: FILE, element: NAME, columns: {COLUMN: PATH, ...}, keep: [COLUMN, ...], label:
/// COLUMN}. `columns` says what each column sets. With `element`, columns in the names of the Allen
/// Institute's stimulus tables need no entry: orientation, spatial_frequency, temporal_frequency,
/// contrast, size, x_position, y_position and luminance set the element's orientation_deg,
/// spatial_frequency_cpd, ... Columns under `keep` only label the conditions. Every other column is
/// refused, so that a slip in a name cannot pass. All columns become coordinates of the conditions.
Factor read_table_factor(const std::string& name, const config::Node& node);

/// True if a factor is written as a table.
bool is_table_factor(const config::Node& node);

}  // namespace ventral::app
