#pragma once

/// From a name or a path and the command line's overrides to an experiment and its model.

#include "app/experiment/condition.h"
#include "app/experiment/experiment.h"
#include "sim/config/load.h"
#include "sim/config/override.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// Folders in which names are looked up, in this order.
struct SearchPaths {
    std::vector<std::string> models;
    std::vector<std::string> experiments;
};

/// What the command line changes in an experiment.
struct Overrides {
    /// Dotted paths of the experiment; those that begin with "model." lead into the model file.
    std::vector<config::Assignment> assignments;
    std::vector<std::string> variants;  ///< only these, in the experiment's order; empty: all
    std::optional<std::uint64_t> seed;
    bool quick = false;  ///< lays the file's own `quick` over it
};

/// An experiment, complete and checked but for what needs the compiled network.
struct LoadedExperiment {
    std::string name;           ///< stem of the file
    config::Document document;  ///< with the overrides applied
    config::Document model;     ///< with the overrides applied
    Experiment experiment;
    std::vector<Condition> conditions;
    Measurements measured;  ///< what the steps measured, once they have run
};

/// Path of an experiment. A path (with a slash, or ending in .yaml) is taken as it is, else
/// relative to the folders or to those that hold them; a name is FOLDER/NAME.yaml and may lead
/// through folders within. Throws base::ConfigError with the nearest name if there is none.
std::string find_experiment(const std::string& name_or_path, const SearchPaths& paths);

/// Names of the experiments in the folders and in those within, sorted: "quickstart",
/// "border_ownership/overlap".
std::vector<std::string> list_experiments(const SearchPaths& paths);

/// Reads the experiment and its model file; nothing is compiled.
LoadedExperiment load_experiment(const std::string& name_or_path,
                                 const SearchPaths& paths,
                                 const Overrides& overrides = {});

}  // namespace ventral::app
