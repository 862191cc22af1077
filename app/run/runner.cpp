#include "app/run/runner.h"

#include "app/experiment/display_seed.h"
#include "app/run/attention_input.h"
#include "app/run/interrupt.h"
#include "app/run/machine.h"
#include "app/terminal/progress.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/result_parts.h"
#include "stimuli/display_input.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

namespace ventral::app {

namespace {

/// What a condition shows; made by the first cell that needs it, shared by the others, and dropped
/// by the last.
struct ShownCondition {
    std::once_flag once;
    std::atomic<std::size_t> cells_left{0};
    std::unique_ptr<stimuli::DisplayInput> display;
    std::unique_ptr<AttentionInput> attention;
};

/// The cells at work: takes them one by one, stops all at the first failure.
class CellQueue {
public:
    CellQueue(const PreparedRun& run,
              std::string parts,
              std::vector<std::size_t> cells,
              Progress& progress)
        : run_(run),
          parts_(std::move(parts)),
          cells_(std::move(cells)),
          progress_(progress),
          shown_(run.loaded.conditions.size() * num_displays(run.loaded.experiment)) {
        for (const std::size_t cell : cells_) {
            ++shown_[shown_index(run_.layout.cell(cell))].cells_left;
        }
    }

    /// Runs all cells on this many threads; throws what the first failing cell threw.
    void run_all(int jobs) {
        std::vector<std::thread> threads;
        for (int job = 1; job < jobs; ++job) {
            threads.emplace_back([this] { work(); });
        }
        work();
        for (std::thread& thread : threads) {
            thread.join();
        }
        if (failure_) {
            std::rethrow_exception(failure_);
        }
    }

private:
    void work() {
        while (!stopped_ && !InterruptGuard::requested()) {
            const std::size_t next = next_++;
            if (next >= cells_.size()) {
                return;
            }
            try {
                run_cell(cells_[next]);
            } catch (...) {
                note_failure(cells_[next]);
            }
        }
        if (InterruptGuard::requested()) {
            stopped_ = true;
        }
    }

    /// Of several failures the one of the first cell is told, whichever thread was faster.
    void note_failure(std::size_t cell) {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (!failure_ || cell < failed_cell_) {
            failure_ = std::current_exception();
            failed_cell_ = cell;
        }
        stopped_ = true;
    }

    std::size_t shown_index(const io::Cell& cell) const {
        const std::size_t count = num_displays(run_.loaded.experiment);
        return cell.condition * count + (count > 1 ? cell.trial : 0);
    }

    ShownCondition& show(const io::Cell& cell) {
        ShownCondition& shown = shown_[shown_index(cell)];
        std::call_once(shown.once, [&] {
            const Condition& condition = run_.loaded.conditions[cell.condition];
            const stimuli::Placement& placement = run_.plan.placements[cell.condition];
            shown.display = std::make_unique<stimuli::DisplayInput>(
                condition.display, display_seed(run_.loaded.experiment, cell.trial), placement);
            if (condition.attention) {
                shown.attention = std::make_unique<AttentionInput>(*condition.attention, placement);
            }
        });
        return shown;
    }

    void run_cell(std::size_t index) {
        const io::Cell cell = run_.layout.cell(index);
        ShownCondition& shown = show(cell);
        engine::TrialInput input;
        input.display = shown.display.get();
        input.attention = shown.attention.get();
        input.attention_channels = run_.plan.attention_channels[cell.condition];
        input.noise_seed = run_.loaded.experiment.seed;
        input.trial = cell.condition * run_.layout.trials + cell.trial;
        const engine::Schedule& schedule = run_.plan.schedule;
        const auto views =
            run_.network.run(run_.plan.variants[cell.variant], input, schedule, run_.plan.recording,
                             [&](double time_ms) {
                                 progress_.update(index, (time_ms - schedule.begin_ms) /
                                                             (schedule.end_ms - schedule.begin_ms));
                                 return !stopped_ && !InterruptGuard::requested();
                             });
        if (--shown.cells_left == 0) {
            shown.display.reset();
        }
        io::PartWriter writer(parts_, run_.layout, cell);
        for (std::size_t view = 0; view < views.size(); ++view) {
            for (std::size_t v = 0; v < views[view].variables.size(); ++v) {
                writer.append(view, v, views[view].variables[v].values);
            }
        }
        writer.commit();
        progress_.finish(index,
                         base::str(run_.layout.variants[cell.variant], ", ",
                                   run_.layout.conditions[cell.condition], ", trial ", cell.trial));
    }

    const PreparedRun& run_;
    std::string parts_;
    std::vector<std::size_t> cells_;
    Progress& progress_;
    std::vector<ShownCondition> shown_;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> stopped_{false};
    std::mutex mutex_;
    std::exception_ptr failure_;
    std::size_t failed_cell_ = 0;
};

/// Indices of the cells that are not finished, ordered so that those that share a display follow
/// one another.
std::vector<std::size_t> remaining_cells(const io::ResultLayout& layout,
                                         const std::vector<io::Cell>& finished) {
    std::vector<std::size_t> cells;
    for (std::size_t condition = 0; condition < layout.conditions.size(); ++condition) {
        for (std::size_t trial = 0; trial < layout.trials; ++trial) {
            for (std::size_t variant = 0; variant < layout.variants.size(); ++variant) {
                const io::Cell cell{variant, condition, trial};
                if (std::find(finished.begin(), finished.end(), cell) == finished.end()) {
                    cells.push_back(layout.index(cell));
                }
            }
        }
    }
    return cells;
}

void require_room(const RunEstimate& estimate, const RunSettings& settings, Talk& talk) {
    const auto memory = available_memory_bytes();
    if (memory && estimate.memory_bytes > *memory) {
        throw base::ConfigError(
            {.what = "the run does not fit in memory",
             .got = base::str("it needs ", format_bytes(estimate.memory_bytes), " with ",
                              estimate.jobs, " threads"),
             .allowed = base::str("at most ", format_bytes(*memory), ", which is what is free"),
             .hint = "fewer threads (-j 1), fewer maps or cubes under `record`, or longer "
                     "intervals"});
    }
    const auto disk = available_disk_bytes(settings.output);
    if (disk && estimate.file_bytes > *disk) {
        talk.warn(base::str("the result may need ", format_bytes(estimate.file_bytes),
                            " before compression, and ", format_bytes(*disk),
                            " are free where it goes"));
    }
}

/// Removes the parts' folder if no cell was finished; says how to go on if some were.
void leave_parts(const std::string& folder, const io::ResultLayout& layout, Talk& talk) {
    const std::size_t finished = io::finished_cells(folder, layout).size();
    if (finished == 0) {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    } else {
        talk.say(base::str(finished, " of ", layout.cells(), " finished cells stay in ", folder,
                           "; --resume goes on from there, --force begins anew"));
    }
}

}  // namespace

void run_cells(const PreparedRun& run, const RunSettings& settings, Talk& talk) {
    io::check_writable(settings.output, settings.force || settings.resume);
    const RunEstimate estimate = estimate_run(run, settings, false);
    require_room(estimate, settings, talk);
    talk.say(base::str(estimate.num_cells, " cells of ", estimate.num_units, " units on ",
                       estimate.jobs, estimate.jobs == 1 ? " thread" : " threads", ", about ",
                       format_bytes(estimate.memory_bytes), " of memory, a file of at most ",
                       format_bytes(estimate.file_bytes)));
    const std::string parts = io::parts_folder(settings.output);
    const io::Existing existing = settings.resume  ? io::Existing::Resume
                                  : settings.force ? io::Existing::Discard
                                                   : io::Existing::Refuse;
    const InterruptGuard guard;
    io::begin_parts(parts, run.layout, existing);
    const std::vector<io::Cell> finished = io::finished_cells(parts, run.layout);
    if (!finished.empty()) {
        talk.say(
            base::str(finished.size(), " of ", run.layout.cells(), " cells were finished before"));
    }
    try {
        Progress progress(talk, run.layout.cells(), finished.size());
        CellQueue queue(run, parts, remaining_cells(run.layout, finished), progress);
        queue.run_all(estimate.jobs);
    } catch (const base::Interrupted&) {
        // Told below, with what was saved.
    } catch (...) {
        leave_parts(parts, run.layout, talk);
        throw;
    }
    if (InterruptGuard::requested()) {
        const std::size_t count = io::finished_cells(parts, run.layout).size();
        const std::string partial = io::join_partial(parts, settings.output);
        throw base::Interrupted(base::str("interrupted: ", count, " of ", run.layout.cells(),
                                          " cells stand in ", partial,
                                          "; --resume goes on from there"));
    }
    io::join_parts(parts, settings.output, settings.force || settings.resume);
}

}  // namespace ventral::app
