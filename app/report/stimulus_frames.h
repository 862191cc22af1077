#pragma once

/// What was shown, drawn again for a report.

#include "app/report/recorded_run.h"
#include "sim/base/grid.h"

#include <cstdint>
#include <vector>

namespace ventral::app {

/// The display of one condition at the times of a map's frames.
struct StimulusFrames {
    double background = 0.5;
    double highest = 1;                               ///< luminance of code 255; 0 is dark
    std::vector<std::size_t> frames;                  ///< per time, which picture is seen
    std::vector<std::vector<std::uint8_t>> pictures;  ///< [y][x], row 0 lowest
};

struct Stimuli {
    base::Grid grid;
    std::vector<StimulusFrames> conditions;
};

/// Draws the displays on the grid; pictures that are the same are kept once. Times beyond
/// `most_pictures` different ones show the picture before.
Stimuli draw_stimuli(const std::vector<RecordedDisplay>& displays,
                     std::uint64_t seed,
                     const base::Grid& grid,
                     const std::vector<double>& times_ms,
                     std::size_t most_pictures);

}  // namespace ventral::app
