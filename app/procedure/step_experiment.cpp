#include "app/procedure/step_experiment.h"

#include "app/experiment/experiment_spec.h"
#include "app/experiment/parts_spec.h"
#include "app/experiment/units.h"
#include "sim/base/text.h"
#include "sim/config/override.h"
#include "sim/config/write.h"

namespace ventral::app {

namespace {

using config::Node;

Node without_key(const Node& root, const std::string& key) {
    std::vector<std::pair<std::string, Node>> entries;
    for (const auto& [name, value] : root.entries()) {
        if (name != key) {
            entries.emplace_back(name, value);
        }
    }
    return config::make_map(entries);
}

}  // namespace

LoadedExperiment make_step(const LoadedExperiment& loaded,
                           std::size_t index,
                           const Measurements* measured) {
    LoadedExperiment result = loaded;
    const Step& step = loaded.experiment.steps[index];
    Experiment& experiment = result.experiment;
    Node& root = result.document.root;
    result.name = base::str(loaded.name, ".", step.name);
    experiment = collapse_units(experiment);
    // What only describes the experiment is left out: equal steps of two experiments are one run.
    experiment.title = base::str("Step ", step.name);
    experiment.cites.reset();
    experiment.notes.clear();
    experiment.scaled.clear();
    experiment.quick = Node();
    experiment.factors = step.factors;
    experiment.built_from = step.built_from;
    experiment.catch_trials.clear();
    const auto before = experiment.steps.begin() + static_cast<std::ptrdiff_t>(index);
    experiment.quantities = measured_names({experiment.steps.begin(), before});
    experiment.steps.clear();
    experiment.identical.clear();
    experiment.measures.clear();  // of the experiment's own conditions
    experiment.attention.reset();
    experiment.variants.resize(1);
    experiment.record.sites.clear();
    experiment.record.maps.clear();
    experiment.record.cubes.clear();
    experiment.record.fields.clear();
    experiment.record.from_ms.reset();
    experiment.record.until_ms.reset();
    experiment.record.spikes.reset();
    experiment.record.stimulus_movie.reset();
    if (step.time) {
        experiment.time = time_spec().read(*step.time, experiment.time);
    }
    root = without_key(root, "attention");
    if (step.display) {
        experiment.display = *step.display;
        root = config::with_override(root, "display", *step.display, step.display->key_place());
    }
    expand_units(experiment, root);
    result.conditions = expand_conditions(experiment, root, measured);
    return result;
}

}  // namespace ventral::app
