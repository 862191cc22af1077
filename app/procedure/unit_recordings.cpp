#include "app/procedure/unit_recordings.h"

#include "analysis/averages.h"
#include "analysis/rows.h"
#include "app/experiment/display_seed.h"
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

/// What was shown in a trial on the lattice of the procedure, about the display's origin.
analysis::ShownFrames sample_frames(const analysis::SparseNoiseProcedure& p,
                                    const Condition& condition,
                                    const Experiment& experiment,
                                    std::size_t trial) {
    const int side = std::max(2, static_cast<int>(std::lround(p.lattice_deg / p.spacing_deg)));
    const base::Grid grid{side, side, 1 / p.spacing_deg, 0, 0};
    const stimuli::DisplayInput display(condition.display, display_seed(experiment, trial));
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

/// What is read of one unit.
struct UnitReader {
    const PreparedRun& step;
    const io::ResultFile& file;
    const io::View& view;
    std::size_t num_sites = 0;
    std::size_t site = 0;

    /// The time courses of these trials; all if none is named.
    std::vector<double> courses(std::size_t condition, std::optional<std::size_t> trial) const {
        const base::LabelledArray rates = file.read(
            view, "rate", {step.layout.variants.front(), step.layout.conditions[condition], trial});
        return analysis::unit_time_course(rates.values, num_sites, site);
    }
};

void add_levels(const io::ResultLayout& layout,
                std::size_t condition,
                analysis::UnitResponses& responses) {
    for (std::size_t f = 0; f < layout.factors.size(); ++f) {
        const base::Axis& factor = layout.factors[f];
        if (factor.values.empty()) {
            responses.factors[f].labels.push_back(factor.labels[condition]);
        } else {
            responses.factors[f].values.push_back(factor.values[condition]);
        }
    }
}

/// The condition's mean over trials.
void add_mean(const UnitReader& reader, std::size_t condition, analysis::UnitResponses& responses) {
    const std::vector<double> courses = reader.courses(condition, std::nullopt);
    responses.rates.push_back(
        analysis::mean_of_rows({.values = courses, .length = reader.view.time.size()}));
    add_levels(reader.step.layout, condition, responses);
}

/// The condition with the frames that were shown: each display with the response to it, averaged
/// over the trials in which it was shown.
void add_displays(const UnitReader& reader,
                  const analysis::SparseNoiseProcedure& procedure,
                  std::size_t condition,
                  analysis::UnitResponses& responses) {
    const LoadedExperiment& loaded = reader.step.loaded;
    const std::size_t count = num_displays(loaded.experiment);
    for (std::size_t trial = 0; trial < count; ++trial) {
        if (count > 1) {
            responses.rates.push_back(reader.courses(condition, trial));
            add_levels(reader.step.layout, condition, responses);
        } else {
            add_mean(reader, condition, responses);
        }
        responses.frames.push_back(
            sample_frames(procedure, loaded.conditions[condition], loaded.experiment, trial));
    }
}

}  // namespace

analysis::UnitResponses read_unit(const PreparedRun& step,
                                  const io::ResultFile& file,
                                  const std::string& unit,
                                  const analysis::Procedure& procedure) {
    const io::View& view = view_of(file, step.loaded, unit);
    const std::vector<std::string>& labels = view.axes.front().labels;
    const auto site = std::find(labels.begin(), labels.end(), unit) - labels.begin();
    const UnitReader reader{step, file, view, labels.size(), static_cast<std::size_t>(site)};
    analysis::UnitResponses responses;
    responses.times_ms = analysis::times_in_ms(view.time);
    for (const base::Axis& factor : step.layout.factors) {
        responses.factors.push_back({factor.name, factor.unit, factor.long_name, {}, {}});
    }
    const auto* noise = std::get_if<analysis::SparseNoiseProcedure>(&procedure);
    for (const std::size_t condition : conditions_of(step.loaded, unit)) {
        if (noise != nullptr) {
            add_displays(reader, *noise, condition, responses);
        } else {
            add_mean(reader, condition, responses);
        }
    }
    return responses;
}

}  // namespace ventral::app
