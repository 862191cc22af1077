#include "app/command/command_options.h"
#include "app/command/commands.h"

#include <CLI/CLI.hpp>

namespace ventral::app {

void add_calibrate(CLI::App& app, Choice& choice) {
    CLI::App& command = *app.add_subcommand(
        "calibrate", "bring the channels of feature maps to a target mean and SD over stimuli");
    CalibrateOptions& options = choice.calibrate;
    add_common(command, choice.common);
    add_changes(command, options.changes);
    command.add_option("model", options.model, "name or file of a model")->required();
    command.add_option("--on", options.on, "experiment whose displays are the stimuli")
        ->required()
        ->type_name("EXPERIMENT");
    command.add_option("--test", options.test, "experiment whose displays are kept out")
        ->type_name("EXPERIMENT");
    command.add_option("--population", options.populations, "whose channels are moved")
        ->required()
        ->type_name("NAME")
        ->take_all();
    command.add_option("--mean", options.mean, "target mean; default: that of the channels")
        ->type_name("RATE");
    command.add_option("--sd", options.sd, "target SD; default: that of the channels")
        ->check(CLI::PositiveNumber)
        ->type_name("RATE");
    command.add_option("--window", options.window_ms, "responses are means from, until; in ms")
        ->delimiter(',')
        ->expected(2)
        ->capture_default_str()
        ->type_name("MS");
    command.add_option("--rate", options.rate, "of a step; 1: at once where all is linear")
        ->check(CLI::Range(0.01, 1.0))
        ->capture_default_str();
    command.add_option("--tolerance", options.tolerance, "of means and SDs, share of the target")
        ->check(CLI::Range(1e-6, 1.0))
        ->capture_default_str();
    command.add_option("--epochs", options.epochs, "steps at most")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
    command.add_option("-j,--jobs", options.jobs, "threads; default: one per processor")
        ->check(CLI::Range(1, 4096));
    command.callback([&choice] {
        choice.action = [&](Talk& talk) {
            return calibrate_command(choice.common, choice.calibrate, talk);
        };
    });
}

}  // namespace ventral::app
