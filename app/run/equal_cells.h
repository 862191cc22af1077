#pragma once

/// Which cells of a run are bound to record the same: they are computed once.

#include "app/run/runner.h"

#include <cstddef>
#include <vector>

namespace ventral::app {

/// What is seen of a display: the elements that cover something at some time.
stimuli::Display seen(const stimuli::Display& display);

/// For every cell (ResultLayout::index) the first of those that record the same as it, itself where
/// it is that: equal variant, and the same seen at the same place by the same seed. What is
/// attended counts only where attention reaches something that is recorded. Where trials have noise
/// of their own, or steps depend on it, every cell is its own.
std::vector<std::size_t> find_equal_cells(const PreparedRun& run);

/// The cells in lists whose members record the same, in the order of their first members.
/// @param first_of of find_equal_cells()
std::vector<std::vector<std::size_t>> gather_equal(const std::vector<std::size_t>& cells,
                                                   const std::vector<std::size_t>& first_of);

/// The first member of every list.
std::vector<std::size_t> first_members(const std::vector<std::vector<std::size_t>>& lists);

}  // namespace ventral::app
