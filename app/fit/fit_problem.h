#pragma once

/// A calibration with its model and experiments, checked and ready to be evaluated.

#include "app/experiment/load_experiment.h"
#include "app/fit/fit_file.h"

#include <string>
#include <utility>
#include <vector>

namespace ventral::app {

/// A coordinate of the search: value = from (to / from)^u, u in 0..1.
struct FreeAxis {
    std::string path;
    double shipped = 0;
    double from = 0;
    double to = 0;
    std::vector<std::pair<std::string, double>> along;  ///< path and its shipped value
};

/// A published value with a band, under a name of its own.
struct FitTarget {
    std::string name;  ///< "border_ownership/overlap modulation.index, no_feedback"
    std::string measure;
    analysis::Target target;  ///< with its quantity written out
};

/// One experiment in its quick design, with the variants that its targets need.
struct FitExperiment {
    std::string name;      ///< as the file names it
    std::string location;  ///< name or path, from wherever the program is called
    Overrides overrides;   ///< without the free values and the seed
    std::vector<FitTarget> targets;
    bool depends_on_seed = true;  ///< false: every seed gives the same numbers
};

struct FitProblem {
    FitFile file;
    std::string model;        ///< name or path, from wherever the program is called
    config::Node model_root;  ///< as shipped
    std::vector<FreeAxis> axes;
    std::vector<FitExperiment> experiments;
    std::string key;  ///< hash of all that determines the numbers, but for the count of evaluations
};

/// Reads the file, its model and experiments. base::ConfigError at the file's own line for a path
/// that is not in the model, a value that is no positive number, bounds narrower than half to twice
/// the shipped value, and an experiment without a band.
FitProblem load_fit(const std::string& path, const SearchPaths& paths);

/// The shipped values and the point of the unit cube where they lie.
std::vector<double> shipped_values(const FitProblem& problem);
std::vector<double> shipped_point(const FitProblem& problem);

/// The values at a point of the unit cube, to six significant digits.
std::vector<double> values_at(const FitProblem& problem, const std::vector<double>& point);

/// What `--set` would set, paths of the model file first free, then along.
std::vector<config::Assignment> model_assignments(const FitProblem& problem,
                                                  const std::vector<double>& values);

/// A model file with these values that extends the shipped one.
std::string overlay_text(const FitProblem& problem, const std::vector<double>& values);

/// Names of all targets in order.
std::vector<std::string> target_names(const FitProblem& problem);

}  // namespace ventral::app
