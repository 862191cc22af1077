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
    CompareOptions compare;
    MeasureOptions measure;
    ReproduceOptions reproduce;
    PlotOptions plot;
    ReportCommandOptions report;
    FitOptions fit;
    ValidateOptions validate;
    ListOptions list;
    ShowOptions show;
    SchemaOptions schema;
    ExportOptions exporting;
    std::function<base::ExitCode(Talk&)> action;
};

/// Adds all commands; parsing fills the choice in.
void add_commands(CLI::App& app, Choice& choice);

}  // namespace ventral::app
