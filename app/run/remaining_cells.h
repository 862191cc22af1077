#pragma once

/// What is left to run, in the order in which it is run.

#include "app/run/beginnings.h"
#include "app/run/runner.h"
#include "sim/io/result_layout.h"

#include <cstddef>
#include <vector>

namespace ventral::app {

/// Indices of the cells that are not finished. Those that share a beginning follow one another, and
/// among them those that share a display: little is kept at one time.
std::vector<std::size_t> remaining_cells(const PreparedRun& run,
                                         const Beginnings& beginnings,
                                         const std::vector<io::Cell>& finished);

}  // namespace ventral::app
