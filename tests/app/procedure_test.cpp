#include "app/experiment/display_seed.h"
#include "app/experiment/experiment_spec.h"
#include "app/experiment/level_axis.h"
#include "app/experiment/placeholders.h"
#include "app/experiment/units.h"
#include "app/procedure/quantity_text.h"
#include "app/procedure/step_experiment.h"
#include "sim/config/load.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

using namespace ventral;

namespace {

config::Node document(const std::string& text) {
    const std::string head = R"(format: ventral-experiment/1
experiment: A test
model: two_areas
display:
  background: 0.5
  elements:
    patch: {grating: {diameter_deg: 2, inner_diameter_deg: 1, spatial_frequency_cpd: 1, michelson_contrast: 1}}
units:
  a: {population: V1.complex, at_deg: [1, 2]}
steps:
  tuning:
    factors: {orientation_deg: {patch.orientation_deg: [0, 30, 60, 90, 120, 150]}}
    measure: {orientation: {}}
  size:
    factors: {diameter_deg: {patch.diameter_deg: [2, 3, 4]}}
    built_from: {patch.phase_deg: tuning.preferred_deg + 90}
    measure: {size: {}}
variants: [recurrent]
)";
    return config::load_text(head + text, "test.yaml");
}

app::Experiment read(const std::string& text) {
    return app::experiment_spec().read(document(text));
}

}  // namespace

TEST_CASE("a measured number is told with four digits, its unit or the reason against it") {
    CHECK(app::quantity_text({"srf_deg", "degree", 2.34567}) == "srf_deg 2.346 degree");
    CHECK(app::quantity_text({"c50", "1", 0.5}) == "c50 0.5");
    const double none = std::numeric_limits<double>::quiet_NaN();
    CHECK(app::quantity_text({"c50", "1", none, "too few"}) == "c50: none, too few");
}

TEST_CASE("a circular number that is rounded up to its period is told as 0") {
    const auto text = [](double value, double period) {
        return app::quantity_text({"preferred_deg", "degree", value, "", period});
    };
    CHECK(text(179.9999, 180) == "preferred_deg 0 degree");
    CHECK(text(359.9999, 360) == "preferred_deg 0 degree");
    CHECK(text(179.9, 180) == "preferred_deg 179.9 degree");
    CHECK(text(180, 360) == "preferred_deg 180 degree");
    CHECK(text(180, 0) == "preferred_deg 180 degree");  // a size, not an angle
}

TEST_CASE("values that wait for a measurement are named with the steps that measure them") {
    CHECK(app::describe_placeholders(read("factors: {c: {patch.michelson_contrast: [1]}}\n")) ==
          "");
    const std::string text = app::describe_placeholders(read(R"(
built_from: {patch.diameter_deg: size.srf_deg + 1}
factors:
  extra_deg: {patch.inner_diameter_deg: [size.srf_deg - 1, 0.5]}
catch_trials:
  turned: {patch.orientation_deg: tuning.preferred_deg + 90}
)"));
    CHECK(text ==
          "placeholders of the file are drawn for what is not measured yet: "
          "patch.diameter_deg = size.srf_deg + 1, patch.inner_diameter_deg = size.srf_deg - 1, "
          "patch.orientation_deg = tuning.preferred_deg + 90; "
          "a run measures them by the steps size, tuning");
    const std::string one =
        app::describe_placeholders(read("built_from: {patch.diameter_deg: size.srf_deg}\n"));
    CHECK(one.ends_with("by the step size"));
}

TEST_CASE("a step is built from what the steps before it measured, of the unit it is shown to") {
    app::LoadedExperiment loaded;
    loaded.document.root = document("attention: {sigma_deg: 1}\n");
    loaded.experiment = app::experiment_spec().read(loaded.document.root);
    app::expand_units(loaded.experiment, loaded.document.root);
    app::Measurements measured;
    measured["a"]["tuning.preferred_deg"] = {"preferred_deg", "degree", 30};
    const app::LoadedExperiment step = app::make_step(loaded, 1, &measured);
    REQUIRE(step.conditions.size() == 3);
    for (const app::Condition& condition : step.conditions) {
        const auto& grating = std::get<stimuli::Grating>(condition.display.elements.front().kind);
        CHECK(grating.phase_deg == 120);
        CHECK_FALSE(condition.attention);
    }
    CHECK(step.experiment.variants.size() == 1);
    CHECK(step.experiment.steps.empty());
    const app::LoadedExperiment first = app::make_step(loaded, 0, nullptr);
    CHECK(first.conditions.size() == 6);
    CHECK(first.experiment.built_from.empty());
}

TEST_CASE("levels carry the unit of the key that they set") {
    const auto unit = [](const std::string& key) {
        return app::level_axis("factor", key, {"1", "2"}).unit;
    };
    CHECK(unit("square.onset_ms") == "ms");
    CHECK(unit("square.side_deg") == "degree");
    CHECK(unit("dots.speed_deg_per_s") == "degree/s");
    CHECK(unit("grating.spatial_frequency_cpd") == "1/degree");
    CHECK(unit("grating.temporal_frequency_hz") == "Hz");
    CHECK(unit("grating.michelson_contrast") == "1");
    CHECK(app::level_axis("factor", "square.onset_ms", {"1", "late"}).labels.size() == 2);
}

TEST_CASE("trials with displays of their own have seeds of their own, others share one") {
    app::Experiment experiment;
    experiment.seed = 7;
    experiment.trials = 3;
    CHECK(app::num_displays(experiment) == 1);
    CHECK(app::display_seed(experiment, 2) == 7);
    experiment.trial_displays = app::TrialDisplays::New;
    CHECK(app::num_displays(experiment) == 3);
    CHECK(app::display_seed(experiment, 0) == 7);
    CHECK(app::display_seed(experiment, 1) != 7);
    CHECK(app::display_seed(experiment, 1) != app::display_seed(experiment, 2));
}
