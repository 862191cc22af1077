#pragma once

/// What a network did just before it diverged, for inspection.

#include "app/run/runner.h"
#include "sim/base/errors.h"

#include <cstddef>
#include <string>

namespace ventral::app {

/// Runs the cell once more up to the last step before the fault and writes the last steps, all
/// populations whole, as NAME.diverged.h5, a result as any other. Gives its path; empty where there
/// is no step before.
std::string write_last_states(const PreparedRun& run,
                              const RunSettings& settings,
                              std::size_t cell,
                              const base::NumericsFault& fault);

}  // namespace ventral::app
