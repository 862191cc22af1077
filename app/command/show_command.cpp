#include "analysis/variant_comparison.h"
#include "app/command/commands.h"
#include "app/command/result_picture.h"
#include "app/command/shared.h"
#include "app/command/show_model.h"
#include "app/figure/field_figure.h"
#include "app/figure/result_figure.h"
#include "app/figure/wiring_figure.h"
#include "app/run/run_plan.h"
#include "models/read_model.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <algorithm>
#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

/// -o, or NAME.WHAT.png in the working directory.
std::string figure_path(const CommonOptions& common, const ShowOptions& options) {
    if (!common.output.empty()) {
        return common.output;
    }
    return fs::path(options.subject).stem().string() + "." + options.what + ".png";
}

void tell_path(const std::string& path) {
    print("figure: " + fs::absolute(path).string() + "\n");
}

engine::NetworkDescription read_subject(const CommonOptions& common, const ShowOptions& options) {
    return models::read_model(options.subject, {search_paths(common).models},
                              read_overrides(options.changes).assignments);
}

/// Indices of the conditions that were asked for; all if none was.
std::vector<std::size_t> chosen_conditions(const LoadedExperiment& loaded,
                                           const std::vector<std::string>& wanted) {
    std::vector<std::string> labels;
    for (const Condition& condition : loaded.conditions) {
        labels.push_back(condition.label);
    }
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

void show_stimulus(const CommonOptions& common,
                   const ShowOptions& options,
                   const std::string& path) {
    constexpr double kSamplesPerDegree = 20;
    const LoadedExperiment loaded =
        load_experiment(options.subject, search_paths(common), read_overrides(options.changes));
    const RunPlan plan = make_run_plan(loaded);
    FieldFigure figure;
    figure.title = loaded.experiment.title;
    figure.subtitle =
        base::str("luminance at ", base::format_number(options.at_ms), " ms from stimulus onset");
    figure.unit = "luminance";
    for (const std::size_t condition : chosen_conditions(loaded, options.conditions)) {
        figure.panels.push_back(
            display_panel(loaded, plan, condition, options.at_ms, kSamplesPerDegree));
        for (const float value : figure.panels.back().values) {
            figure.high = std::max(figure.high, static_cast<double>(value));
        }
    }
    draw_fields(figure, path, common.force);
    tell_path(path);
}

void show_result(const CommonOptions& common, const ShowOptions& options, const std::string& path) {
    const io::ResultFile file(options.subject);
    ResultFigure figure;
    figure.title = file.layout().title;
    figure.subtitle = "mean over conditions and units; triangles: onset of divergence";
    figure.reference = analysis::default_reference(file.layout());
    figure.rows = analysis::summarize_file(file);
    draw_result(figure, path, common.force);
    tell_path(path);
}

}  // namespace

base::ExitCode show_command(const CommonOptions& common, const ShowOptions& options, Talk& talk) {
    if (options.what == "model") {
        print(describe_model(read_subject(common, options)));
        return base::ExitCode::Good;
    }
    const std::string path = figure_path(common, options);
    io::check_writable(path, common.force);
    talk.detail("drawing " + path);
    if (options.what == "stimulus") {
        show_stimulus(common, options, path);
    } else if (options.what == "result") {
        show_result(common, options, path);
    } else if (options.what == "wiring") {
        draw_wiring(read_subject(common, options), path, common.force);
        tell_path(path);
    } else {
        draw_fields(kernel_figure(read_subject(common, options), options.item), path, common.force);
        tell_path(path);
    }
    return base::ExitCode::Good;
}

}  // namespace ventral::app
