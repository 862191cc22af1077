#pragma once

/// The targets of an experiment, and what must be run for them.

#include "app/fit/fit_problem.h"

#include <string>
#include <vector>

namespace ventral::app {

struct FitExperimentChoice {
    std::string name;
    std::string location;
    std::string model;                  ///< in place of the experiment's own
    std::vector<std::string> variants;  ///< only targets under these; empty: under any
};

/// Loads the experiment's quick design (the file itself if it has none), and restricts it to what
/// its targets with bands need: their variants, also those that the quick design leaves out, and
/// no maps. base::ConfigError at `written` if there is no such target.
/// @param resolved the design is appended, for a hash of all that matters.
FitExperiment make_fit_experiment(const FitExperimentChoice& choice,
                                  const SearchPaths& paths,
                                  const config::Node& written,
                                  std::string& resolved);

}  // namespace ventral::app
