#pragma once

/// The cells of a run at work on the threads of this process.

#include "app/queue/ranks.h"
#include "app/run/background_writer.h"
#include "app/run/beginnings.h"
#include "app/run/checkpoints.h"
#include "app/run/network_state.h"
#include "app/run/runner.h"
#include "app/run/shown.h"
#include "app/terminal/progress.h"

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace ventral::app {

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

/// Takes the cells list by list, each list computed once and written for all its members, and stops
/// all at the first failure.
class CellQueue {
public:
    /// All must outlive it.
    /// @param lists cells that record the same @param tickets the lists, as they are given out
    CellQueue(const PreparedRun& run,
              const Beginnings& beginnings,
              const std::vector<std::vector<std::size_t>>& lists,
              Tickets& tickets,
              const Checkpoints& checkpoints,
              BackgroundWriter& writer,
              RecordedNetwork& recorded,
              Progress& progress);

    /// Runs until no list is left, on this many threads; throws what the first failing cell threw.
    void run_all(int jobs);
    /// The cell that failed.
    std::size_t failed_cell() const { return failed_cell_; }

private:
    void work();
    std::optional<std::size_t> take(std::optional<std::size_t> done);
    void note_failure(std::size_t cell);
    std::size_t group(const io::Cell& cell) const { return group_of_[display_index(run_, cell)]; }
    bool begins_alike(const io::Cell& cell) const { return group(cell) != Beginnings::kAlone; }
    std::size_t begun_index(const io::Cell& cell) const {
        return cell.variant * until_ms_.size() + group(cell);
    }
    std::function<bool(double)> tell_from(double time_ms);
    void simulate(const std::vector<std::size_t>& list,
                  const engine::TrialInput& input,
                  const engine::RecordSink& sink);
    void run_list(const std::vector<std::size_t>& list);

    const PreparedRun& run_;
    std::vector<std::size_t> group_of_;
    std::vector<double> until_ms_;
    const std::vector<std::vector<std::size_t>>& lists_;  ///< cells that record the same
    Tickets& tickets_;
    const Checkpoints& checkpoints_;
    BackgroundWriter& writer_;
    RecordedNetwork& recorded_;
    Progress& progress_;
    std::vector<Kept<Shown>> shown_;
    std::vector<Kept<engine::Beginning>> begun_;  ///< [variant][group]
    std::mutex take_mutex_;
    std::size_t passed_ = 0;  ///< lists before this one are taken
    std::atomic<bool> stopped_{false};
    std::mutex mutex_;
    std::exception_ptr failure_;
    std::size_t failed_cell_ = 0;
};

}  // namespace ventral::app
