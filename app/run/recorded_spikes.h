#pragma once

/// The spikes that an experiment asks for, in its result file.

#include "app/run/runner.h"

#include <string>

namespace ventral::app {

/// Refuses, as base::ConfigError with its place, spikes of an experiment that records no sites, or
/// whose sites have rates in another unit than Hz.
void check_spikes(const LoadedExperiment& loaded, const io::ResultLayout& layout);

/// Adds them to a joined result.
void add_spikes(const PreparedRun& run, const std::string& path, Talk& talk);

/// The same with the settings that the result itself holds, if it has any.
void add_recorded_spikes(const std::string& path, Talk& talk);

}  // namespace ventral::app
