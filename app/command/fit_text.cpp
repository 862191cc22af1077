#include "app/command/fit_text.h"

#include "app/command/measure_text.h"
#include "app/terminal/table.h"
#include "sim/base/text.h"

#include <nlohmann/json.hpp>

namespace ventral::app {

namespace {

std::string loss_text(const std::optional<Evaluation>& evaluation) {
    return evaluation ? format_fixed(evaluation->loss, 4) : "-";
}

const FittedPoint& best_of(const FitOutcome& outcome) {
    return outcome.points.at(1);
}

std::string set_text(const FitProblem& problem, const std::vector<double>& values) {
    std::string text;
    for (const config::Assignment& assignment : model_assignments(problem, values)) {
        text += base::str(text.empty() ? "" : " ", "--set model.", assignment.path, "=",
                          assignment.value_text);
    }
    return text;
}

/// A row for each loss and free value, a column for each point.
std::string points_table(const FitProblem& problem, const FitOutcome& outcome) {
    TextGrid table;
    table.columns = {{""}, {"from", true}, {"to", true}};
    std::vector<std::string> calibration{"loss, calibration", "", ""};
    std::vector<std::string> kept_out{"loss, kept out", "", ""};
    for (const FittedPoint& point : outcome.points) {
        table.columns.push_back({point.name, true});
        calibration.push_back(loss_text(point.calibration));
        kept_out.push_back(loss_text(point.kept_out));
    }
    table.rows = {calibration, kept_out};
    for (std::size_t i = 0; i < problem.axes.size(); ++i) {
        const FreeAxis& axis = problem.axes[i];
        std::vector<std::string> row{axis.path, short_number(axis.from), short_number(axis.to)};
        for (const FittedPoint& point : outcome.points) {
            row.push_back(base::format_number(point.calibration.values[i]));
        }
        table.rows.push_back(std::move(row));
    }
    return format_table(table);
}

/// Every target's value at the start and at the best.
std::string targets_table(const FitProblem& problem, const FitOutcome& outcome) {
    TextGrid table;
    table.columns = {{"target"}, {"start", true}, {"loss", true}, {"best", true}, {"loss", true}};
    const std::vector<std::string> names = target_names(problem);
    const auto& start = outcome.points.front().calibration.targets;
    const auto& best = best_of(outcome).calibration.targets;
    for (std::size_t t = 0; t < names.size(); ++t) {
        table.rows.push_back({names[t], short_number(start[t].value),
                              format_fixed(start[t].loss, 2), short_number(best[t].value),
                              format_fixed(best[t].loss, 2)});
    }
    return format_table(table);
}

nlohmann::json loss_json(const std::optional<Evaluation>& evaluation) {
    return evaluation ? nlohmann::json(evaluation->loss) : nlohmann::json(nullptr);
}

}  // namespace

std::string fit_text(const FitProblem& problem, const FitOutcome& outcome) {
    return base::str(points_table(problem, outcome), "\n", targets_table(problem, outcome), "\n",
                     outcome.evaluations, " evaluations of ", outcome.targets,
                     " targets; optima are at least ",
                     base::format_number(problem.file.distinct_distance),
                     " of the bounds' logarithms apart\nbest: ",
                     set_text(problem, best_of(outcome).calibration.values), "\n");
}

nlohmann::json fit_json(const FitProblem& problem, const FitOutcome& outcome) {
    nlohmann::json points = nlohmann::json::array();
    for (const FittedPoint& point : outcome.points) {
        nlohmann::json values = nlohmann::json::object();
        for (std::size_t i = 0; i < problem.axes.size(); ++i) {
            values[problem.axes[i].path] = point.calibration.values[i];
        }
        points.push_back({{"name", point.name},
                          {"loss", point.calibration.loss},
                          {"kept_out_loss", loss_json(point.kept_out)},
                          {"values", values}});
    }
    return {{"evaluations", outcome.evaluations},
            {"targets", outcome.targets},
            {"distinct_distance", problem.file.distinct_distance},
            {"points", points}};
}

std::string best_text(const FitProblem& problem, const FitOutcome& outcome) {
    const FittedPoint& start = outcome.points.front();
    const FittedPoint& best = best_of(outcome);
    return base::str("# Best of ", outcome.evaluations, " evaluations of `ventral fit`: loss ",
                     loss_text(best.calibration), ", at the start ", loss_text(start.calibration),
                     "; on kept-out instances ", loss_text(best.kept_out), " and ",
                     loss_text(start.kept_out),
                     ".\n# The same as options: ", set_text(problem, best.calibration.values), "\n",
                     overlay_text(problem, best.calibration.values));
}

}  // namespace ventral::app
