#pragma once

/// What a result file says about its own making: enough to repeat the run.

#include "app/experiment/load_experiment.h"
#include "app/run/run_plan.h"
#include "sim/engine/simulator.h"
#include "sim/io/result_layout.h"

#include <string>
#include <vector>

namespace ventral::app {

/// The facts in the order of the file: program, revision, compiler and libraries; the command that
/// repeats the run; experiment and model as read and as resolved; variants, conditions, pictures;
/// seed and instruction set. No clock, host or number of threads: equal runs give equal texts.
/// @param command see repeat_command()
io::TextTable make_provenance(const LoadedExperiment& loaded,
                              const RunPlan& plan,
                              const engine::CompileReport& report,
                              const std::string& command);

/// The command line that repeats a run, without what does not change its numbers (-j, -o, ...).
std::string repeat_command(const std::string& experiment, const Overrides& overrides);

/// The configuration that a result holds under a key such as "experiment_resolved".
config::Node load_recorded(const io::ResultLayout& layout, const std::string& key);

/// Hash of all that determines the numbers of a run; parts of a result carry it.
std::string run_key(const io::TextTable& provenance);

}  // namespace ventral::app
