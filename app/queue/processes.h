#pragma once

/// Tasks in processes of their own, some at a time: what one of them does to its process, a crash
/// or memory that is gone, is done to no other.

#include <cstddef>
#include <functional>
#include <vector>

namespace ventral::app {

/// How the process of a task ended.
struct TaskEnd {
    std::size_t task = 0;
    int exit_code = 0;
    int signal = 0;  ///< that killed it; 0: it ended by itself
};

/// Runs the tasks, at most `workers` at a time, each in a fork of this process, which must have one
/// thread only. Processes end when this one does. After SIGINT or SIGTERM (InterruptGuard) no task
/// begins, and those that run are told to stop.
/// @param run the task in its process: gives the exit code
/// @param ended called here for every task that was begun. An exception that it throws stops all.
void run_in_processes(const std::vector<std::size_t>& tasks,
                      int workers,
                      const std::function<int(std::size_t task)>& run,
                      const std::function<void(const TaskEnd&)>& ended);

}  // namespace ventral::app
