#include "app/run/shown.h"

#include "app/experiment/display_seed.h"
#include "stimuli/display_input.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace ventral::app {

std::size_t num_displays(const PreparedRun& run) {
    return run.loaded.conditions.size() * num_displays(run.loaded.experiment);
}

std::size_t display_index(const PreparedRun& run, const io::Cell& cell) {
    const std::size_t count = num_displays(run.loaded.experiment);
    return cell.condition * count + (count > 1 ? cell.trial : 0);
}

Shown make_shown(const PreparedRun& run, const io::Cell& cell) {
    const Condition& condition = run.loaded.conditions[cell.condition];
    const stimuli::Placement& placement = run.plan.placements[cell.condition];
    Shown shown;
    shown.display = std::make_unique<stimuli::DisplayInput>(
        condition.display, display_seed(run.loaded.experiment, cell.trial), placement);
    if (condition.attention) {
        shown.attention = std::make_unique<AttentionInput>(*condition.attention, placement);
    }
    return shown;
}

engine::TrialInput trial_input(const PreparedRun& run, const io::Cell& cell, const Shown& shown) {
    engine::TrialInput input;
    input.display = shown.display.get();
    input.attention = shown.attention.get();
    input.attention_channels = run.plan.attention_channels[cell.condition];
    for (const auto& [population, fields] : run.plan.features[cell.condition]) {
        std::vector<const base::VisualInput*>& channels = input.features[population];
        std::transform(fields.begin(), fields.end(), std::back_inserter(channels),
                       [](const auto& field) { return field.get(); });
    }
    input.noise_seed = run.loaded.experiment.seed;
    input.trial = cell.condition * run.layout.trials + cell.trial;
    return input;
}

Beginnings find_beginnings(const PreparedRun& run) {
    if (!run.network.can_keep_beginnings()) {
        return no_beginnings(num_displays(run));
    }
    const engine::Schedule& schedule = run.plan.schedule;
    OpeningGroups groups(schedule.begin_ms, schedule.end_ms);
    const std::size_t count = num_displays(run.loaded.experiment);
    for (std::size_t condition = 0; condition < run.loaded.conditions.size(); ++condition) {
        for (std::size_t trial = 0; trial < count; ++trial) {
            const io::Cell cell{0, condition, trial};
            const Shown shown = make_shown(run, cell);
            groups.add(
                engine::find_opening(run.plan.network, trial_input(run, cell, shown), schedule));
        }
    }
    return groups.finish();
}

double simulated_ms(const PreparedRun& run,
                    const Beginnings& beginnings,
                    const std::vector<std::size_t>& cells) {
    const engine::Schedule& schedule = run.plan.schedule;
    std::set<std::pair<std::size_t, std::size_t>> counted;
    double sum_ms = 0;
    for (const std::size_t index : cells) {
        const io::Cell cell = run.layout.cell(index);
        const std::size_t group = beginnings.group_of[display_index(run, cell)];
        const bool is_alone = group == Beginnings::kAlone;
        const bool is_first = is_alone || counted.insert({cell.variant, group}).second;
        sum_ms += schedule.end_ms - (is_first ? schedule.begin_ms : beginnings.until_ms[group]);
    }
    return sum_ms;
}

}  // namespace ventral::app
