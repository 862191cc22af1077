#include "app/run/last_states.h"

#include "app/run/interrupt.h"
#include "app/run/shown.h"
#include "sim/base/text.h"
#include "sim/engine/needed.h"
#include "sim/io/result_parts.h"

#include <algorithm>
#include <filesystem>

namespace ventral::app {

namespace {

constexpr int kSteps = 8;

/// Every population that the cell computes, at every step of the interval.
engine::RecordingPlan record_all(const PreparedRun& run,
                                 const engine::Variant& variant,
                                 double begin_ms,
                                 double end_ms) {
    engine::RecordingPlan recording;
    recording.begin_ms = begin_ms;
    recording.end_ms = end_ms;
    recording.cube_interval_ms = run.plan.solver.step_ms;
    const std::vector<bool> needed =
        engine::find_needed(run.plan.network, variant, run.plan.recording);
    for (std::size_t p = 0; p < needed.size(); ++p) {
        if (needed[p]) {
            recording.cubes.push_back(static_cast<int>(p));
        }
    }
    return recording;
}

io::ResultLayout lay_out(const PreparedRun& run, const io::Cell& cell, const RunPlan& plan) {
    io::ResultLayout layout;
    layout.title = run.layout.title + ": the last steps before it diverged";
    layout.key = run.layout.key + "-diverged";
    layout.variants = {run.layout.variants[cell.variant]};
    layout.conditions = {run.layout.conditions[cell.condition]};
    layout.views = make_views(plan, {});
    layout.parameters = run.layout.parameters;
    layout.provenance = run.layout.provenance;
    layout.date = run.layout.date;
    return layout;
}

void write(const io::ResultLayout& layout,
           const std::vector<engine::RecordedView>& views,
           const std::string& path) {
    const std::string parts = io::parts_folder(path);
    io::begin_parts(parts, layout, io::Existing::Discard);
    io::PartWriter writer(parts, layout, {0, 0, 0});
    for (std::size_t v = 0; v < views.size(); ++v) {
        writer.append(v, 0, views[v].variables.front().values);
    }
    writer.commit();
    io::join_parts(parts, path, true);
}

}  // namespace

std::string write_last_states(const PreparedRun& run,
                              const RunSettings& settings,
                              std::size_t cell_index,
                              const base::NumericsFault& fault) {
    const double step_ms = run.plan.solver.step_ms;
    const double first_ms = run.plan.schedule.begin_ms;
    const double last_ms = fault.time_ms - step_ms;
    if (last_ms < first_ms) {
        return "";
    }
    const double begin_ms = std::max(last_ms - (kSteps - 1) * step_ms, first_ms);
    const io::Cell cell = run.layout.cell(cell_index);
    RunPlan plan = run.plan;
    const engine::Variant& variant = plan.variants[cell.variant];
    plan.recording = record_all(run, variant, begin_ms, last_ms);
    const Shown shown = make_shown(run, cell);
    const auto views =
        run.network.run(variant, trial_input(run, cell, shown), {first_ms, last_ms}, plan.recording,
                        [](double) { return !InterruptGuard::requested(); });
    std::string path =
        std::filesystem::path(settings.output).replace_extension(".diverged.h5").string();
    write(lay_out(run, cell, plan), views, path);
    return path;
}

}  // namespace ventral::app
