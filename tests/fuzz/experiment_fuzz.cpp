// Experiment files on a small model: from text to conditions, displays, measures and a compiled
// run.
#include "app/experiment/experiment_spec.h"
#include "app/experiment/units.h"
#include "app/run/runner.h"
#include "sim/base/errors.h"
#include "sim/config/load.h"
#include "stimuli/display.h"
#include "tests/fuzz/fuzz_target.h"

using namespace ventral;

namespace {

/// Of every kind of thing that an experiment can name: an axis, an input, attention, a loop.
constexpr std::string_view kModel = R"(format: ventral-model/1
model: fuzz
doc: Oriented cells, and a population that feeds back.
seed: 1
field: {width_deg: 4, height_deg: 4, border: periodic}
axes: {orientation: {count: 2, period_deg: 180}}
areas:
  Display:
    samples_per_deg: 1
    populations:
      image: {source: definition, input: display, rate_unit: dimensionless}
      attended: {source: definition, input: attention, rate_unit: dimensionless}
      encoded: {source: definition, input: features, rate_unit: dimensionless}
  A:
    samples_per_deg: 1
    populations:
      first: {source: chosen, channels: [orientation], tau_ms: 10, drives: {input: {}}}
      second: {source: chosen, tau_ms: 10, drives: {input: {}}}
projections:
  image_to_first: {from: Display.image, to: A.first, class: feedforward, port: {drive: input}, source: chosen}
  first_to_second: {from: A.first, to: A.second, class: feedforward, port: {drive: input}, source: chosen, channels: {orientation: mean}}
  second_to_first: {from: A.second, to: A.first, class: feedback, port: {drive: input}, source: chosen, weight: 0.3}
  attended_to_second: {from: Display.attended, to: A.second, class: feedback, port: {drive: input}, source: chosen}
  encoded_to_second: {from: Display.encoded, to: A.second, class: feedforward, port: {drive: input}, source: chosen}
)";

/// More conditions than this are no fault, but take longer than an input may.
constexpr std::size_t kMostConditions = 8;

/// A network is compiled for one length of inputs in so many: that takes longer than all else.
constexpr std::size_t kCompileEvery = 32;

std::size_t count_conditions(const app::Experiment& experiment) {
    std::size_t count = 1;
    for (const app::Factor& factor : experiment.factors) {
        count *= factor.levels.size();
        if (count > kMostConditions) {
            break;
        }
    }
    return count + experiment.catch_trials.size();
}

}  // namespace

void fuzz_one(std::string_view bytes) {
    static const config::Node model = config::load_text(kModel, "model.yaml");
    config::Limits limits;
    limits.max_nodes = 5'000;
    try {
        app::LoadedExperiment loaded;
        loaded.name = "fuzz";
        loaded.document.root = config::load_text(bytes, "fuzz.yaml", limits);
        loaded.document.files = {{"fuzz.yaml", std::string(bytes)}};
        loaded.model = {model, {{"model.yaml", std::string(kModel)}}};
        const config::Node& root = loaded.document.root;
        config::check_format(root, app::kExperimentFormat);
        loaded.experiment = app::experiment_spec().read(root);
        loaded.experiment.quantities = app::measured_names(loaded.experiment.steps);
        app::expand_units(loaded.experiment, root);
        if (count_conditions(loaded.experiment) > kMostConditions) {
            return;
        }
        loaded.conditions = app::expand_conditions(loaded.experiment, root);
        for (const app::Condition& condition : loaded.conditions) {
            stimuli::display_warnings(condition.display);
        }
        if (bytes.size() % kCompileEvery == 0) {
            app::prepare_run(std::move(loaded), "fuzz");
        }
    } catch (const base::Error&) {
        return;
    }
}
