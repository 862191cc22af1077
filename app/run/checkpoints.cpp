#include "app/run/checkpoints.h"

#include "app/provenance/build_info.h"
#include "app/run/interrupt.h"
#include "sim/base/text.h"

#include <chrono>

namespace ventral::app {

Checkpoints::Checkpoints(const PreparedRun& run, const RunSettings& settings, Talk& talk)
    : run_(run),
      talk_(talk),
      parts_(io::parts_folder(settings.output)),
      every_s_(settings.checkpoint_s) {
    for (const auto& [name, value] : run.layout.provenance) {
        if (name == "program" || name == "git_revision") {
            program_ += value + "\n";
        }
    }
}

engine::CheckpointCallback Checkpoints::keeper(std::size_t cell, BackgroundWriter& writer) const {
    using Clock = std::chrono::steady_clock;
    if (every_s_ <= 0) {
        return {};
    }
    return [this, cell, &writer, last = Clock::now()](
               double time_ms, const std::function<std::string()>& take) mutable {
        const std::chrono::duration<double> passed = Clock::now() - last;
        if (passed.count() >= every_s_ || InterruptGuard::requested()) {
            writer.keep(cell, {time_ms, program_, take()});
            last = Clock::now();
        }
    };
}

std::optional<io::CellState> Checkpoints::take_up(const std::vector<std::size_t>& cells,
                                                  BackgroundWriter& writer) const {
    for (const std::size_t kept : cells) {
        auto state = io::read_checkpoint(parts_, run_.layout, run_.layout.cell(kept));
        if (!state) {
            continue;
        }
        if (state->program != program_) {
            talk_.warn(
                "a condition that was kept half-way by another build of the program begins anew");
            return std::nullopt;
        }
        for (const std::size_t cell : cells) {
            writer.go_on(cell, kept);
        }
        talk_.say(base::str(run_.layout.conditions[run_.layout.cell(kept).condition],
                            " goes on at t = ", base::format_number(state->time_ms), " ms"));
        return state;
    }
    return std::nullopt;
}

}  // namespace ventral::app
