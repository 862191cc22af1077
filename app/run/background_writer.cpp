#include "app/run/background_writer.h"

#include "sim/io/live_file.h"

#include <algorithm>
#include <utility>

namespace ventral::app {

BackgroundWriter::BackgroundWriter(std::string parts,
                                   const io::ResultLayout& layout,
                                   std::function<void(const io::Cell&)> finished,
                                   std::unique_ptr<io::LiveFile> live)
    : parts_(std::move(parts)),
      layout_(layout),
      finished_(std::move(finished)),
      live_(std::move(live)),
      thread_([this] { work(); }) {}

BackgroundWriter::~BackgroundWriter() {
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        is_closed_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void BackgroundWriter::append(std::size_t cell,
                              std::size_t view,
                              std::size_t variable,
                              std::vector<float> values) {
    push({cell, view, variable, std::move(values)});
}

void BackgroundWriter::finish(std::size_t cell) {
    push({.cell = cell, .kind = Task::Kind::Finish});
}

void BackgroundWriter::keep(std::size_t cell, io::CellState state) {
    push({.cell = cell, .kind = Task::Kind::Keep, .state = std::move(state)});
}

void BackgroundWriter::go_on(std::size_t cell, std::size_t kept) {
    push({.cell = cell, .kind = Task::Kind::GoOn, .kept = kept});
}

void BackgroundWriter::push(Task task) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] {
        return failure_ || waiting_bytes_ == 0 || waiting_bytes_ + task.bytes() <= kWaitingBytes;
    });
    if (failure_) {
        std::rethrow_exception(failure_);
    }
    waiting_bytes_ += task.bytes();
    tasks_.push_back(std::move(task));
    lock.unlock();
    changed_.notify_all();
}

void BackgroundWriter::drain() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return failure_ || (tasks_.empty() && !is_busy_); });
    if (failure_) {
        std::rethrow_exception(failure_);
    }
}

void BackgroundWriter::work() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
        changed_.wait(lock, [&] { return is_closed_ || !tasks_.empty(); });
        if (tasks_.empty()) {
            return;
        }
        Task task = std::move(tasks_.front());
        tasks_.pop_front();
        is_busy_ = true;
        lock.unlock();
        std::exception_ptr failure;
        try {
            write(task);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        is_busy_ = false;
        waiting_bytes_ -= std::min(task.bytes(), waiting_bytes_);
        if (failure && !failure_) {
            failure_ = failure;
            tasks_.clear();
            waiting_bytes_ = 0;
        }
        changed_.notify_all();
    }
}

void BackgroundWriter::write(Task& task) {
    if (task.kind == Task::Kind::GoOn) {
        go_on_with(task);
        return;
    }
    const io::Cell cell = layout_.cell(task.cell);
    std::unique_ptr<io::PartWriter>& writer = cells_[task.cell];
    if (!writer) {
        writer = std::make_unique<io::PartWriter>(parts_, layout_, cell);
    }
    if (task.kind == Task::Kind::Keep) {
        writer->keep(task.state);
        return;
    }
    if (task.kind == Task::Kind::Append) {
        writer->append(task.view, task.variable, task.values);
        if (live_) {
            live_->append(cell, task.view, task.variable, task.values);
        }
        return;
    }
    writer->commit();
    cells_.erase(task.cell);
    finished_(cell);
}

void BackgroundWriter::go_on_with(const Task& task) {
    const io::Cell cell = layout_.cell(task.cell);
    auto writer = std::make_unique<io::PartWriter>(parts_, layout_, cell, layout_.cell(task.kept));
    if (live_) {
        writer->tell([&](std::size_t view, std::size_t variable, const auto& values) {
            live_->append(cell, view, variable, values);
        });
    }
    cells_[task.cell] = std::move(writer);
}

}  // namespace ventral::app
