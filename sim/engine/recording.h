#pragma once

/// What to record, and what was recorded. Recorders observe; they change nothing.

#include "sim/base/labelled_array.h"
#include "sim/engine/network_description.h"

#include <functional>
#include <optional>
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

/// How the map and the cube of one population are recorded, where it differs from the plan.
struct FieldChoice {
    int population = 0;
    std::optional<double> begin_ms{};
    std::optional<double> end_ms{};
    std::optional<double> interval_ms{};
    int x = 0;   ///< first column
    int y = 0;   ///< first row
    int nx = 0;  ///< columns; 0: all
    int ny = 0;  ///< rows; 0: all
};

/// A recorder holds no more values of a variable than these and one sample, if they go to a sink.
inline constexpr std::size_t kStreamedValues = std::size_t{1} << 17U;

/// What to record and when. Intervals are whole multiples of the step.
struct RecordingPlan {
    double begin_ms = -200;  ///< first sample
    double end_ms = 400;     ///< last sample (inclusive, if it falls on an interval)
    double site_interval_ms = 1;
    double map_interval_ms = 5;
    double cube_interval_ms = 5;
    std::vector<SiteRequest> sites;
    std::vector<int> site_inputs;       ///< populations whose sites also record their summed inputs
    std::vector<int> maps;              ///< populations recorded as the mean over channels
    std::vector<int> cubes;             ///< populations recorded whole
    std::vector<FieldChoice> fields{};  ///< at most one for each population
    /// A sink gets so many values of a variable at a time, or one sample; 0: every sample at once.
    std::size_t stream_values = kStreamedValues;
};

/// When and where a view of the plan is recorded.
struct ViewWindow {
    double begin_ms = 0;
    double end_ms = 0;
    double interval_ms = 1;
    base::Grid grid{};  ///< of its samples; sites: of the population
    int x = 0;          ///< its first column in the population's grid
    int y = 0;
};

/// @param view "site", "map" or "cube".
ViewWindow view_window(const NetworkDescription& network,
                       const RecordingPlan& plan,
                       int population,
                       const std::string& view);

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

/// Takes what is recorded while a run goes on: whole time samples of a variable of a view, in their
/// order. Called on the thread of the run.
using RecordSink =
    std::function<void(std::size_t view, std::size_t variable, std::vector<float> values)>;

/// The views that a plan will give, with empty values: shapes for the file and for estimates.
std::vector<RecordedView> plan_views(const NetworkDescription& network, const RecordingPlan& plan);

/// Bytes of all that one run of the plan records.
std::size_t recording_bytes(const std::vector<RecordedView>& views);
/// Bytes that one run of the plan holds in memory at most, if what is recorded goes to a sink.
std::size_t streaming_bytes(const std::vector<RecordedView>& views);

}  // namespace ventral::engine
