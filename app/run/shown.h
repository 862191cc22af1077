#pragma once

/// What the cells of a run show. The cells of all variants share a display; so do the trials of a
/// condition, unless random displays are drawn anew in each.

#include "app/run/attention_input.h"
#include "app/run/beginnings.h"
#include "app/run/runner.h"

#include <cstddef>
#include <memory>

namespace ventral::app {

/// One display of a run, and what is attended in it.
struct Shown {
    std::unique_ptr<stimuli::DisplayInput> display;
    std::unique_ptr<AttentionInput> attention;  ///< none: nothing is attended
};

std::size_t num_displays(const PreparedRun& run);
/// Index of the cell's display, 0 <= index < num_displays().
std::size_t display_index(const PreparedRun& run, const io::Cell& cell);
/// Makes the cell's display. The first trial is drawn with the experiment's own seed.
Shown make_shown(const PreparedRun& run, const io::Cell& cell);
/// @param shown the cell's; must outlive the run.
engine::TrialInput trial_input(const PreparedRun& run, const io::Cell& cell, const Shown& shown);

/// Looks at the beginning of every display. No groups where the network cannot keep beginnings.
Beginnings find_beginnings(const PreparedRun& run);

/// Simulated time of the cells (ms), their shared beginnings counted once for each variant.
double simulated_ms(const PreparedRun& run,
                    const Beginnings& beginnings,
                    const std::vector<std::size_t>& cells);

}  // namespace ventral::app
