#pragma once

/// The picture beside a result file.

#include "analysis/overview.h"
#include "app/figure/field_figure.h"
#include "app/run/runner.h"

#include <string>
#include <vector>

namespace ventral::app {

/// The luminance of a condition at a time, over the field that the model's input covers.
FieldPanel display_panel(const LoadedExperiment& loaded,
                         const RunPlan& plan,
                         std::size_t condition,
                         double at_ms,
                         double samples_per_deg);

/// Draws displays and time courses; replaces what is there.
void draw_result_picture(const PreparedRun& run,
                         const std::vector<analysis::OverviewRow>& rows,
                         const std::string& reference,
                         const std::string& path);

}  // namespace ventral::app
