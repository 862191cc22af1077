#include "app/calibrate/stimulus_set.h"

#include "analysis/parallel.h"
#include "app/experiment/display_seed.h"
#include "app/run/shown.h"
#include "models/read_model.h"
#include "models/unit_selection.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ventral::app {

namespace {

using engine::PopulationDescription;

constexpr double kIntervalMs = 5;  ///< at which responses are sampled, or the next whole step

[[noreturn]] void refuse(std::string what, std::string got, std::string allowed) {
    throw base::ConfigError(
        {.what = std::move(what), .got = std::move(got), .allowed = std::move(allowed)});
}

/// Named faults for what is no feature map, before anything is compiled.
void check_populations(const LoadedExperiment& loaded, const std::vector<std::string>& names) {
    const engine::NetworkDescription network = models::read_network(loaded.model.root);
    for (const std::string& name : names) {
        const int index = models::find_population(network, name, {});
        if (network.populations[static_cast<std::size_t>(index)].input !=
            engine::ExternalInput::None) {
            refuse("an input population has no threshold and no gain", name,
                   "a population that the network computes");
        }
    }
}

/// The experiment with only the chosen variant, recording only what is measured.
LoadedExperiment load_stimuli(const StimulusChoice& choice, const SearchPaths& paths) {
    Overrides overrides = choice.overrides;
    overrides.assignments.insert(overrides.assignments.begin(), {"model", choice.model});
    overrides.variants = {choice.variant};
    LoadedExperiment loaded = load_experiment(choice.experiment, paths, overrides);
    check_populations(loaded, choice.populations);
    Experiment& experiment = loaded.experiment;
    if (!experiment.steps.empty()) {
        refuse("a set of stimuli has no steps that measure units first", choice.experiment,
               "an experiment without `steps:`");
    }
    TimeSettings& time = experiment.time;
    const auto [from_ms, until_ms] = choice.window_ms;
    if (from_ms < 0 || until_ms <= from_ms || until_ms > time.duration_ms) {
        refuse(
            "the window of the responses does not lie within the run",
            base::str(base::format_number(from_ms), " to ", base::format_number(until_ms), " ms"),
            base::str("0 <= from < until <= ", base::format_number(time.duration_ms),
                      " ms, the duration of the experiment"));
    }
    const auto whole = [&](double ms) { return std::round(ms / time.step_ms) * time.step_ms; };
    experiment.record = {};
    experiment.record.maps.clear();
    experiment.record.cubes = choice.populations;
    loaded.document.root =
        config::with_override(loaded.document.root, "record",
                              base::str("{cubes: [", base::join(choice.populations, ", "), "]}"));
    experiment.record.from_ms = whole(from_ms);
    experiment.record.until_ms = whole(until_ms);
    experiment.record.cube_interval_ms =
        std::max(1.0, std::round(kIntervalMs / time.step_ms)) * time.step_ms;
    experiment.measures.clear();
    time.duration_ms = *experiment.record.until_ms;
    return loaded;
}

/// Mean over the samples of time, [channel][y][x].
std::vector<float> mean_over_time(const base::LabelledArray& rates) {
    const std::size_t times = rates.axes.front().values.size();
    const std::size_t frame = rates.values.size() / times;
    std::vector<double> sums(frame, 0.0);
    for (std::size_t i = 0; i < rates.values.size(); ++i) {
        sums[i % frame] += static_cast<double>(rates.values[i]);
    }
    std::vector<float> means;
    means.reserve(frame);
    for (const double sum : sums) {
        means.push_back(static_cast<float>(sum / static_cast<double>(times)));
    }
    return means;
}

ChannelMoments moments_of(const PopulationDescription& population,
                          const base::LabelledArray& rates) {
    const std::vector<float> means = mean_over_time(rates);
    ChannelMoments moments(static_cast<std::size_t>(population.num_channels()));
    const std::size_t samples = population.grid.size();
    for (std::size_t c = 0; c < moments.size(); ++c) {
        const double gain = population.channels.gains.empty() ? 1.0 : population.channels.gains[c];
        moments[c].add(std::span(means).subspan(c * samples, samples), population.transfer, gain);
    }
    return moments;
}

}  // namespace

StimulusSet::StimulusSet(const StimulusChoice& choice, const SearchPaths& paths)
    : run_(prepare_run(load_stimuli(choice, paths), "")) {
    const std::size_t draws = num_displays(run_.loaded.experiment);
    for (std::size_t c = 0; c < run_.loaded.conditions.size(); ++c) {
        for (std::size_t draw = 0; draw < draws; ++draw) {
            cells_.push_back({0, c, draw});
        }
    }
    beginnings_ = find_beginnings(run_);
}

std::size_t StimulusSet::size() const {
    return cells_.size();
}

void StimulusSet::set_channels(const std::vector<engine::ChannelSettings>& channels) {
    for (std::size_t p = 0; p < channels.size(); ++p) {
        run_.plan.network.populations[static_cast<std::size_t>(populations()[p])].channels =
            channels[p];
    }
    run_.network = engine::CompiledNetwork(run_.plan.network, run_.plan.solver);
}

std::vector<ChannelMoments> StimulusSet::measure_one(
    std::size_t stimulus, const std::vector<engine::Beginning>& begun) const {
    const io::Cell& cell = cells_[stimulus];
    const Shown shown = make_shown(run_, cell);
    const engine::TrialInput input = trial_input(run_, cell, shown);
    const std::size_t group = beginnings_.group_of[stimulus];
    const std::vector<engine::RecordedView> views =
        group == Beginnings::kAlone ? run_.network.run(run_.plan.variants.front(), input,
                                                       run_.plan.schedule, run_.plan.recording)
                                    : run_.network.go_on(begun[group], input);
    std::vector<ChannelMoments> moments;
    for (const int index : populations()) {
        const PopulationDescription& population =
            network().populations[static_cast<std::size_t>(index)];
        const auto view = std::find_if(views.begin(), views.end(), [&](const auto& each) {
            return each.population == population.name;
        });
        moments.push_back(moments_of(population, view->variables.front()));
    }
    return moments;
}

std::vector<ChannelMoments> StimulusSet::measure(int jobs) const {
    std::vector<engine::Beginning> begun;
    for (std::size_t group = 0; group < beginnings_.num_groups(); ++group) {
        const auto first =
            std::find(beginnings_.group_of.begin(), beginnings_.group_of.end(), group);
        const io::Cell& cell =
            cells_[static_cast<std::size_t>(first - beginnings_.group_of.begin())];
        const Shown shown = make_shown(run_, cell);
        begun.push_back(run_.network.begin(run_.plan.variants.front(),
                                           trial_input(run_, cell, shown), run_.plan.schedule,
                                           run_.plan.recording, beginnings_.until_ms[group]));
    }
    std::vector<std::vector<ChannelMoments>> single(cells_.size());
    analysis::for_each_index(cells_.size(), static_cast<unsigned>(jobs), [&](std::size_t stimulus) {
        single[stimulus] = measure_one(stimulus, begun);
    });
    std::vector<ChannelMoments> all = single.front();
    for (std::size_t s = 1; s < single.size(); ++s) {
        for (std::size_t p = 0; p < all.size(); ++p) {
            for (std::size_t c = 0; c < all[p].size(); ++c) {
                all[p][c].add(single[s][p][c]);
            }
        }
    }
    return all;
}

}  // namespace ventral::app
