#include "app/queue/ranks.h"
#include "sim/base/text.h"

#include <mpi.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace ventral::app {

namespace {

// What a rank says to the lead, and what the lead answers: one 64-bit number each.
constexpr int kWant = 1;    ///< the task that was finished, or kNone; a task is wanted
constexpr int kLeave = 2;   ///< nothing more is wanted
constexpr int kAnswer = 3;  ///< a task, or kNone
constexpr std::int64_t kNone = -1;

/// How often the lead looks for wishes. Open MPI's own waiting would keep a core busy.
constexpr std::chrono::microseconds kPause{100};

std::int64_t as_number(std::optional<std::size_t> task) {
    return task ? static_cast<std::int64_t>(*task) : kNone;
}

/// The lead's side: its own threads take tasks at once, a thread answers the other ranks.
class GivenTickets final : public Tickets {
public:
    GivenTickets(std::size_t count, std::size_t others, std::function<void(std::size_t)> told)
        : count_(count), others_(others), told_(std::move(told)), server_([this] { serve(); }) {}
    /// After a failure here nobody is waited for: all ranks are about to be ended.
    ~GivenTickets() override {
        is_abandoned_ = std::uncaught_exceptions() > 0;
        server_.join();
    }
    GivenTickets(const GivenTickets&) = delete;
    GivenTickets& operator=(const GivenTickets&) = delete;

    std::optional<std::size_t> next(std::optional<std::size_t>) override {
        const std::lock_guard<std::mutex> lock(mutex_);
        return next_ < count_ ? std::optional(next_++) : std::nullopt;
    }

private:
    void serve() {
        while (others_ > 0 && !is_abandoned_) {
            int is_there = 0;
            MPI_Status status{};
            MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is_there, &status);
            if (is_there == 0) {
                std::this_thread::sleep_for(kPause);
                continue;
            }
            std::int64_t done = kNone;
            MPI_Recv(&done, 1, MPI_INT64_T, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
            if (status.MPI_TAG == kLeave) {
                --others_;
                continue;
            }
            const std::int64_t task = as_number(next(std::nullopt));
            MPI_Send(&task, 1, MPI_INT64_T, status.MPI_SOURCE, kAnswer, MPI_COMM_WORLD);
            if (done != kNone && told_) {
                told_(static_cast<std::size_t>(done));
            }
        }
    }

    std::size_t count_;
    std::size_t others_;  ///< ranks that have not left
    std::function<void(std::size_t)> told_;
    std::mutex mutex_;
    std::size_t next_ = 0;
    std::atomic<bool> is_abandoned_{false};
    std::thread server_;  ///< last: it uses the others
};

/// The other ranks' side.
class AskedTickets final : public Tickets {
public:
    AskedTickets() = default;
    ~AskedTickets() override { MPI_Send(&kNone, 1, MPI_INT64_T, 0, kLeave, MPI_COMM_WORLD); }
    AskedTickets(const AskedTickets&) = delete;
    AskedTickets& operator=(const AskedTickets&) = delete;

    std::optional<std::size_t> next(std::optional<std::size_t> done) override {
        const std::lock_guard<std::mutex> lock(mutex_);
        const std::int64_t finished = as_number(done);
        std::int64_t task = kNone;
        MPI_Sendrecv(&finished, 1, MPI_INT64_T, 0, kWant, &task, 1, MPI_INT64_T, 0, kAnswer,
                     MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        return task == kNone ? std::nullopt : std::optional(static_cast<std::size_t>(task));
    }

private:
    std::mutex mutex_;
};

class MpiRanks final : public Ranks {
public:
    MpiRanks() {
        int level = 0;
        MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &level);
        int rank = 0;
        int size = 1;
        MPI_Comm_rank(MPI_COMM_WORLD, &rank);
        MPI_Comm_size(MPI_COMM_WORLD, &size);
        rank_ = static_cast<std::size_t>(rank);
        size_ = static_cast<std::size_t>(size);
        if (level < MPI_THREAD_SERIALIZED && size > 1) {
            throw base::IoError("cannot share the work", "MPI",
                                "this MPI library takes calls from one thread only",
                                "use one that supports MPI_THREAD_SERIALIZED, or --shard K/N");
        }
    }
    ~MpiRanks() override { MPI_Finalize(); }
    MpiRanks(const MpiRanks&) = delete;
    MpiRanks& operator=(const MpiRanks&) = delete;

    std::size_t rank() const override { return rank_; }
    std::size_t size() const override { return size_; }

    bool any(bool mine) override {
        const int value = mine ? 1 : 0;
        int all = 0;
        MPI_Allreduce(&value, &all, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
        return all != 0;
    }

    void spread(std::vector<std::size_t>& values) override {
        std::uint64_t count = values.size();
        MPI_Bcast(&count, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
        std::vector<std::uint64_t> sent(values.begin(), values.end());
        sent.resize(count);
        MPI_Bcast(sent.data(), static_cast<int>(count), MPI_UINT64_T, 0, MPI_COMM_WORLD);
        values.assign(sent.begin(), sent.end());
    }

    std::unique_ptr<Tickets> share(std::size_t count,
                                   std::function<void(std::size_t)> told) override {
        if (is_lead()) {
            return std::make_unique<GivenTickets>(count, size_ - 1, std::move(told));
        }
        return std::make_unique<AskedTickets>();
    }

    void end_all(base::ExitCode code) override {
        MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code));
    }

private:
    std::size_t rank_ = 0;
    std::size_t size_ = 1;
};

/// True if a launcher of MPI started this process: Open MPI's mpirun, or another by PMIx or PMI.
bool is_started_by_mpi() {
    constexpr std::array<const char*, 3> kMarks{"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"};
    for (const char* mark : kMarks) {
        if (std::getenv(mark) != nullptr) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::unique_ptr<Ranks> join_ranks() {
    if (!is_started_by_mpi()) {
        return lone_rank();
    }
    return std::make_unique<MpiRanks>();
}

}  // namespace ventral::app
