#pragma once

/// What a calibration found, for people and programs.

#include "app/fit/fit_log.h"
#include "app/fit/fit_problem.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ventral::app {

/// A point with its losses; on kept-out instances where there are any.
struct FittedPoint {
    std::string name;  ///< "start", "optimum 1" (the best), ...
    Evaluation calibration;
    std::optional<Evaluation> kept_out;
};

struct FitOutcome {
    std::vector<FittedPoint> points;  ///< the start, then the optima, best first
    std::size_t evaluations = 0;      ///< on calibration instances
    std::size_t targets = 0;
};

/// Losses and values of the start and of the optima, and what `--set` takes for the best.
std::string fit_text(const FitProblem& problem, const FitOutcome& outcome);

nlohmann::json fit_json(const FitProblem& problem, const FitOutcome& outcome);

/// best.yaml: a model file, with a heading in comments.
std::string best_text(const FitProblem& problem, const FitOutcome& outcome);

}  // namespace ventral::app
