#include "app/run/runner.h"

#include "app/run/cell_queue.h"
#include "app/run/checkpoints.h"
#include "app/run/equal_cells.h"
#include "app/run/estimate.h"
#include "app/run/interrupt.h"
#include "app/run/last_states.h"
#include "app/run/recorded_spikes.h"
#include "app/run/remaining_cells.h"
#include "app/run/shown.h"
#include "app/run/stimulus_movie.h"
#include "app/terminal/progress.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/file_lock.h"
#include "sim/io/live_file.h"
#include "sim/io/result_parts.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <utility>

namespace ventral::app {

namespace {

/// The file that others may read while the run goes on, if one is wanted.
std::unique_ptr<io::LiveFile> make_live(const PreparedRun& run,
                                        const RunSettings& settings,
                                        Talk& talk) {
    if (!settings.live) {
        return nullptr;
    }
    const std::string path = io::live_path(settings.output);
    auto live = std::make_unique<io::LiveFile>(path, run.layout);
    talk.say(path + " can be read while the run goes on: h5py.File(name, swmr=True)");
    return live;
}

/// The share of the cells that is to be computed, ascending; all without a shard. It depends on the
/// run alone, never on the machine.
std::vector<std::size_t> wanted_cells(const PreparedRun& run,
                                      const std::optional<io::Shard>& shard) {
    if (!shard) {
        std::vector<std::size_t> all(run.layout.cells());
        std::iota(all.begin(), all.end(), std::size_t{0});
        return all;
    }
    const auto lists = gather_equal(remaining_cells(run, no_beginnings(num_displays(run)), {}),
                                    find_equal_cells(run));
    auto [begin, end] = io::share_of(*shard, lists.size());
    if (begin == end) {
        throw base::ConfigError(
            {.what = "there are more shards than things to compute",
             .file = "--shard",
             .got = base::str(shard->number, "/", shard->count),
             .allowed = base::str("at most ", lists.size(), " shards of this run")});
    }
    std::vector<std::size_t> cells;
    for (; begin < end; ++begin) {
        cells.insert(cells.end(), lists[begin].begin(), lists[begin].end());
    }
    std::sort(cells.begin(), cells.end());
    return cells;
}

/// What is to be done, and what it will need.
struct Work {
    std::vector<std::size_t> wanted;
    Beginnings beginnings;
    RunEstimate estimate;
};

/// Refuses what does not fit in this machine.
Work plan_work(const PreparedRun& run, const RunSettings& settings, Talk& talk) {
    Work work{wanted_cells(run, settings.shard), choose_beginnings(run, settings), {}};
    work.estimate = estimate_run(run, work.beginnings, settings, false);
    require_room(work.estimate, settings, talk);
    return work;
}

/// What the lead has found finished, as every rank must know it.
std::vector<io::Cell> agree_on_finished(const PreparedRun& run,
                                        const std::string& parts,
                                        Ranks& ranks) {
    std::vector<std::size_t> indices;
    if (ranks.is_lead()) {
        for (const io::Cell& cell : io::finished_cells(parts, run.layout)) {
            indices.push_back(run.layout.index(cell));
        }
    }
    ranks.spread(indices);
    std::vector<io::Cell> finished;
    for (const std::size_t index : indices) {
        finished.push_back(run.layout.cell(index));
    }
    return finished;
}

std::string label_of(const PreparedRun& run, const io::Cell& cell) {
    return base::str(run.layout.variants[cell.variant], ", ", run.layout.conditions[cell.condition],
                     ", trial ", cell.trial);
}

/// The failure, its hint with the file that shows what led to it.
base::NumericsError with_last_states(const PreparedRun& run,
                                     const RunSettings& settings,
                                     std::size_t cell,
                                     const base::NumericsError& error) {
    base::NumericsFault fault = error.fault();
    const std::string path = write_last_states(run, settings, cell, fault);
    if (!path.empty()) {
        fault.hint += base::str(fault.hint.empty() ? "" : "; ", "the last steps before it, all ",
                                "populations: ", path);
    }
    return base::NumericsError(fault);
}

/// Computes what is not finished, shared with the other ranks. Throws base::Interrupted on all of
/// them after a signal to any.
void compute_cells(const PreparedRun& run,
                   const RunSettings& settings,
                   const Work& work,
                   Ranks& ranks,
                   Talk& talk) {
    const std::string parts = io::parts_folder(settings.output);
    const auto& [wanted, beginnings, estimate] = work;
    talk.say(base::str(wanted.size(), " cells of ", estimate.num_units, " units on ", estimate.jobs,
                       estimate.jobs == 1 ? " thread" : " threads",
                       ranks.size() > 1 ? base::str(" of each of ", ranks.size(), " ranks") : "",
                       ", about ", format_bytes(estimate.memory_bytes),
                       " of memory, a file of at most ", format_bytes(estimate.file_bytes)));
    const std::vector<io::Cell> finished = agree_on_finished(run, parts, ranks);
    if (!finished.empty()) {
        talk.say(base::str(finished.size(), " of ", wanted.size(), " cells were finished before"));
    }
    std::vector<std::size_t> cells = remaining_cells(run, beginnings, finished);
    std::erase_if(cells, [&wanted = work.wanted](std::size_t cell) {
        return !std::binary_search(wanted.begin(), wanted.end(), cell);
    });
    // Their order depends on the memory that is free, and must be one for all ranks.
    ranks.spread(cells);
    const auto lists = gather_equal(cells, find_equal_cells(run));
    if (lists.size() < cells.size()) {
        talk.say(base::str(cells.size() - lists.size(),
                           " cells record the same as others and are not computed again"));
    }
    Progress progress(talk, wanted.size(), finished.size(),
                      simulated_ms(run, beginnings, first_members(lists)), settings.watcher);
    RecordedNetwork recorded(run.plan.network, run.layout);
    const auto finish = [&](const io::Cell& cell) {
        progress.finish(label_of(run, cell), recorded.describe());
    };
    {
        const std::unique_ptr<Tickets> tickets = ranks.share(lists.size(), [&](std::size_t list) {
            for (const std::size_t cell : lists[list]) {
                finish(run.layout.cell(cell));
            }
        });
        BackgroundWriter writer(parts, run.layout, finish,
                                ranks.is_lead() ? make_live(run, settings, talk) : nullptr);
        const Checkpoints checkpoints(run, settings, talk);
        CellQueue queue(run, beginnings, lists, *tickets, checkpoints, writer, recorded, progress);
        try {
            queue.run_all(estimate.jobs);
        } catch (const base::Interrupted&) {
            // Told by the caller, with what was saved.
        } catch (const base::NumericsError& error) {
            if (!settings.keep_last_states || ranks.size() > 1) {
                throw;
            }
            throw with_last_states(run, settings, queue.failed_cell(), error);
        }
        writer.drain();
    }
    if (ranks.any(InterruptGuard::requested())) {
        throw base::Interrupted("interrupted");
    }
}

/// Joins what was computed into the result, or into the shard.
void join(const PreparedRun& run, const RunSettings& settings, Talk& talk) {
    const std::string parts = io::parts_folder(settings.output);
    const bool force = settings.force || settings.resume;
    if (settings.shard) {
        io::join_shard(parts, settings.output, *settings.shard, wanted_cells(run, settings.shard),
                       force, [&](const std::string& path) {
                           if (settings.shard->number == 1) {  // once is enough
                               add_stimulus_movie(run, path);
                           }
                       });
        return;
    }
    io::join_parts(parts, settings.output, force, {}, [&](const std::string& path) {
        add_spikes(run, path, talk);
        add_stimulus_movie(run, path);
        if (settings.before_named) {
            settings.before_named(path);
        }
    });
}

/// Removes the parts' folder if no cell was finished or kept; says how to go on if some were.
void leave_parts(const std::string& folder, const io::ResultLayout& layout, Talk& talk) {
    const std::size_t finished = io::finished_cells(folder, layout).size();
    if (finished == 0 && !io::holds_checkpoints(folder)) {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    } else {
        talk.say(base::str(finished, " of ", layout.cells(), " finished cells stay in ", folder,
                           "; --resume goes on from there, --force begins anew"));
    }
}

}  // namespace

void run_cells(const PreparedRun& run, const RunSettings& settings, Talk& talk) {
    const std::unique_ptr<Ranks> alone = lone_rank();
    Ranks& ranks = settings.ranks == nullptr ? *alone : *settings.ranks;
    const InterruptGuard guard;
    if (!ranks.is_lead()) {
        Talk silent(Loudness::Quiet);
        compute_cells(run, settings, plan_work(run, settings, silent), ranks, silent);
        ranks.any(false);  // the lead has joined
        return;
    }
    io::check_writable(settings.output, settings.force || settings.resume);
    const io::FileLock lock(settings.output);
    const Work work = plan_work(run, settings, talk);
    const std::string parts = io::parts_folder(settings.output);
    const io::Existing existing = settings.resume  ? io::Existing::Resume
                                  : settings.force ? io::Existing::Discard
                                                   : io::Existing::Refuse;
    io::begin_parts(parts, run.layout, existing);
    try {
        compute_cells(run, settings, work, ranks, talk);
    } catch (const base::Interrupted&) {
        const std::size_t count = io::finished_cells(parts, run.layout).size();
        const std::string partial = io::join_partial(parts, settings.output);
        throw base::Interrupted(base::str("interrupted: ", count, " of ", run.layout.cells(),
                                          " cells stand in ", partial,
                                          "; --resume goes on from there"));
    } catch (...) {
        leave_parts(parts, run.layout, talk);
        throw;
    }
    join(run, settings, talk);
    ranks.any(false);
}

}  // namespace ventral::app
