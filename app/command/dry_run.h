#pragma once

/// What a run would do.

#include "app/command/options.h"
#include "app/run/runner.h"

#include <nlohmann/json_fwd.hpp>

namespace ventral::app {

/// Prints conditions, cells, units, memory, file size and time; with --json it only returns them.
nlohmann::json print_dry_run(const CommonOptions& common,
                             const PreparedRun& run,
                             const RunSettings& settings);

}  // namespace ventral::app
