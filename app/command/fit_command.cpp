#include "app/command/commands.h"
#include "app/command/fit_evaluation.h"
#include "app/command/fit_text.h"
#include "app/command/shared.h"
#include "app/fit/search.h"
#include "app/terminal/progress.h"
#include "app/terminal/table.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <limits>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kOptima = 3;
constexpr const char* kCalibration = "calibration";
constexpr const char* kKeptOut = "kept_out";

/// One calibration under way: what was evaluated before is taken from the log.
class Fit {
public:
    Fit(const FitProblem& problem, FitRuns runs, FitLog log, Talk& talk)
        : problem_(problem),
          runs_(std::move(runs)),
          log_(std::move(log)),
          talk_(talk),
          runs_talk_(Loudness::Quiet) {}

    FitOutcome run();

private:
    Evaluation evaluate(const std::string& instances,
                        const std::string& phase,
                        const std::vector<double>& values);
    FittedPoint judge(const std::string& name, const std::vector<double>& values);

    const FitProblem& problem_;
    FitRuns runs_;
    FitLog log_;
    Talk& talk_;
    Talk runs_talk_;  ///< what single runs have to say would drown the rest
};

Evaluation Fit::evaluate(const std::string& instances,
                         const std::string& phase,
                         const std::vector<double>& values) {
    if (auto known = log_.find(instances, values)) {
        return *known;
    }
    const auto& seeds =
        instances == kCalibration ? problem_.file.calibration_seeds : problem_.file.kept_out_seeds;
    Evaluation evaluation = evaluate_fit(problem_, values, seeds, runs_, runs_talk_);
    evaluation.instances = instances;
    evaluation.phase = phase;
    log_.add(evaluation);
    return evaluation;
}

FittedPoint Fit::judge(const std::string& name, const std::vector<double>& values) {
    FittedPoint point{name, evaluate(kCalibration, name, values), std::nullopt};
    if (!problem_.file.kept_out_seeds.empty()) {
        point.kept_out = evaluate(kKeptOut, name, values);
        talk_.say(base::str(name, ": loss ", format_fixed(point.calibration.loss, 4), ", kept out ",
                            format_fixed(point.kept_out->loss, 4)));
    }
    return point;
}

FitOutcome Fit::run() {
    using Clock = std::chrono::steady_clock;
    Search search(shipped_point(problem_), {.seed = problem_.file.seed,
                                            .random_points = problem_.file.random_points,
                                            .distinct_distance = problem_.file.distinct_distance});
    double best = std::numeric_limits<double>::infinity();
    for (int i = 1; i <= problem_.file.evaluations; ++i) {
        const Clock::time_point begin = Clock::now();
        const Search::Trial trial = search.next();
        const Evaluation evaluation =
            evaluate(kCalibration, trial.phase, values_at(problem_, trial.point));
        search.tell(evaluation.loss);
        best = std::min(best, evaluation.loss);
        const std::chrono::duration<double> elapsed = Clock::now() - begin;
        talk_.say(base::str("evaluation ", i, " of ", problem_.file.evaluations, ", ", trial.phase,
                            ": loss ", format_fixed(evaluation.loss, 4), ", best ",
                            format_fixed(best, 4), ", ", format_duration(elapsed.count())));
    }
    FitOutcome outcome;
    outcome.evaluations = static_cast<std::size_t>(problem_.file.evaluations);
    outcome.targets = target_names(problem_).size();
    outcome.points.push_back(judge("start", shipped_values(problem_)));
    for (const Optimum& optimum : search.optima(kOptima)) {
        outcome.points.push_back(judge(base::str("optimum ", outcome.points.size()),
                                       values_at(problem_, optimum.point)));
    }
    return outcome;
}

}  // namespace

base::ExitCode fit_command(const CommonOptions& common, const FitOptions& options, Talk& talk) {
    const FitProblem problem = load_fit(options.file, search_paths(common));
    const fs::path folder = options.folder.empty()
                                ? fs::path(file_stem(fs::path(options.file).filename().string()))
                                : fs::path(options.folder);
    fs::create_directories(folder / "runs");
    std::vector<std::string> paths;
    for (const FreeAxis& axis : problem.axes) {
        paths.push_back(axis.path);
    }
    FitLog log((folder / "evaluations.csv").string(), problem.key, paths, target_names(problem),
               options.resume, common.force);
    Fit fit(problem, {search_paths(common), (folder / "runs").string(), options.jobs},
            std::move(log), talk);
    const FitOutcome outcome = fit.run();
    const std::string best = (folder / "best.yaml").string();
    const std::string text = fit_text(problem, outcome);
    io::write_file(best, best_text(problem, outcome), true);
    io::write_file((folder / "fit.txt").string(), text, true);
    if (common.json) {
        nlohmann::json answer = fit_json(problem, outcome);
        answer["best"] = fs::absolute(best).string();
        print_json(answer);
    } else {
        print(base::str(text, "model: ", fs::absolute(best).string(), "\n"));
    }
    return base::ExitCode::Good;
}

}  // namespace ventral::app
