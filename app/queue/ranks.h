#pragma once

/// Several processes that share the tasks of one run, on one machine or many: the ranks of an MPI
/// job. A program that nobody started under MPI, or that was built without it, is the only rank.

#include "app/terminal/talk.h"
#include "sim/base/errors.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace ventral::app {

/// Tasks 0, 1, ... given out one by one, each once, to whoever asks first.
class Tickets {
public:
    virtual ~Tickets() = default;
    /// The next task for the thread that asks; none: all are given out. Ascending within a rank.
    /// @param done the task that this thread has finished
    virtual std::optional<std::size_t> next(std::optional<std::size_t> done) = 0;
};

class Ranks {
public:
    virtual ~Ranks() = default;
    virtual std::size_t rank() const = 0;
    virtual std::size_t size() const = 0;
    /// The rank that writes, tells and joins.
    bool is_lead() const { return rank() == 0; }
    /// Waits for all ranks; true if it is true on any of them.
    virtual bool any(bool mine) = 0;
    /// Every rank gets the lead's values.
    virtual void spread(std::vector<std::size_t>& values) = 0;
    /// Gives out tasks to the threads of all ranks. All ranks must call it, and destroy what they
    /// get; until then no other function may be called.
    /// @param told called on the lead for every task that another rank has finished
    virtual std::unique_ptr<Tickets> share(std::size_t count,
                                           std::function<void(std::size_t)> told) = 0;
    /// Ends all ranks at once.
    virtual void end_all(base::ExitCode code) = 0;
};

/// The ranks of the job that this process was started in. To be called once, before threads begin.
std::unique_ptr<Ranks> join_ranks();

/// A single rank, whatever the process was started in.
std::unique_ptr<Ranks> lone_rank();

/// Runs a command on all ranks. What goes wrong on one of them is told by it and ends all; what is
/// wrong with the configuration is found by all and told by the lead.
base::ExitCode run_on_ranks(Talk& talk, const std::function<base::ExitCode(Ranks&)>& command);

}  // namespace ventral::app
