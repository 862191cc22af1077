#pragma once

/// The commands and their options, as CLI11 is told of them.

#include "app/command/options.h"
#include "app/terminal/talk.h"
#include "sim/base/errors.h"

#include <functional>

namespace CLI {
class App;
}

namespace ventral::app {

/// The options of all commands, and the command that was chosen.
struct Choice {
    CommonOptions common;
    RunOptions run;
    SweepOptions sweep;
    MergeOptions merge;
    CompareOptions compare;
    MeasureOptions measure;
    ReproduceOptions reproduce;
    PlotOptions plot;
    ReportCommandOptions report;
    FitOptions fit;
    CalibrateOptions calibrate;
    ValidateOptions validate;
    ListOptions list;
    ShowOptions show;
    SchemaOptions schema;
    ExportOptions exporting;
    std::function<base::ExitCode(Talk&)> action;
};

/// Options that every command has, and those that change an experiment.
void add_common(CLI::App& command, CommonOptions& common);
void add_changes(CLI::App& command, ExperimentOptions& changes);

/// Adds the commands that are about many runs: sweep, merge, reproduce, fit.
void add_batch_commands(CLI::App& app, Choice& choice);
/// Adds the command that brings feature maps to target statistics.
void add_calibrate(CLI::App& app, Choice& choice);

/// Adds all commands; parsing fills the choice in.
void add_commands(CLI::App& app, Choice& choice);

}  // namespace ventral::app
