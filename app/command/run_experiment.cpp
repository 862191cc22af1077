#include "app/command/run_experiment.h"

#include "app/command/measure_result.h"
#include "app/command/shared.h"
#include "app/command/warn_about_displays.h"
#include "app/procedure/run_steps.h"
#include "sim/io/atomic_file.h"
#include "sim/io/result_parts.h"

#include <exception>
#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

/// A run that was finished before: nothing is left to resume but to tidy up, if it was killed while
/// it did.
bool is_complete(const RunSettings& settings, const PreparedRun& run) {
    return settings.resume && fs::exists(settings.output) &&
           (!fs::exists(io::parts_folder(settings.output)) || is_result_of(settings.output, run));
}

/// Runs the steps first, if the experiment has any. What is wrong with it is told before.
PreparedRun prepare_closed_loop(LoadedExperiment loaded,
                                const std::string& command,
                                const RunSettings& settings,
                                Talk& talk) {
    if (loaded.experiment.steps.empty()) {
        return prepare_run(std::move(loaded), command);
    }
    io::check_writable(settings.output, settings.force || settings.resume);
    prepare_run(loaded, command);
    return prepare_run(run_steps(std::move(loaded), command, settings, talk), command);
}

/// Settings that take over what of this run stands under the output's name. True if all of it.
bool take_over(const PreparedRun& run, RunSettings& settings) {
    const bool complete = is_result_of(settings.output, run);
    settings.resume = !complete && io::are_parts_of(io::parts_folder(settings.output), run.layout);
    settings.force = !settings.resume;
    return complete;
}

bool is_lead(const RunSettings& settings) {
    return settings.ranks == nullptr || settings.ranks->is_lead();
}

/// Runs all cells and measures the result before it has its name: what stands under the name is
/// never written to again. What cannot be measured takes no result with it.
void run_measured(FinishedRun& finished, RunSettings settings, Talk& talk) {
    const auto& measures = finished.run.loaded.experiment.measures;
    std::exception_ptr fault;
    if (!measures.empty()) {
        settings.before_named = [&](const std::string& path) {
            try {
                finished.measured = measure_unnamed(path, measures, talk);
            } catch (const base::Error&) {
                fault = std::current_exception();
            }
        };
    }
    run_cells(finished.run, settings, talk);
    if (fault) {
        std::rethrow_exception(fault);
    }
}

FinishedRun finish(PreparedRun prepared, bool complete, const RunSettings& settings, Talk& talk) {
    FinishedRun finished{std::move(prepared), {}};
    const PreparedRun& run = finished.run;
    if (is_lead(settings)) {
        warn_about_displays(run, talk);
        for (const std::string& note : run.network.report().notes) {
            talk.detail(note);
        }
    }
    if (!complete) {
        run_measured(finished, settings, talk);
        if (!finished.measured.rows.empty()) {
            write_measured(settings.output, run.loaded.experiment.measures, finished.measured);
        }
    } else if (is_lead(settings)) {
        io::remove_leftovers(settings.output);
        talk.say(settings.output + " is complete: nothing is left to run");
        if (!settings.shard && !run.loaded.experiment.measures.empty()) {
            finished.measured =
                measure_result(settings.output, run.loaded.experiment.measures, talk);
        }
    }
    return finished;
}

}  // namespace

FinishedRun run_experiment(LoadedExperiment loaded,
                           const std::string& command,
                           const RunSettings& settings,
                           Talk& talk) {
    PreparedRun run = prepare_closed_loop(std::move(loaded), command, settings, talk);
    const bool complete = is_complete(settings, run);
    return finish(std::move(run), complete, settings, talk);
}

FinishedRun reproduce_experiment(LoadedExperiment loaded,
                                 const std::string& command,
                                 RunSettings settings,
                                 Talk& talk) {
    settings.force = true;
    PreparedRun run = prepare_closed_loop(std::move(loaded), command, settings, talk);
    const bool complete = take_over(run, settings);
    return finish(std::move(run), complete, settings, talk);
}

analysis::MeasureTable measure_experiment(LoadedExperiment loaded,
                                          const std::string& command,
                                          RunSettings settings,
                                          Talk& talk) {
    settings.force = true;
    FinishedRun finished{prepare_closed_loop(std::move(loaded), command, settings, talk), {}};
    const auto& measures = finished.run.loaded.experiment.measures;
    if (take_over(finished.run, settings)) {
        io::remove_leftovers(settings.output);
        return analysis::evaluate(measures, io::ResultFile(settings.output));
    }
    run_measured(finished, settings, talk);
    return finished.measured;
}

}  // namespace ventral::app
