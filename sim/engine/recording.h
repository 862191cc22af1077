#pragma once

/// What to record, and what was recorded. Recorders observe; they change nothing.

#include "sim/base/labelled_array.h"
#include "sim/engine/network_description.h"

#include <string>
#include <vector>

namespace ventral::engine {

/// One unit of a population.
struct UnitIndex {
    int channel = 0;
    int y = 0;
    int x = 0;
    bool operator==(const UnitIndex&) const = default;
};

/// One recorded unit.
struct SiteRequest {
    std::string name;  ///< label on the site axis
    int population = 0;
    UnitIndex unit;
};

/// What to record and when. Intervals are whole multiples of the step.
struct RecordingPlan {
    double begin_ms = -200;  ///< first sample
    double end_ms = 400;     ///< last sample (inclusive, if it falls on an interval)
    double site_interval_ms = 1;
    double map_interval_ms = 5;
    double cube_interval_ms = 5;
    std::vector<SiteRequest> sites;
    std::vector<int> site_inputs;  ///< populations whose sites also record their summed inputs
    std::vector<int> maps;         ///< populations recorded as the mean over channels
    std::vector<int> cubes;        ///< populations recorded whole
};

/// One group of the result: a population in one view.
struct RecordedView {
    std::string population;  ///< "V2.border_ownership"
    std::string view;        ///< "site", "map" or "cube"
    /// Axes (time, site), (time, y, x) or (time, channel axes..., y, x); time in s. The variable is
    /// "rate"; sites with inputs add "input_feedforward", "input_local", "input_lateral",
    /// "input_feedback" (summed drive per class before gain and pools, units of the drive),
    /// "input_modulating" (product of the gains G
    /// and of the output gain, minus 1) and "input_normalizing" (sum of S_gk),
    /// in this order.
    std::vector<base::LabelledArray> variables;
};

/// The views that a plan will give, with empty values: shapes for the file and for estimates.
std::vector<RecordedView> plan_views(const NetworkDescription& network, const RecordingPlan& plan);

/// Bytes that one run of the plan holds in memory.
std::size_t recording_bytes(const std::vector<RecordedView>& views);

}  // namespace ventral::engine
