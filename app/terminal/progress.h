#pragma once

/// How far a run is: a bar on a terminal, plain lines elsewhere.

#include "app/terminal/run_watcher.h"
#include "app/terminal/talk.h"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>

namespace ventral::app {

/// "45 s", "2 min 5 s", "1 h 10 min"
std::string format_duration(double seconds);

/// "310 kB", "1.2 MB", "3.4 GB"
std::string format_bytes(double bytes);

/// Counts cells, and the work that is done on them. Used from all threads of a run.
class Progress {
public:
    /// @param finished cells that an earlier run finished.
    /// @param work_ms simulated time of the others.
    /// @param watcher told of every redraw; may be null.
    Progress(Talk& talk,
             std::size_t num_cells,
             std::size_t finished,
             double work_ms,
             RunWatcher* watcher = nullptr);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// So much more was simulated.
    void advance(double work_ms);
    /// @param label "recurrent, left/dark, trial 0" @param network how the network fares; may be
    /// empty
    void finish(const std::string& label, const std::string& network = "");

private:
    using Clock = std::chrono::steady_clock;
    double done() const;
    std::string remaining() const;
    void draw();
    /// ", 1.1 cells/s, 8 s left; peak 23.4 Hz in V2.plain"
    std::string told() const;
    void tell_watcher();

    Talk& talk_;
    RunWatcher* watcher_;
    std::string network_;
    std::mutex mutex_;
    std::size_t num_cells_;
    std::size_t finished_before_;
    std::size_t finished_;
    double work_ms_;
    double done_ms_ = 0;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_drawn_;
    Clock::time_point last_line_;
};

}  // namespace ventral::app
