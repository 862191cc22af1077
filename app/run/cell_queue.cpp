#include "app/run/cell_queue.h"

#include "app/run/equal_cells.h"
#include "app/run/interrupt.h"
#include "sim/base/errors.h"

#include <functional>
#include <thread>
#include <utility>

namespace ventral::app {

CellQueue::CellQueue(const PreparedRun& run,
                     const Beginnings& beginnings,
                     const std::vector<std::vector<std::size_t>>& lists,
                     Tickets& tickets,
                     const Checkpoints& checkpoints,
                     BackgroundWriter& writer,
                     RecordedNetwork& recorded,
                     Progress& progress)
    : run_(run),
      group_of_(beginnings.group_of),
      until_ms_(beginnings.until_ms),
      lists_(lists),
      tickets_(tickets),
      checkpoints_(checkpoints),
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
void CellQueue::run_all(int jobs) {
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

void CellQueue::work() {
    std::optional<std::size_t> task;
    while (!stopped_ && !InterruptGuard::requested()) {
        task = take(task);
        if (!task) {
            return;
        }
        try {
            run_list(lists_[*task]);
        } catch (const base::Interrupted&) {
            stopped_ = true;  // by a signal, or because another cell failed: that is what is told
        } catch (...) {
            note_failure(lists_[*task].front());
        }
    }
    if (InterruptGuard::requested()) {
        stopped_ = true;
    }
}

/// The next list. Those before it that this process did not get are computed by others.
std::optional<std::size_t> CellQueue::take(std::optional<std::size_t> done) {
    const std::lock_guard<std::mutex> lock(take_mutex_);
    const std::optional<std::size_t> task = tickets_.next(done);
    for (; task && passed_ < *task; ++passed_) {
        const io::Cell cell = run_.layout.cell(lists_[passed_].front());
        shown_[display_index(run_, cell)].leave();
        if (begins_alike(cell)) {
            begun_[begun_index(cell)].leave();
        }
    }
    if (task) {
        passed_ = *task + 1;
    }
    return task;
}

/// Of several failures the one of the first cell is told, whichever thread was faster.
void CellQueue::note_failure(std::size_t cell) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!failure_ || cell < failed_cell_) {
        failure_ = std::current_exception();
        failed_cell_ = cell;
    }
    stopped_ = true;
}

/// Tells what was simulated from this time on.
std::function<bool(double)> CellQueue::tell_from(double time_ms) {
    return [this, time_ms](double now_ms) mutable {
        progress_.advance(now_ms - std::exchange(time_ms, now_ms));
        return !stopped_ && !InterruptGuard::requested();
    };
}

/// The first cell of the list: from where one of the list was kept, from the beginning that it
/// shares, or from its own.
void CellQueue::simulate(const std::vector<std::size_t>& list,
                         const engine::TrialInput& input,
                         const engine::RecordSink& sink) {
    const io::Cell cell = run_.layout.cell(list.front());
    const engine::Variant& variant = run_.plan.variants[cell.variant];
    const engine::Schedule& schedule = run_.plan.schedule;
    const engine::RecordingPlan& recording = run_.plan.recording;
    const engine::CheckpointCallback keep = checkpoints_.keeper(list.front(), writer_);
    const bool shares = begins_alike(cell);
    Kept<engine::Beginning>* begun = shares ? &begun_[begun_index(cell)] : nullptr;
    const auto stream_from = [&](const engine::Beginning& beginning, double time_ms) {
        auto tell = tell_from(time_ms);
        run_.network.stream_on(beginning, input, sink, std::ref(tell), keep);
        tell(schedule.end_ms);
    };
    if (auto kept = checkpoints_.take_up(list, writer_)) {
        progress_.advance(kept->time_ms - (shares ? until_ms_[group(cell)] : schedule.begin_ms));
        stream_from({variant, schedule, recording, std::move(kept->state)}, kept->time_ms);
    } else if (shares) {
        const double until_ms = until_ms_[group(cell)];
        std::call_once(begun->once, [&] {
            auto tell = tell_from(schedule.begin_ms);
            begun->value =
                run_.network.begin(variant, input, schedule, recording, until_ms, std::ref(tell));
            tell(until_ms);
        });
        stream_from(*begun->value, until_ms);
    } else {
        auto tell = tell_from(schedule.begin_ms);
        run_.network.stream(variant, input, schedule, recording, sink, std::ref(tell), keep);
        tell(schedule.end_ms);
    }
    if (begun != nullptr) {
        begun->leave();
    }
}

/// Computes the first cell and writes it for all of the list.
void CellQueue::run_list(const std::vector<std::size_t>& list) {
    const io::Cell cell = run_.layout.cell(list.front());
    Kept<Shown>& shown = shown_[display_index(run_, cell)];
    std::call_once(shown.once, [&] { shown.value = make_shown(run_, cell); });
    simulate(list, trial_input(run_, cell, *shown.value),
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

}  // namespace ventral::app
