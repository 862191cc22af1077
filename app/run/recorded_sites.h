#pragma once

/// Sites as an experiment writes them, as units of the network.

#include "app/experiment/experiment.h"
#include "sim/config/node.h"
#include "sim/engine/network_description.h"
#include "sim/engine/recording.h"

#include <array>

namespace ventral::app {

/// The sample (ix, iy) nearest to the position; the only one where there is no map.
/// @throws base::ConfigError for a position outside of the field.
std::array<int, 2> nearest_sample(const engine::PopulationDescription& population,
                                  const std::array<double, 2>& at_deg,
                                  const config::Node& node);

/// Appends one site for each electrode and each channel that `select` leaves open: NAME, NAME/e1
/// for electrodes, NAME/CHANNEL or NAME/e1/CHANNEL for channels.
/// @param default_at_deg where a site without a position lies.
/// @param node the site's record, for messages.
void add_sites(const engine::NetworkDescription& network,
               const SiteEntry& entry,
               const std::array<double, 2>& default_at_deg,
               const config::Node& node,
               engine::RecordingPlan& recording);

}  // namespace ventral::app
