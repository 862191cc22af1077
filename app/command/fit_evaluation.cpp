#include "app/command/fit_evaluation.h"

#include "app/command/run_experiment.h"
#include "app/command/shared.h"
#include "app/fit/loss.h"
#include "app/provenance/provenance.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

namespace ventral::app {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// What is held against the target's band; NaN if the table has no such row.
double compared_value(const FitTarget& target, const analysis::MeasureTable& table) {
    for (const analysis::MeasureRow& row : table.rows) {
        if (row.target && row.measure == target.measure && row.quantity == target.target.quantity &&
            row.target->variant == target.target.variant &&
            row.target->relative_to == target.target.relative_to &&
            row.target->summary == target.target.summary &&
            row.target->band == target.target.band) {
            return row.compared;
        }
    }
    return kNone;
}

std::vector<double> measure_once(const FitExperiment& experiment,
                                 const std::vector<config::Assignment>& assignments,
                                 std::uint64_t seed,
                                 const FitRuns& runs,
                                 Talk& talk) {
    Overrides overrides = experiment.overrides;
    overrides.seed = seed;
    for (const config::Assignment& assignment : assignments) {
        overrides.assignments.push_back({"model." + assignment.path, assignment.value_text});
    }
    RunSettings settings;
    settings.output = (std::filesystem::path(runs.folder) /
                       base::str(file_stem(experiment.name), "-", seed, ".h5"))
                          .string();
    settings.jobs = runs.jobs;
    std::vector<double> values(experiment.targets.size(), kNone);
    try {
        const analysis::MeasureTable table =
            measure_experiment(load_experiment(experiment.location, runs.paths, overrides),
                               repeat_command(experiment.location, overrides), settings, talk);
        std::transform(experiment.targets.begin(), experiment.targets.end(), values.begin(),
                       [&](const FitTarget& target) { return compared_value(target, table); });
    } catch (const base::Error& error) {
        // It diverged, or its steps could not be measured; anything else is a mistake in a file.
        if (error.exit_code() != base::ExitCode::Numerics) {
            throw;
        }
        talk.detail(error.what());
    }
    return values;
}

/// Adds a value of one seed to the sums; their counts follow.
struct ScoreSum {
    double value = 0;
    double loss = 0;
    int num_values = 0;
    int num_losses = 0;

    void add(const analysis::Target& target, double measured) {
        loss += target_loss(target, measured);
        ++num_losses;
        if (std::isfinite(measured)) {
            value += measured;
            ++num_values;
        }
    }
    TargetScore mean() const {
        return {num_values == 0 ? kNone : value / num_values, loss / num_losses};
    }
};

}  // namespace

Evaluation evaluate_fit(const FitProblem& problem,
                        const std::vector<double>& values,
                        const std::vector<std::uint64_t>& seeds,
                        const FitRuns& runs,
                        Talk& talk) {
    const std::vector<config::Assignment> assignments = model_assignments(problem, values);
    Evaluation evaluation{"", "", values, 0, {}};
    for (const FitExperiment& experiment : problem.experiments) {
        std::vector<ScoreSum> sums(experiment.targets.size());
        const std::size_t count = experiment.depends_on_seed ? seeds.size() : 1;
        for (std::size_t s = 0; s < count; ++s) {
            const std::vector<double> measured =
                measure_once(experiment, assignments, seeds[s], runs, talk);
            for (std::size_t t = 0; t < sums.size(); ++t) {
                sums[t].add(experiment.targets[t].target, measured[t]);
            }
        }
        for (const ScoreSum& sum : sums) {
            evaluation.targets.push_back(sum.mean());
            evaluation.loss += sum.mean().loss;
        }
    }
    evaluation.loss /= static_cast<double>(evaluation.targets.size());
    return evaluation;
}

}  // namespace ventral::app
