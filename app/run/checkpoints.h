#pragma once

/// Long cells are kept while they run, so that one that is killed goes on from the middle: its
/// state, delay lines and random streams, and what it recorded so far. What it gives is the same,
/// byte for byte.

#include "app/run/background_writer.h"
#include "app/run/runner.h"
#include "app/terminal/talk.h"
#include "sim/engine/simulator.h"
#include "sim/io/result_parts.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

class Checkpoints {
public:
    /// All must outlive it.
    Checkpoints(const PreparedRun& run, const RunSettings& settings, Talk& talk);

    /// Keeps the cell whenever the time of the settings has passed, and when the run is
    /// interrupted. None if nothing is to be kept.
    engine::CheckpointCallback keeper(std::size_t cell, BackgroundWriter& writer) const;

    /// What was kept of the first of these cells of which something was, all of which record the
    /// same; the writer goes on with it for all of them. A state of another build of the program
    /// is left aside.
    std::optional<io::CellState> take_up(const std::vector<std::size_t>& cells,
                                         BackgroundWriter& writer) const;

private:
    const PreparedRun& run_;
    Talk& talk_;
    std::string parts_;
    std::string program_;
    double every_s_;
};

}  // namespace ventral::app
