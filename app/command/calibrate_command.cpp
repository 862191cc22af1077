#include "app/calibrate/calibration.h"
#include "app/command/calibrate_text.h"
#include "app/command/commands.h"
#include "app/command/shared.h"
#include "app/terminal/table.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

/// A model file by its full path, a name as it is.
std::string full_name(const std::string& model) {
    std::error_code ignored;
    return fs::is_regular_file(model, ignored) ? fs::absolute(model).lexically_normal().string()
                                               : model;
}

StimulusChoice choice_of(const CalibrateOptions& options, const std::string& experiment) {
    return {.experiment = experiment,
            .overrides = read_overrides(options.changes),
            .model = full_name(options.model),
            .variant =
                options.changes.variants.empty() ? "recurrent" : options.changes.variants.front(),
            .populations = options.populations,
            .window_ms = {options.window_ms[0], options.window_ms[1]}};
}

}  // namespace

base::ExitCode calibrate_command(const CommonOptions& common,
                                 const CalibrateOptions& options,
                                 Talk& talk) {
    const SearchPaths paths = search_paths(common);
    const std::string output = common.output.empty()
                                   ? fs::path(options.model).stem().string() + "_calibrated.yaml"
                                   : common.output;
    const std::string log = with_suffix(output, ".epochs.csv");
    io::check_writable(output, common.force);
    io::check_writable(log, common.force);
    StimulusSet stimuli(choice_of(options, options.on), paths);
    std::optional<StimulusSet> test;
    CalibrationReport report{.options = options, .num_stimuli = stimuli.size()};
    if (!options.test.empty()) {
        test.emplace(choice_of(options, options.test), paths);
        report.num_tested = test->size();
        report.test_before = test->measure(options.jobs);
    }
    report.outcome = calibrate(
        stimuli,
        {.mean = options.mean,
         .sd = options.sd,
         .rate = options.rate,
         .tolerance = options.tolerance,
         .epochs = options.epochs,
         .jobs = options.jobs},
        [&](std::size_t epoch, double mean, double sd) {
            talk.say(base::str("epoch ", epoch, ": means within ", format_fixed(100 * mean, 1),
                               " % of the target, SDs within ", format_fixed(100 * sd, 1), " %"));
        });
    if (test) {
        test->set_channels(report.outcome.epochs.back().channels);
        report.test_after = test->measure(options.jobs);
    }
    report.network = &stimuli.network();
    io::write_file(output, calibrated_model(report, full_name(options.model)), common.force);
    io::write_file(log, epochs_csv(report), common.force);
    if (common.json) {
        nlohmann::json answer = calibration_json(report);
        answer["model"] = fs::absolute(output).string();
        print_json(answer);
    } else {
        print(base::str(calibration_text(report), "model: ", fs::absolute(output).string(), "\n"));
    }
    const auto& last = report.outcome.epochs.back().moments;
    const bool is_met = largest_mean_distance(last, report.outcome.targets) <= options.tolerance &&
                        largest_sd_distance(last, report.outcome.targets) <= options.tolerance;
    return is_met ? base::ExitCode::Good : base::ExitCode::Differs;
}

}  // namespace ventral::app
