#include "app/procedure/unit_recordings.h"

#include "analysis/averages.h"
#include "analysis/rows.h"
#include "app/experiment/units.h"
#include "stimuli/display_input.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

/// Conditions whose level of the factor of units is this one.
std::vector<std::size_t> conditions_of(const LoadedExperiment& step, const std::string& unit) {
    const Factor& units = step.experiment.factors.front();
    std::vector<std::size_t> conditions;
    for (std::size_t c = 0; c < step.conditions.size(); ++c) {
        if (units.levels[step.conditions[c].levels.front()].label == unit) {
            conditions.push_back(c);
        }
    }
    return conditions;
}

const io::View& view_of(const io::ResultFile& file,
                        const LoadedExperiment& step,
                        const std::string& unit) {
    const auto& sites = step.experiment.record.sites;
    const auto site = std::find_if(sites.begin(), sites.end(),
                                   [&](const SiteEntry& entry) { return entry.name == unit; });
    return file.view(site->population + "/site");
}

/// What was shown on the lattice of the procedure, about the display's origin.
analysis::ShownFrames sample_frames(const analysis::SparseNoiseProcedure& p,
                                    const Condition& condition,
                                    const Experiment& experiment) {
    const int side = std::max(2, static_cast<int>(std::lround(p.lattice_deg / p.spacing_deg)));
    const base::Grid grid{side, side, 1 / p.spacing_deg, 0, 0};
    const stimuli::DisplayInput display(condition.display, experiment.seed);
    analysis::ShownFrames frames;
    for (int i = 0; i < side; ++i) {
        frames.x_deg.push_back(grid.x_deg(i));
        frames.y_deg.push_back(grid.y_deg(i));
    }
    std::vector<float> values(grid.size());
    for (const double onset : display.change_times(0, experiment.time.duration_ms)) {
        display.sample(grid, onset, values);
        frames.onsets_ms.push_back(onset);
        frames.contrast.insert(frames.contrast.end(), values.begin(), values.end());
    }
    return frames;
}

std::vector<double> mean_over_trials(const base::LabelledArray& rates,
                                     std::size_t times,
                                     std::size_t sites,
                                     std::size_t site) {
    const std::vector<double> courses = analysis::unit_time_course(rates.values, sites, site);
    return analysis::mean_of_rows({.values = courses, .length = times});
}

}  // namespace

analysis::UnitResponses read_unit(const PreparedRun& step,
                                  const io::ResultFile& file,
                                  const std::string& unit,
                                  const analysis::Procedure& procedure) {
    const io::View& view = view_of(file, step.loaded, unit);
    const std::vector<std::string>& labels = view.axes.front().labels;
    const auto site =
        static_cast<std::size_t>(std::find(labels.begin(), labels.end(), unit) - labels.begin());
    analysis::UnitResponses responses;
    responses.times_ms = analysis::times_in_ms(view.time);
    for (const base::Axis& factor : step.layout.factors) {
        responses.factors.push_back({factor.name, factor.unit, factor.long_name, {}, {}});
    }
    const auto* noise = std::get_if<analysis::SparseNoiseProcedure>(&procedure);
    for (const std::size_t c : conditions_of(step.loaded, unit)) {
        const base::LabelledArray rates = file.read(
            view, "rate", {step.layout.variants.front(), step.layout.conditions[c], std::nullopt});
        responses.rates.push_back(mean_over_trials(rates, view.time.size(), labels.size(), site));
        for (std::size_t f = 0; f < step.layout.factors.size(); ++f) {
            const base::Axis& factor = step.layout.factors[f];
            if (factor.values.empty()) {
                responses.factors[f].labels.push_back(factor.labels[c]);
            } else {
                responses.factors[f].values.push_back(factor.values[c]);
            }
        }
        if (noise != nullptr) {
            responses.frames.push_back(
                sample_frames(*noise, step.loaded.conditions[c], step.loaded.experiment));
        }
    }
    return responses;
}

}  // namespace ventral::app
