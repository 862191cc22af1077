#include "app/run/runner.h"

#include "app/run/background_writer.h"
#include "app/run/equal_cells.h"
#include "app/run/estimate.h"
#include "app/run/interrupt.h"
#include "app/run/network_state.h"
#include "app/run/recorded_spikes.h"
#include "app/run/remaining_cells.h"
#include "app/run/shown.h"
#include "app/run/stimulus_movie.h"
#include "app/terminal/progress.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/live_file.h"
#include "sim/io/result_parts.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
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
              std::vector<std::vector<std::size_t>> lists,
              BackgroundWriter& writer,
              RecordedNetwork& recorded,
              Progress& progress)
        : run_(run),
          group_of_(beginnings.group_of),
          until_ms_(beginnings.until_ms),
          lists_(std::move(lists)),
          writer_(writer),
          recorded_(recorded),
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
    void simulate(const io::Cell& cell,
                  const engine::TrialInput& input,
                  const engine::RecordSink& sink) {
        const engine::Variant& variant = run_.plan.variants[cell.variant];
        const engine::Schedule& schedule = run_.plan.schedule;
        const engine::RecordingPlan& recording = run_.plan.recording;
        if (!begins_alike(cell)) {
            auto tell = tell_from(schedule.begin_ms);
            run_.network.stream(variant, input, schedule, recording, sink, std::ref(tell));
            tell(schedule.end_ms);
            return;
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
        run_.network.stream_on(*begun.value, input, sink, std::ref(tell));
        tell(schedule.end_ms);
        begun.leave();
    }

    /// Computes the first cell and writes it for all of the list.
    void run_list(const std::vector<std::size_t>& list) {
        const io::Cell cell = run_.layout.cell(list.front());
        Kept<Shown>& shown = shown_[display_index(run_, cell)];
        std::call_once(shown.once, [&] { shown.value = make_shown(run_, cell); });
        simulate(cell, trial_input(run_, cell, *shown.value),
                 [&](std::size_t view, std::size_t variable, std::vector<float> values) {
                     recorded_.note(view, variable, values);
                     for (std::size_t i = 0; i + 1 < list.size(); ++i) {
                         writer_.append(list[i], view, variable, values);
                     }
                     writer_.append(list.back(), view, variable, std::move(values));
                 });
        shown.leave();
        for (const std::size_t index : list) {
            writer_.finish(index);
        }
    }

    const PreparedRun& run_;
    std::vector<std::size_t> group_of_;
    std::vector<double> until_ms_;
    std::vector<std::vector<std::size_t>> lists_;  ///< cells that record the same
    BackgroundWriter& writer_;
    RecordedNetwork& recorded_;
    Progress& progress_;
    std::vector<Kept<Shown>> shown_;
    std::vector<Kept<engine::Beginning>> begun_;  ///< [variant][group]
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> stopped_{false};
    std::mutex mutex_;
    std::exception_ptr failure_;
    std::size_t failed_cell_ = 0;
};

/// The file that others may read while the run goes on, if one is wanted.
std::unique_ptr<io::LiveFile> make_live(const PreparedRun& run,
                                        const RunSettings& settings,
                                        Talk& talk) {
    if (!settings.live) {
        return nullptr;
    }
    const std::string path = io::live_path(settings.output);
    auto live = std::make_unique<io::LiveFile>(path, run.layout);
    talk.say(path + " can be read while the run goes on: h5py.File(name, swmr=True)");
    return live;
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
                          simulated_ms(run, beginnings, first_members(lists)), settings.watcher);
        RecordedNetwork recorded(run.plan.network, run.layout);
        const auto finish = [&](const io::Cell& cell) {
            progress.finish(
                base::str(run.layout.variants[cell.variant], ", ",
                          run.layout.conditions[cell.condition], ", trial ", cell.trial),
                recorded.describe());
        };
        BackgroundWriter writer(parts, run.layout, finish, make_live(run, settings, talk));
        CellQueue queue(run, beginnings, lists, writer, recorded, progress);
        queue.run_all(estimate.jobs);
        writer.drain();
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
    io::join_parts(parts, settings.output, settings.force || settings.resume, {},
                   [&](const std::string& path) {
                       add_spikes(run, path, talk);
                       add_stimulus_movie(run, path);
                   });
}

}  // namespace ventral::app
