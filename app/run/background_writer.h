#pragma once

/// Writes cells on a thread of its own: compression and disk never hold up a simulation, unless
/// they are slower than all of them together.

#include "sim/io/live_file.h"
#include "sim/io/result_layout.h"
#include "sim/io/result_parts.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ventral::app {

/// Bytes that wait for the writer at most; whoever hands over more waits.
inline constexpr std::size_t kWaitingBytes = std::size_t{16} << 20U;

class BackgroundWriter {
public:
    /// @param layout must outlive the writer. @param finished called on the writer's thread after
    /// each cell that stands on the disk. @param live a file that shows what is written; or
    /// nullptr.
    BackgroundWriter(std::string parts,
                     const io::ResultLayout& layout,
                     std::function<void(const io::Cell&)> finished,
                     std::unique_ptr<io::LiveFile> live = nullptr);
    /// Writes what waits. Cells that were not finished leave nothing.
    ~BackgroundWriter();
    BackgroundWriter(const BackgroundWriter&) = delete;
    BackgroundWriter& operator=(const BackgroundWriter&) = delete;

    /// Whole time samples of a variable of a view of a cell (io::PartWriter::append). Throws what
    /// the writer met since the last call.
    void append(std::size_t cell,
                std::size_t view,
                std::size_t variable,
                std::vector<float> values);
    /// Nothing more of this cell comes.
    void finish(std::size_t cell);
    /// Keeps the cell as it is now (io::PartWriter::keep).
    void keep(std::size_t cell, io::CellState state);
    /// Goes on with what was kept of a cell: this one, or one that records the same.
    void go_on(std::size_t cell, std::size_t kept);
    /// Waits until all is written; throws what the writer met.
    void drain();

private:
    struct Task {
        std::size_t cell = 0;
        std::size_t view = 0;
        std::size_t variable = 0;
        std::vector<float> values{};
        enum class Kind { Append, Finish, Keep, GoOn } kind = Kind::Append;
        io::CellState state{};  ///< to keep
        std::size_t kept = 0;   ///< to go on with
        std::size_t bytes() const { return values.size() * sizeof(float) + state.state.size(); }
    };
    void push(Task task);
    void work();
    void write(Task& task);
    void go_on_with(const Task& task);

    std::string parts_;
    const io::ResultLayout& layout_;
    std::function<void(const io::Cell&)> finished_;
    std::unique_ptr<io::LiveFile> live_;
    std::map<std::size_t, std::unique_ptr<io::PartWriter>> cells_;  ///< of the writer's thread
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> tasks_;
    std::size_t waiting_bytes_ = 0;
    bool is_busy_ = false;
    bool is_closed_ = false;
    std::exception_ptr failure_;
    std::thread thread_;
};

}  // namespace ventral::app
