#pragma once

/// The points of a sweep at work: in processes of this machine, or on the ranks of an MPI job.

#include "app/experiment/load_experiment.h"
#include "app/queue/ranks.h"
#include "app/sweep/point_files.h"
#include "app/sweep/vary.h"
#include "app/terminal/talk.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace ventral::app {

struct Sweep {
    std::string experiment;  ///< name or path
    SearchPaths paths;
    Overrides overrides;  ///< of all points
    SweepAxes axes;
    std::vector<SweepPoint> points;
    PointFiles files;
};

/// What loads a point: the overrides of the sweep and its own.
Overrides overrides_of(const Sweep& sweep, std::size_t point);

/// Runs and measures one point with so many threads; base::Error if it fails.
using PointRunner = std::function<void(std::size_t point, int jobs)>;

struct PointWork {
    int workers = 1;  ///< points at a time on one machine
    int jobs = 1;     ///< threads of each
};

/// Runs the points, ascending indices of the sweep, and notes for each that fails why. Each point
/// is a process of its own, or one of the ranks takes it. base::Interrupted after a signal.
void run_points(const Sweep& sweep,
                const std::vector<std::size_t>& points,
                const PointWork& work,
                const PointRunner& run,
                Ranks& ranks,
                Talk& talk);

}  // namespace ventral::app
