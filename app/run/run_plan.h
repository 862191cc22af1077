#pragma once

/// An experiment bound to its network: indices instead of names.

#include "app/experiment/load_experiment.h"
#include "app/run/feature_input.h"
#include "sim/engine/network_description.h"
#include "sim/engine/recording.h"
#include "sim/engine/simulator.h"
#include "sim/engine/variant.h"
#include "sim/io/result_layout.h"
#include "stimuli/display_input.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// What the engine needs to run an experiment.
struct RunPlan {
    engine::NetworkDescription network;
    engine::SolverSettings solver;
    engine::Schedule schedule;
    engine::RecordingPlan recording;
    std::vector<engine::Variant> variants;
    std::vector<stimuli::Placement> placements;  ///< one per condition
    /// Per condition: engine::TrialInput::attention_channels.
    std::vector<std::map<std::string, std::vector<double>>> attention_channels;
    std::vector<FeatureFields> features;  ///< one per condition
};

/// Resolves every name of the experiment in its model. A dangling one is a base::ConfigError with
/// its place and the nearest name.
RunPlan make_run_plan(const LoadedExperiment& loaded);

/// Where a display's origin lies; at fixation without `place_on`. A unit that the network does not
/// have is a base::ConfigError. @param root the map in which `place_on` was written, for messages.
stimuli::Placement make_placement(const engine::NetworkDescription& network,
                                  const std::optional<PlaceOn>& place_on,
                                  const config::Node& root);

/// What a condition shows, where it is placed.
stimuli::DisplayInput make_display(const LoadedExperiment& loaded,
                                   const RunPlan& plan,
                                   std::size_t condition);

/// The views of the result file. Sites carry their positions and properties as coordinates. A
/// channel axis that shares its name with a factor is called "preferred_NAME".
std::vector<io::View> make_views(const RunPlan& plan, const std::vector<Factor>& factors);

}  // namespace ventral::app
