#include "app/run/runner.h"

#include "app/run/equal_cells.h"
#include "app/run/estimate.h"
#include "app/run/interrupt.h"
#include "app/run/machine.h"
#include "app/run/shown.h"
#include "app/terminal/progress.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/result_parts.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace ventral::app {

namespace {

/// What cells share: made by the first that needs it, dropped by the last.
template <class T>
struct Kept {
    std::once_flag once;
    std::atomic<std::size_t> cells_left{0};
    std::optional<T> value;

    void leave() {
        if (--cells_left == 0) {
            value.reset();
        }
    }
};

/// The cells at work: takes them list by list, stops all at the first failure.
class CellQueue {
public:
    CellQueue(const PreparedRun& run,
              const Beginnings& beginnings,
              std::string parts,
              std::vector<std::vector<std::size_t>> lists,
              Progress& progress)
        : run_(run),
          group_of_(beginnings.group_of),
          until_ms_(beginnings.until_ms),
          parts_(std::move(parts)),
          lists_(std::move(lists)),
          progress_(progress),
          shown_(num_displays(run)),
          begun_(run.plan.variants.size() * beginnings.num_groups()) {
        for (const std::size_t index : first_members(lists_)) {
            const io::Cell cell = run_.layout.cell(index);
            ++shown_[display_index(run_, cell)].cells_left;
            if (begins_alike(cell)) {
                ++begun_[begun_index(cell)].cells_left;
            }
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
            if (next >= lists_.size()) {
                return;
            }
            try {
                run_list(lists_[next]);
            } catch (...) {
                note_failure(lists_[next].front());
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

    std::size_t group(const io::Cell& cell) const { return group_of_[display_index(run_, cell)]; }
    bool begins_alike(const io::Cell& cell) const { return group(cell) != Beginnings::kAlone; }
    std::size_t begun_index(const io::Cell& cell) const {
        return cell.variant * until_ms_.size() + group(cell);
    }

    /// Tells what was simulated from this time on.
    auto tell_from(double time_ms) {
        return [this, time_ms](double now_ms) mutable {
            progress_.advance(now_ms - std::exchange(time_ms, now_ms));
            return !stopped_ && !InterruptGuard::requested();
        };
    }

    /// The cell from its own beginning, or from the one that it shares.
    std::vector<engine::RecordedView> simulate(const io::Cell& cell,
                                               const engine::TrialInput& input) {
        const engine::Variant& variant = run_.plan.variants[cell.variant];
        const engine::Schedule& schedule = run_.plan.schedule;
        const engine::RecordingPlan& recording = run_.plan.recording;
        if (!begins_alike(cell)) {
            auto tell = tell_from(schedule.begin_ms);
            auto views = run_.network.run(variant, input, schedule, recording, std::ref(tell));
            tell(schedule.end_ms);
            return views;
        }
        const double until_ms = until_ms_[group(cell)];
        Kept<engine::Beginning>& begun = begun_[begun_index(cell)];
        std::call_once(begun.once, [&] {
            auto tell = tell_from(schedule.begin_ms);
            begun.value =
                run_.network.begin(variant, input, schedule, recording, until_ms, std::ref(tell));
            tell(until_ms);
        });
        auto tell = tell_from(until_ms);
        auto views = run_.network.go_on(*begun.value, input, std::ref(tell));
        tell(schedule.end_ms);
        begun.leave();
        return views;
    }

    /// Computes the first cell and writes it for all of the list.
    void run_list(const std::vector<std::size_t>& list) {
        const io::Cell cell = run_.layout.cell(list.front());
        Kept<Shown>& shown = shown_[display_index(run_, cell)];
        std::call_once(shown.once, [&] { shown.value = make_shown(run_, cell); });
        const auto views = simulate(cell, trial_input(run_, cell, *shown.value));
        shown.leave();
        for (const std::size_t index : list) {
            write(run_.layout.cell(index), views);
        }
    }

    void write(const io::Cell& cell, const std::vector<engine::RecordedView>& views) {
        io::PartWriter writer(parts_, run_.layout, cell);
        for (std::size_t view = 0; view < views.size(); ++view) {
            for (std::size_t v = 0; v < views[view].variables.size(); ++v) {
                writer.append(view, v, views[view].variables[v].values);
            }
        }
        writer.commit();
        progress_.finish(base::str(run_.layout.variants[cell.variant], ", ",
                                   run_.layout.conditions[cell.condition], ", trial ", cell.trial));
    }

    const PreparedRun& run_;
    std::vector<std::size_t> group_of_;
    std::vector<double> until_ms_;
    std::string parts_;
    std::vector<std::vector<std::size_t>> lists_;  ///< cells that record the same
    Progress& progress_;
    std::vector<Kept<Shown>> shown_;
    std::vector<Kept<engine::Beginning>> begun_;  ///< [variant][group]
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> stopped_{false};
    std::mutex mutex_;
    std::exception_ptr failure_;
    std::size_t failed_cell_ = 0;
};

/// Indices of the cells that are not finished. Those that share a beginning follow one another, and
/// among them those that share a display: little is kept at one time.
std::vector<std::size_t> remaining_cells(const PreparedRun& run,
                                         const Beginnings& beginnings,
                                         const std::vector<io::Cell>& finished) {
    const io::ResultLayout& layout = run.layout;
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
    const auto group = [&](std::size_t cell) {
        return beginnings.group_of[display_index(run, layout.cell(cell))];
    };
    std::stable_sort(cells.begin(), cells.end(),
                     [&](std::size_t a, std::size_t b) { return group(a) < group(b); });
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
    const Beginnings beginnings = choose_beginnings(run, settings);
    const RunEstimate estimate = estimate_run(run, beginnings, settings, false);
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
        const std::vector<std::size_t> cells = remaining_cells(run, beginnings, finished);
        const auto lists = gather_equal(cells, find_equal_cells(run));
        if (lists.size() < cells.size()) {
            talk.say(base::str(cells.size() - lists.size(),
                               " cells record the same as others and are not computed again"));
        }
        Progress progress(talk, run.layout.cells(), finished.size(),
                          simulated_ms(run, beginnings, first_members(lists)));
        CellQueue queue(run, beginnings, parts, lists, progress);
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
