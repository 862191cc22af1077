#include "app/command/show_stimulus.h"

#include "app/command/result_picture.h"
#include "app/command/stimulus_subject.h"
#include "app/figure/field_figure.h"
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

/// Pixels of a panel, so that all panels together stay within bounds.
void choose_resolution(std::size_t num_panels, StimulusSubject& subject) {
    const double width_deg = shown_field(subject, subject.conditions.front()).width_deg();
    const double finest = std::sqrt(kMostPixels / static_cast<double>(num_panels)) / width_deg;
    subject.samples_per_degree =
        std::clamp(2 * subject.frame.layout.panel_width / width_deg, 2.0, std::max(2.0, finest));
}

/// Keeps the first conditions, if not all are legible on one picture, and says so.
void keep_first(std::size_t count, std::size_t num_times, StimulusSubject& subject, Talk& talk) {
    if (count == 0) {
        throw base::ConfigError({.what = "too many times for one picture",
                                 .file = "--times",
                                 .key_path = "",
                                 .got = base::str(num_times, " times"),
                                 .hint = "show them in several pictures, or with --animate"});
    }
    const std::size_t all = subject.conditions.size();
    if (count < all) {
        talk.warn(base::str("the picture shows the first ", count, " of ", all, " conditions, ",
                            all - count,
                            " are left out; choose others with --condition LABEL, "
                            "fewer times with --times T[,T...]"));
        subject.conditions.resize(count);
    }
}

/// Room for few panels is shared by larger ones; many are made smaller.
void lay_out(std::size_t num_times,
             std::size_t usual_groups,
             StimulusSubject& subject,
             Talk& talk) {
    constexpr std::size_t kFew = 4;
    const std::size_t num_panels = subject.conditions.size() * num_times;
    PanelLayout& layout = subject.frame.layout;
    if (num_panels <= kFew) {
        layout.columns = num_times > 1 ? num_times : num_panels;
        layout.panel_width = num_panels == 1 ? 440 : 220;
    } else {
        const base::Grid field = shown_field(subject, subject.conditions.front());
        const SheetFit fit = fit_sheet({.num_groups = subject.conditions.size(),
                                        .group_size = num_times,
                                        .usual_groups = usual_groups,
                                        .panel_height = field.height_deg() / field.width_deg()});
        keep_first(fit.num_groups, num_times, subject, talk);
        layout = fit.layout;
    }
    choose_resolution(subject.conditions.size() * num_times, subject);
}

void add_panel(const StimulusSubject& subject,
               std::size_t condition,
               double at_ms,
               FieldFigure& figure) {
    FieldPanel panel = display_panel(subject.loaded, subject.plan, condition, at_ms,
                                     shown_field(subject, condition));
    panel.marks = subject.marks;
    for (const float value : panel.values) {
        figure.high = std::max(figure.high, static_cast<double>(value));
    }
    figure.panels.push_back(std::move(panel));
}

/// True if no condition shows anything.
bool is_blank(const StimulusSubject& subject, double at_ms) {
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
std::vector<double> sheet_times(const StimulusSubject& subject) {
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
FieldFigure make_sheet(StimulusSubject& subject, const std::vector<double>& wanted, Talk& talk) {
    constexpr std::size_t kColumns = 6;
    constexpr double kPanelWidth = 150;  ///< at most
    const std::vector<double> times = wanted.empty() ? sheet_times(subject) : wanted;
    const bool has_times = times.size() > 1;
    lay_out(times.size(), has_times ? 1 : kColumns, subject, talk);
    subject.frame.layout.panel_width = std::min(subject.frame.layout.panel_width, kPanelWidth);
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

void animate(StimulusSubject& subject,
             const ShowOptions& options,
             const std::string& path,
             bool force) {
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
    subject.frame.layout.columns = std::min<std::size_t>(4, subject.conditions.size());
    subject.frame.layout.panel_width = subject.conditions.size() == 1 ? 360 : 180;
    choose_resolution(4 * subject.conditions.size(), subject);
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
                   const std::string& path,
                   Talk& talk) {
    constexpr std::size_t kColumns = 4;
    StimulusSubject subject = read_stimulus_subject(common, options);
    if (!subject.frame.note.empty()) {
        talk.warn(subject.frame.note);
    }
    if (options.animate) {
        animate(subject, options, path, common.force);
    } else if (options.sheet || !options.times_ms.empty()) {
        draw_fields(make_sheet(subject, options.times_ms, talk), path, common.force);
    } else {
        lay_out(1, kColumns, subject, talk);
        FieldFigure figure = subject.frame;
        figure.subtitle = base::str("luminance at ", time_text(options.at_ms), " from onset");
        for (const std::size_t condition : subject.conditions) {
            add_panel(subject, condition, options.at_ms, figure);
        }
        draw_fields(figure, path, common.force);
    }
}

}  // namespace ventral::app
