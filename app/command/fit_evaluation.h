#pragma once

/// The loss of a model with some of its values changed.

#include "app/fit/fit_log.h"
#include "app/fit/fit_problem.h"
#include "app/terminal/talk.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ventral::app {

/// Where and how experiments are run, as far as it does not change the numbers.
struct FitRuns {
    SearchPaths paths;
    std::string folder;  ///< of the result files, replaced by every evaluation
    int jobs = 0;
};

/// Runs every experiment of the calibration once for each seed and compares its targets. The loss
/// of a target is the mean over the seeds, the loss of all the mean over the targets. A run that
/// diverges leaves its targets without a value.
Evaluation evaluate_fit(const FitProblem& problem,
                        const std::vector<double>& values,
                        const std::vector<std::uint64_t>& seeds,
                        const FitRuns& runs,
                        Talk& talk);

}  // namespace ventral::app
