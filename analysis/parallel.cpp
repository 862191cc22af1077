#include "analysis/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace ventral::analysis {

namespace {

/// What the threads share.
struct Shared {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    std::mutex mutex{};
    std::size_t num_done = 0;
    std::exception_ptr error{};
};

void take_pieces(std::size_t count,
                 const std::function<void(std::size_t)>& work,
                 const Progress& progress,
                 Shared& shared) {
    while (!shared.failed) {
        const std::size_t i = shared.next++;
        if (i >= count) {
            return;
        }
        try {
            work(i);
            const std::lock_guard lock(shared.mutex);
            ++shared.num_done;
            if (progress) {
                progress(shared.num_done, count);
            }
        } catch (...) {
            const std::lock_guard lock(shared.mutex);
            if (!shared.failed.exchange(true)) {
                shared.error = std::current_exception();
            }
        }
    }
}

}  // namespace

void for_each_index(std::size_t count,
                    unsigned num_threads,
                    const std::function<void(std::size_t)>& work,
                    const Progress& progress) {
    if (num_threads == 0) {
        num_threads = std::max(1U, std::thread::hardware_concurrency());
    }
    Shared shared;
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < std::min<std::size_t>(num_threads, count); ++i) {
        threads.emplace_back([&] { take_pieces(count, work, progress, shared); });
    }
    take_pieces(count, work, progress, shared);
    for (std::thread& thread : threads) {
        thread.join();
    }
    if (shared.error) {
        std::rethrow_exception(shared.error);
    }
}

}  // namespace ventral::analysis
