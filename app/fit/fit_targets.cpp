#include "app/fit/fit_targets.h"

#include "app/experiment/experiment_spec.h"
#include "app/fit/seed_dependence.h"
#include "sim/base/text.h"
#include "sim/config/write.h"

#include <algorithm>
#include <utility>

namespace ventral::app {

namespace {

using analysis::Target;
using config::Node;

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string name_of_target(const std::string& experiment,
                           const analysis::Measure& measure,
                           const Target& target) {
    const std::string summary = target.summary ? ", " + analysis::name_of(*target.summary) : "";
    const std::string over = target.relative_to.empty() ? "" : " / " + target.relative_to;
    return base::str(experiment, " ", measure.name, ".", target.quantity, summary, ", ",
                     target.variant, over);
}

std::vector<FitTarget> targets_of(const FitExperimentChoice& choice, const Experiment& experiment) {
    const auto is_wanted = [&](const std::string& variant) {
        return choice.variants.empty() || has(choice.variants, variant);
    };
    std::vector<FitTarget> targets;
    for (const analysis::Measure& measure : experiment.measures) {
        for (Target target : measure.expect) {
            if (!target.band || !is_wanted(target.variant) ||
                !(target.relative_to.empty() || is_wanted(target.relative_to))) {
                continue;
            }
            target.quantity = target.quantity.empty() ? analysis::quantity_names(measure).front()
                                                      : target.quantity;
            targets.push_back({name_of_target(choice.name, measure, target), measure.name, target});
        }
    }
    return targets;
}

/// The variants that the targets need, as the full design defines them, in its order.
std::string variants_text(const Node& full, const std::vector<FitTarget>& targets) {
    std::vector<std::string> needed;
    for (const FitTarget& target : targets) {
        for (const std::string& name : {target.target.variant, target.target.relative_to}) {
            if (!name.empty() && !has(needed, name)) {
                needed.push_back(name);
            }
        }
    }
    const auto variants = full.find("variants");
    if (variants && variants->is_map()) {
        std::vector<std::pair<std::string, Node>> entries;
        for (const auto& [name, definition] : variants->entries()) {
            if (has(needed, name)) {
                entries.emplace_back(name, definition);
            }
        }
        return config::to_flow_text(config::make_map(entries));
    }
    return "[" + base::join(needed) + "]";
}

}  // namespace

FitExperiment make_fit_experiment(const FitExperimentChoice& choice,
                                  const SearchPaths& paths,
                                  const Node& written,
                                  std::string& resolved) {
    std::string path;
    try {
        path = find_experiment(choice.location, paths);
    } catch (const base::ConfigError& error) {
        written.fail(error.fault().what, error.fault().allowed, error.fault().hint);
    }
    const Node full = config::load_file(path);
    FitExperiment result{choice.name, choice.location, {}, {}, true};
    result.overrides.quick = true;
    result.overrides.assignments = {{"model", choice.model}};
    result.targets =
        targets_of(choice, load_experiment(choice.location, paths, result.overrides).experiment);
    if (result.targets.empty()) {
        written.fail(
            "no measure of the experiment has a band to be fitted to",
            base::str("`expect: [{band: [low, high]}]`", choice.variants.empty() ? "" : " under ",
                      base::join(choice.variants)));
    }
    if (full.find("variants")) {
        result.overrides.assignments.push_back({"variants", variants_text(full, result.targets)});
    }
    if (full.find("record")) {
        result.overrides.assignments.push_back({"record.maps", "[]"});
    }
    const LoadedExperiment loaded = load_experiment(choice.location, paths, result.overrides);
    result.depends_on_seed = depends_on_seed(loaded);
    resolved += choice.name + "\n" + experiment_spec().dump(loaded.experiment) + "\n";
    return result;
}

}  // namespace ventral::app
