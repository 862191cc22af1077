#pragma once

/// The commands. Each prints its results on stdout, talks on stderr, throws base::Error for what
/// the user can mend, and returns the exit code.

#include "app/command/options.h"
#include "app/terminal/talk.h"
#include "sim/base/errors.h"

namespace ventral::app {

base::ExitCode run_command(const CommonOptions& common, const RunOptions& options, Talk& talk);
base::ExitCode sweep_command(const CommonOptions& common, const SweepOptions& options, Talk& talk);
base::ExitCode merge_command(const CommonOptions& common, const MergeOptions& options, Talk& talk);
base::ExitCode compare_command(const CommonOptions& common,
                               const CompareOptions& options,
                               Talk& talk);
base::ExitCode measure_command(const CommonOptions& common,
                               const MeasureOptions& options,
                               Talk& talk);
base::ExitCode reproduce_command(const CommonOptions& common,
                                 const ReproduceOptions& options,
                                 Talk& talk);
base::ExitCode plot_command(const CommonOptions& common, const PlotOptions& options, Talk& talk);
base::ExitCode report_command(const CommonOptions& common,
                              const ReportCommandOptions& options,
                              Talk& talk);
base::ExitCode fit_command(const CommonOptions& common, const FitOptions& options, Talk& talk);
base::ExitCode calibrate_command(const CommonOptions& common,
                                 const CalibrateOptions& options,
                                 Talk& talk);
base::ExitCode validate_command(const CommonOptions& common,
                                const ValidateOptions& options,
                                Talk& talk);
base::ExitCode list_command(const CommonOptions& common, const ListOptions& options);
base::ExitCode show_command(const CommonOptions& common, const ShowOptions& options, Talk& talk);
base::ExitCode schema_command(const CommonOptions& common, const SchemaOptions& options);
base::ExitCode export_command(const CommonOptions& common,
                              const ExportOptions& options,
                              Talk& talk);

}  // namespace ventral::app
