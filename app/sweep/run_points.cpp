#include "app/sweep/run_points.h"

#include "app/queue/processes.h"
#include "app/run/interrupt.h"
#include "app/terminal/progress.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <chrono>
#include <csignal>
#include <cstring>
#include <memory>
#include <new>
#include <optional>

namespace ventral::app {

namespace {

using base::ExitCode;

/// Says how far the sweep is.
class Teller {
public:
    Teller(const Sweep& sweep, std::size_t count, Talk& talk)
        : sweep_(sweep), count_(count), talk_(talk) {}

    void tell(std::size_t point) {
        ++done_;
        const std::chrono::duration<double> elapsed = Clock::now() - start_;
        const double left =
            elapsed.count() / static_cast<double>(done_) * static_cast<double>(count_ - done_);
        const auto fault = sweep_.files.read_fault(point);
        talk_.say(base::str("point ", done_, " of ", count_, ": ",
                            describe_point(sweep_.axes, sweep_.points[point]),
                            fault ? ": " + fault->status + ", " + fault->reason : "",
                            done_ < count_ ? ", " + format_duration(left) + " left" : ""));
    }

private:
    using Clock = std::chrono::steady_clock;
    const Sweep& sweep_;
    std::size_t count_;
    Talk& talk_;
    std::size_t done_ = 0;
    Clock::time_point start_ = Clock::now();
};

/// Runs a point; a failure that another run of it would meet again is noted and is none of the
/// sweep's.
ExitCode run_noting(const Sweep& sweep, std::size_t point, int jobs, const PointRunner& run) {
    try {
        run(point, jobs);
        sweep.files.forget_fault(point);
        return ExitCode::Good;
    } catch (const base::NumericsError& error) {
        sweep.files.write_fault(point, {"diverged", error.what()});
        return error.exit_code();
    } catch (const base::ConfigError& error) {
        sweep.files.write_fault(point, {"refused", error.what()});
        return error.exit_code();
    }
}

/// The same in a process of its own, which no exception may leave.
int run_in_child(
    const Sweep& sweep, std::size_t point, int jobs, const PointRunner& run, Talk& talk) {
    ExitCode code = ExitCode::InputOutput;
    try {
        code = run_noting(sweep, point, jobs, run);
    } catch (const base::Interrupted& error) {
        code = error.exit_code();
    } catch (const std::bad_alloc&) {
        talk.tell_error("out of memory");
    } catch (const std::exception& error) {
        talk.tell_error(error.what());
    }
    return static_cast<int>(code);
}

void note_end(const Sweep& sweep, const TaskEnd& end, Teller& teller) {
    if (end.signal != 0) {
        if (InterruptGuard::requested()) {
            return;
        }
        sweep.files.write_fault(
            end.task, {"killed", base::str("its process was killed by signal ", end.signal, " (",
                                           ::strsignal(end.signal), ")",
                                           end.signal == SIGKILL ? "; was memory short?" : "")});
        teller.tell(end.task);
        return;
    }
    switch (static_cast<ExitCode>(end.exit_code)) {
        case ExitCode::Good:
        case ExitCode::Usage:
        case ExitCode::Numerics:
            teller.tell(end.task);
            return;
        case ExitCode::Interrupted:
            return;
        default:
            throw base::IoError(
                "cannot go on with the sweep", sweep.files.result(end.task),
                "this point failed for a reason that is none of its own, told above",
                "--resume goes on once it is mended");
    }
}

void run_on_all_ranks(const Sweep& sweep,
                      const std::vector<std::size_t>& points,
                      const PointWork& work,
                      const PointRunner& run,
                      Ranks& ranks,
                      Teller& teller) {
    const std::unique_ptr<Tickets> tickets =
        ranks.share(points.size(), [&](std::size_t done) { teller.tell(points[done]); });
    std::optional<std::size_t> task;
    while (!InterruptGuard::requested()) {
        task = tickets->next(task);
        if (!task) {
            return;
        }
        try {
            run_noting(sweep, points[*task], work.jobs, run);
        } catch (const base::Interrupted&) {
            return;
        }
        if (ranks.is_lead()) {
            teller.tell(points[*task]);
        }
    }
}

}  // namespace

Overrides overrides_of(const Sweep& sweep, std::size_t point) {
    Overrides overrides = sweep.overrides;
    const SweepPoint& chosen = sweep.points[point];
    for (std::size_t a = 0; a < chosen.values.size(); ++a) {
        overrides.assignments.push_back({sweep.axes.axes[a].path, chosen.values[a]});
    }
    if (chosen.seed) {
        overrides.seed = chosen.seed;
    }
    return overrides;
}

void run_points(const Sweep& sweep,
                const std::vector<std::size_t>& points,
                const PointWork& work,
                const PointRunner& run,
                Ranks& ranks,
                Talk& talk) {
    const InterruptGuard guard;
    Teller teller(sweep, points.size(), talk);
    if (ranks.size() > 1) {
        run_on_all_ranks(sweep, points, work, run, ranks, teller);
    } else {
        run_in_processes(
            points, work.workers,
            [&](std::size_t point) { return run_in_child(sweep, point, work.jobs, run, talk); },
            [&](const TaskEnd& end) { note_end(sweep, end, teller); });
    }
    if (ranks.any(InterruptGuard::requested())) {
        throw base::Interrupted(
            base::str("interrupted: ", sweep.files.num_known(sweep.points.size()), " of ",
                      sweep.points.size(), " points stand in ", sweep.files.folder(),
                      "; --resume goes on from there"));
    }
}

}  // namespace ventral::app
