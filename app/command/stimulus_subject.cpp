#include "app/command/stimulus_subject.h"

#include "app/command/result_picture.h"
#include "app/command/shared.h"
#include "app/experiment/placeholders.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace ventral::app {

namespace {

/// Indices of the conditions that were asked for; all if none was.
std::vector<std::size_t> chosen_conditions(const LoadedExperiment& loaded,
                                           const std::vector<std::string>& wanted) {
    const std::vector<std::string> labels = labels_of(loaded.conditions);
    std::vector<std::size_t> chosen;
    for (const std::string& label : wanted.empty() ? labels : wanted) {
        const auto found = std::find(labels.begin(), labels.end(), label);
        if (found == labels.end()) {
            throw base::ConfigError({.what = "the experiment has no such condition",
                                     .file = "--condition " + label,
                                     .key_path = "",
                                     .got = label,
                                     .allowed = base::join(labels),
                                     .hint = base::did_you_mean(label, labels)});
        }
        chosen.push_back(static_cast<std::size_t>(found - labels.begin()));
    }
    return chosen;
}

/// One mark for every place at which a unit with a receptive field is recorded.
void mark_sites(const RunPlan& plan, StimulusSubject& subject) {
    constexpr std::size_t kMostPlaces = 7;  ///< that have a colour of their own
    constexpr double kSamePlaceDeg = 0.2;   ///< nearest samples of different areas
    std::vector<std::set<std::string>> names;
    for (const engine::SiteRequest& site : plan.recording.sites) {
        const base::Grid& grid =
            plan.network.populations[static_cast<std::size_t>(site.population)].grid;
        if (grid.nx <= 1 && grid.ny <= 1) {
            continue;
        }
        const double x_deg = grid.x_deg(site.unit.x);
        const double y_deg = grid.y_deg(site.unit.y);
        const auto is_here = [&](const FieldMark& mark) {
            return std::hypot(mark.x_deg - x_deg, mark.y_deg - y_deg) < kSamePlaceDeg;
        };
        const auto known = std::find_if(subject.marks.begin(), subject.marks.end(), is_here);
        if (known == subject.marks.end() && names.size() >= kMostPlaces) {
            continue;
        }
        const std::size_t group = known == subject.marks.end() ? names.size() : known->group;
        if (group == names.size()) {
            names.emplace_back();
            subject.marks.push_back({x_deg, y_deg, group});
        }
        names[group].insert(site.name.substr(0, site.name.find('/')));
    }
    const auto rounded = [](double value) {
        return base::format_number(std::round(value * 100) / 100);
    };
    for (const FieldMark& mark : subject.marks) {
        const auto& here = names[mark.group];
        subject.frame.legend.push_back(base::str(base::join({here.begin(), here.end()}), " at (",
                                                 rounded(mark.x_deg), ", ", rounded(mark.y_deg),
                                                 ") deg"));
    }
}

}  // namespace

StimulusSubject read_stimulus_subject(const CommonOptions& common, const ShowOptions& options) {
    StimulusSubject subject;
    subject.loaded =
        load_experiment(options.subject, search_paths(common), read_overrides(options.changes));
    subject.plan = make_run_plan(subject.loaded);
    subject.conditions = chosen_conditions(subject.loaded, options.conditions);
    subject.frame.title = subject.loaded.experiment.title;
    subject.frame.note = describe_placeholders(subject.loaded.experiment);
    subject.frame.unit = "luminance";
    subject.frame.has_scale_bar = true;
    subject.field_deg = options.field_deg;
    mark_sites(subject.plan, subject);
    return subject;
}

stimuli::DisplayInput make_input(const StimulusSubject& subject, std::size_t condition) {
    return make_display(subject.loaded, subject.plan, condition);
}

base::Grid shown_field(const StimulusSubject& subject, std::size_t condition) {
    if (subject.field_deg == 0) {
        return input_field(subject.plan.network, subject.samples_per_degree);
    }
    base::Grid grid =
        base::make_grid(subject.field_deg, subject.field_deg, subject.samples_per_degree);
    grid.centre_x_deg = subject.plan.placements[condition].x_deg;
    grid.centre_y_deg = subject.plan.placements[condition].y_deg;
    return grid;
}

}  // namespace ventral::app
