#pragma once

/// The parts of a report as JSON, for the page's scripts (app/report/page).

#include "analysis/measures/plots.h"
#include "app/report/maps.h"
#include "app/report/recorded_run.h"
#include "app/report/stimulus_frames.h"
#include "app/report/traces.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace ventral::app {

nlohmann::json traces_json(const Traces& traces);

/// @param labels of all conditions of the file.
nlohmann::json maps_json(const Maps& maps, const std::vector<std::string>& labels);

nlohmann::json stimuli_json(const Stimuli& stimuli);

/// Boxes, arrows, and what each variant does to each of them.
nlohmann::json wiring_json(const engine::NetworkDescription& network,
                           const std::vector<engine::Variant>& variants);

nlohmann::json plots_json(const std::vector<analysis::MeasurePlot>& plots);

}  // namespace ventral::app
