#pragma once

/// What `ventral sweep` prints.

#include "app/command/options.h"
#include "app/run/runner.h"
#include "app/sweep/run_points.h"
#include "app/sweep/sweep_table.h"

#include <cstddef>

namespace ventral::app {

/// A dry run: points, and what they will need on this machine.
void print_sweep_plan(const CommonOptions& common,
                      const Sweep& sweep,
                      const PreparedRun& first,
                      int jobs);

/// One shard is done and others are not.
void print_sweep_share(const CommonOptions& common, const Sweep& sweep, std::size_t missing);

/// All points, with the table of sensitivity.
void print_sweep(const CommonOptions& common, const Sweep& sweep, const SweepTable& table);

}  // namespace ventral::app
