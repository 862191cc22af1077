#pragma once

/// Runs an experiment cell by cell (variant x condition x trial) on several threads and writes its
/// result file. The numbers, and the bytes of the file, depend neither on the number of threads nor
/// on what cells have in common.

#include "app/experiment/load_experiment.h"
#include "app/queue/ranks.h"
#include "app/run/run_plan.h"
#include "app/terminal/run_watcher.h"
#include "app/terminal/talk.h"
#include "sim/engine/simulator.h"
#include "sim/io/result_layout.h"
#include "sim/io/shard_file.h"

#include <functional>
#include <optional>
#include <string>

namespace ventral::app {

/// How to run, as far as it does not change the numbers.
struct RunSettings {
    std::string output;             ///< final path of the result file
    int jobs = 0;                   ///< threads; 0: one per processor
    bool force = false;             ///< replace an existing result
    bool live = false;              ///< also write NAME.live.h5, which others may read meanwhile
    bool resume = false;            ///< take up finished cells of an interrupted run
    double checkpoint_s = 600;      ///< keep cells on their way so often; 0: never
    bool keep_last_states = false;  ///< of a cell that diverges, in NAME.diverged.h5; not by ranks
    RunWatcher* watcher = nullptr;  ///< told how far the run is; not owned
    Ranks* ranks = nullptr;         ///< processes that share the cells; none: this one; not owned
    /// Only this share of the cells, into a file of its own; `output` is the shard's path.
    std::optional<io::Shard> shard{};
    /// Called with the joined file before it has its name, on the lead; not for a shard.
    std::function<void(const std::string& path)> before_named{};
    /// Folder of the results of steps, STEP-KEY.h5, where several experiments find them; empty:
    /// each keeps its own in NAME.steps.
    std::string shared_steps{};
};

/// An experiment ready to run: names resolved, network compiled, result file laid out.
struct PreparedRun {
    LoadedExperiment loaded;
    RunPlan plan;
    engine::CompiledNetwork network;
    io::ResultLayout layout;
};

/// Binds and compiles. Throws base::ConfigError for everything that is wrong with the experiment
/// or its model. @param command what repeats the run, for the result file.
PreparedRun prepare_run(LoadedExperiment loaded, const std::string& command);

/// True if the file is this run's finished result.
bool is_result_of(const std::string& path, const PreparedRun& run);

/// Runs all cells that are not finished, those that begin alike from a common beginning and those
/// that record the same once, and joins them into the result file. On a signal it writes
/// NAME.partial.h5 and throws base::Interrupted; on an error nothing stands under the final name.
/// With several ranks all call it; the lead writes the file, and all return once it stands.
void run_cells(const PreparedRun& run, const RunSettings& settings, Talk& talk);

}  // namespace ventral::app
