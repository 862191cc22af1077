#pragma once

/// Independent pieces of work on several threads. Whatever a piece computes depends on its index
/// alone, so that results do not depend on the number of threads.

#include <cstddef>
#include <functional>

namespace ventral::analysis {

/// Told how many of all pieces are done; called from one thread at a time.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Calls work(i) for i = 0 .. count - 1 on `num_threads` threads (0: one per processor). The first
/// exception of a piece ends the work and is thrown again here.
void for_each_index(std::size_t count,
                    unsigned num_threads,
                    const std::function<void(std::size_t)>& work,
                    const Progress& progress = {});

}  // namespace ventral::analysis
