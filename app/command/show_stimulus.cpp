#include "app/command/show_stimulus.h"

#include "app/command/result_picture.h"
#include "app/command/shared.h"
#include "app/figure/field_figure.h"
#include "app/run/run_plan.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace ventral::app {

namespace {

constexpr std::size_t kMostSheetTimes = 8;
constexpr std::size_t kMostAnimated = 12;  ///< conditions side by side
constexpr std::size_t kMostFrames = 600;
constexpr double kMostPixels = 3e7;  ///< of all panels together

/// What is to be drawn.
struct Subject {
    LoadedExperiment loaded;
    RunPlan plan;
    std::vector<std::size_t> conditions;
    FieldFigure frame;             ///< title and layout, without panels
    std::vector<FieldMark> marks;  ///< of the recorded sites
    double samples_per_degree = 20;
    double field_deg = 0;  ///< side of what is shown about the display's origin; 0: all
};

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
void mark_sites(const RunPlan& plan, Subject& subject) {
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

Subject read_subject(const CommonOptions& common, const ShowOptions& options) {
    Subject subject;
    subject.loaded =
        load_experiment(options.subject, search_paths(common), read_overrides(options.changes));
    subject.plan = make_run_plan(subject.loaded);
    subject.conditions = chosen_conditions(subject.loaded, options.conditions);
    subject.frame.title = subject.loaded.experiment.title;
    subject.frame.unit = "luminance";
    subject.frame.has_scale_bar = true;
    subject.field_deg = options.field_deg;
    mark_sites(subject.plan, subject);
    return subject;
}

stimuli::DisplayInput make_input(const Subject& subject, std::size_t condition) {
    return make_display(subject.loaded, subject.plan, condition);
}

/// What is shown of a condition: the model's field, or a part about the display's origin.
base::Grid shown_field(const Subject& subject, std::size_t condition) {
    if (subject.field_deg == 0) {
        return input_field(subject.plan.network, subject.samples_per_degree);
    }
    base::Grid grid =
        base::make_grid(subject.field_deg, subject.field_deg, subject.samples_per_degree);
    grid.centre_x_deg = subject.plan.placements[condition].x_deg;
    grid.centre_y_deg = subject.plan.placements[condition].y_deg;
    return grid;
}

/// Room for few panels is shared by larger ones.
void lay_out(std::size_t num_panels, std::size_t columns, Subject& subject) {
    subject.frame.columns = columns;
    subject.frame.panel_width = num_panels == 1 ? 440 : (num_panels <= 4 ? 220 : 150);
    const double width_deg = shown_field(subject, subject.conditions.front()).width_deg();
    const double finest = std::sqrt(kMostPixels / static_cast<double>(num_panels)) / width_deg;
    subject.samples_per_degree =
        std::clamp(2 * subject.frame.panel_width / width_deg, 2.0, std::max(2.0, finest));
}

void add_panel(const Subject& subject, std::size_t condition, double at_ms, FieldFigure& figure) {
    FieldPanel panel = display_panel(subject.loaded, subject.plan, condition, at_ms,
                                     shown_field(subject, condition));
    panel.marks = subject.marks;
    for (const float value : panel.values) {
        figure.high = std::max(figure.high, static_cast<double>(value));
    }
    figure.panels.push_back(std::move(panel));
}

/// True if no condition shows anything.
bool is_blank(const Subject& subject, double at_ms) {
    constexpr double kCoarse = 2;
    const base::Grid grid = input_field(subject.plan.network, kCoarse);
    std::vector<float> values(grid.size());
    return std::all_of(subject.conditions.begin(), subject.conditions.end(), [&](std::size_t c) {
        make_input(subject, c).sample(grid, at_ms, values);
        return std::all_of(values.begin(), values.end(), [](float value) { return value == 0; });
    });
}

/// Times that show everything once: the middle of every interval between two changes of any
/// condition, a few of them where something moves, none at which nothing is shown.
std::vector<double> sheet_times(const Subject& subject) {
    const TimeSettings& time = subject.loaded.experiment.time;
    std::set<double> borders{0, time.duration_ms};
    bool moves = false;
    for (const std::size_t condition : subject.conditions) {
        const stimuli::DisplayInput input = make_input(subject, condition);
        const auto changes = input.change_times(-time.baseline_ms, time.duration_ms);
        borders.insert(changes.begin(), changes.end());
        const double last = changes.empty() ? 0 : changes.back();
        moves = moves || !input.constant_between(last, time.duration_ms);
    }
    if (moves && borders.size() <= 2) {
        constexpr int kLooks = 4;
        for (int look = 1; look < kLooks; ++look) {
            borders.insert(time.duration_ms * look / kLooks);
        }
    }
    std::vector<double> times;
    const double first_ms = *borders.begin();
    for (auto border = borders.begin(); std::next(border) != borders.end(); ++border) {
        const double at_ms = 0.5 * (*border + *std::next(border));
        if (!is_blank(subject, at_ms)) {
            times.push_back(at_ms);
        }
    }
    if (times.empty()) {
        times.push_back(first_ms);
    }
    const std::size_t stride = (times.size() + kMostSheetTimes - 1) / kMostSheetTimes;
    std::vector<double> chosen;
    for (std::size_t i = 0; i < times.size(); i += stride) {
        chosen.push_back(times[i]);
    }
    return chosen;
}

std::string time_text(double at_ms) {
    return base::str(base::format_number(std::round(at_ms * 10) / 10), " ms");
}

/// Conditions below one another, times side by side; where all times are one, conditions fill rows.
FieldFigure make_sheet(Subject& subject, const std::vector<double>& wanted) {
    constexpr std::size_t kColumns = 6;
    const std::vector<double> times = wanted.empty() ? sheet_times(subject) : wanted;
    const bool has_times = times.size() > 1;
    lay_out(subject.conditions.size() * times.size(),
            has_times ? times.size() : std::min(kColumns, subject.conditions.size()), subject);
    subject.frame.panel_width = std::min(subject.frame.panel_width, 150.0);
    FieldFigure figure = subject.frame;
    figure.subtitle = base::str("luminance at ", has_times ? "times" : time_text(times.front()),
                                " from stimulus onset");
    for (const std::size_t condition : subject.conditions) {
        for (const double at_ms : times) {
            add_panel(subject, condition, at_ms, figure);
            if (has_times) {
                figure.panels.back().title += ", " + time_text(at_ms);
            }
        }
    }
    return figure;
}

void animate(Subject& subject, const ShowOptions& options, const std::string& path, bool force) {
    const TimeSettings& time = subject.loaded.experiment.time;
    if (subject.conditions.size() > kMostAnimated) {
        throw base::ConfigError({.what = "too many conditions for one animation",
                                 .file = "--animate",
                                 .key_path = "",
                                 .got = base::str(subject.conditions.size(), " conditions"),
                                 .allowed = base::str("at most ", kMostAnimated),
                                 .hint = "choose some with --condition LABEL"});
    }
    const double begin_ms = -std::min(100.0, time.baseline_ms);
    const double count = std::ceil((time.duration_ms - begin_ms) / options.every_ms);
    if (!(count <= static_cast<double>(kMostFrames))) {
        throw base::ConfigError({.what = "too many frames for one animation",
                                 .file = "--every",
                                 .key_path = "",
                                 .got = base::str(base::format_number(count), " frames"),
                                 .allowed = base::str("at most ", kMostFrames),
                                 .hint = "raise --every"});
    }
    lay_out(4 * subject.conditions.size(), std::min<std::size_t>(4, subject.conditions.size()),
            subject);
    subject.frame.panel_width = subject.conditions.size() == 1 ? 360 : 180;
    std::vector<FieldFigure> frames;
    for (int frame = 0; frame < count; ++frame) {
        const double at_ms = begin_ms + frame * options.every_ms;
        frames.push_back(subject.frame);
        frames.back().subtitle = base::str("luminance at ", time_text(at_ms), " from onset");
        for (const std::size_t condition : subject.conditions) {
            add_panel(subject, condition, at_ms, frames.back());
        }
    }
    double high = 1;
    for (const FieldFigure& frame : frames) {
        high = std::max(high, frame.high);
    }
    for (FieldFigure& frame : frames) {
        frame.high = high;
    }
    draw_animation(frames, options.every_ms * options.slower, path, force);
}

}  // namespace

void show_stimulus(const CommonOptions& common,
                   const ShowOptions& options,
                   const std::string& path) {
    Subject subject = read_subject(common, options);
    if (options.animate) {
        animate(subject, options, path, common.force);
    } else if (options.sheet || !options.times_ms.empty()) {
        draw_fields(make_sheet(subject, options.times_ms), path, common.force);
    } else {
        lay_out(subject.conditions.size(), 0, subject);
        FieldFigure figure = subject.frame;
        figure.subtitle = base::str("luminance at ", time_text(options.at_ms), " from onset");
        for (const std::size_t condition : subject.conditions) {
            add_panel(subject, condition, options.at_ms, figure);
        }
        draw_fields(figure, path, common.force);
    }
}

}  // namespace ventral::app
