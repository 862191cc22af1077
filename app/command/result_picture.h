#pragma once

/// The picture beside a result file.

#include "analysis/overview.h"
#include "app/figure/field_figure.h"
#include "app/run/runner.h"

#include <string>
#include <vector>

namespace ventral::app {

/// The field that the model sees; 16 degrees about fixation where it has no display.
base::Grid input_field(const engine::NetworkDescription& network, double samples_per_deg);

/// The luminance of a condition at a time on a grid.
FieldPanel display_panel(const LoadedExperiment& loaded,
                         const RunPlan& plan,
                         std::size_t condition,
                         double at_ms,
                         const base::Grid& grid);

/// Draws displays and time courses; replaces what is there.
void draw_result_picture(const PreparedRun& run,
                         const std::vector<analysis::OverviewRow>& rows,
                         const std::string& reference,
                         const std::string& path);

}  // namespace ventral::app
