#pragma once

/// What a run will need.

#include "app/run/beginnings.h"
#include "app/run/runner.h"

#include <cstddef>

namespace ventral::app {

/// Threads that a run of this many cells will use.
int count_jobs(const RunSettings& settings, std::size_t num_cells);

struct RunEstimate {
    std::size_t num_cells = 0;
    std::size_t num_units = 0;
    int jobs = 1;
    double memory_bytes = 0;
    double file_bytes = 0;  ///< before compression
    double seconds = 0;     ///< if nothing stands still; 0: not measured
};

/// Nothing is run but a few steps to measure the time.
RunEstimate estimate_run(const PreparedRun& run,
                         const Beginnings& beginnings,
                         const RunSettings& settings,
                         bool measure_time);

/// Refuses, as base::ConfigError, a run that does not fit in the memory that is free, or whose file
/// cannot fit on the disk however well it is compressed; warns if the disk may be too small.
void require_room(const RunEstimate& estimate, const RunSettings& settings, Talk& talk);

/// The beginnings that the cells will share; none if they would not fit in the memory that is free.
Beginnings choose_beginnings(const PreparedRun& run, const RunSettings& settings);

}  // namespace ventral::app
