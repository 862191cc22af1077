#pragma once

/// One experiment from its file to its measured result.

#include "analysis/measures/evaluate.h"
#include "app/run/runner.h"
#include "app/terminal/talk.h"

#include <string>

namespace ventral::app {

struct FinishedRun {
    PreparedRun run;
    analysis::MeasureTable measured;  ///< empty where the experiment measures nothing
};

/// Runs the steps of a closed loop, then all cells, and measures the result: tables in the file and
/// in NAME.measures.csv. What a complete file of the same name holds is not run again when the
/// settings say `resume`.
FinishedRun run_experiment(LoadedExperiment loaded,
                           const std::string& command,
                           const RunSettings& settings,
                           Talk& talk);

/// The same, taking over whatever of this very run stands under the output's name, finished or not,
/// and replacing anything else there.
FinishedRun reproduce_experiment(LoadedExperiment loaded,
                                 const std::string& command,
                                 RunSettings settings,
                                 Talk& talk);

/// The same, its measures in the file alone, without a table or figures beside it: for one run of
/// many.
analysis::MeasureTable measure_experiment(LoadedExperiment loaded,
                                          const std::string& command,
                                          RunSettings settings,
                                          Talk& talk);

}  // namespace ventral::app
