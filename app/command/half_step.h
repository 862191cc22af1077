#pragma once

/// Whether a run's step is short enough: the same run at half of it, and how far the two differ.

#include "analysis/file_comparison.h"
#include "app/command/options.h"
#include "app/run/runner.h"
#include "app/terminal/talk.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace ventral::app {

/// Largest difference over the largest rate that still agrees.
inline constexpr double kStepTolerance = 0.01;

struct StepCheck {
    double step_ms = 0;
    std::string file;  ///< result at half the step
    analysis::FileComparison comparison;
};

/// Runs the experiment once more, at half its step, into NAME.half_step.h5, and compares every
/// recorded value with that of the finished run. Where the network has noise, the shorter step
/// draws other noise, and that difference is in it.
StepCheck check_step(const CommonOptions& common,
                     const RunOptions& options,
                     const std::string& experiment,
                     const RunSettings& settings,
                     Talk& talk);

/// One line for each view and variant, and the verdict.
std::string step_check_text(const StepCheck& check);
nlohmann::json step_check_json(const StepCheck& check);

}  // namespace ventral::app
