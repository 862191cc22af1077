#include "app/experiment/experiment_spec.h"

#include "app/experiment/built_from.h"
#include "app/experiment/date.h"
#include "app/experiment/parts_spec.h"
#include "sim/base/text.h"
#include "stimuli/read/shape_specs.h"

#include <cmath>

namespace ventral::app {

namespace {

using config::Node;
using config::Spec;

/// Recorders see the network on the grid of steps.
void check_intervals(const Experiment& experiment, const Node& root) {
    const double step = experiment.time.step_ms;
    const auto record = root.find("record");
    const auto check = [&](const char* key, double interval) {
        const double steps = interval / step;
        if (record && std::abs(steps - std::round(steps)) > 1e-9 * std::abs(steps)) {
            record->fail_at(key, "the interval is no whole multiple of the time step",
                            base::str("a multiple of ", base::format_number(step), " ms"));
        }
    };
    check("site_interval_ms", experiment.record.site_interval_ms);
    check("map_interval_ms", experiment.record.map_interval_ms);
    check("cube_interval_ms", experiment.record.cube_interval_ms);
    check("from_ms", experiment.record.from_ms.value_or(0));
    check("until_ms", experiment.record.until_ms.value_or(0));
    for (const FieldEntry& field : experiment.record.fields) {
        const Node node = record->at("fields").at(field.population);
        for (const auto& [key, value] :
             {std::pair{"interval_ms", field.interval_ms}, std::pair{"from_ms", field.from_ms}}) {
            const double steps = value.value_or(0) / step;
            if (std::abs(steps - std::round(steps)) > 1e-9 * std::abs(steps)) {
                node.fail_at(key, "the time is no whole multiple of the time step",
                             base::str("a multiple of ", base::format_number(step), " ms"));
            }
        }
    }
}

void check_date(const Experiment& experiment, const Node& root) {
    if (experiment.date && !is_date(*experiment.date)) {
        root.fail_at("date", "this is no date",
                     "YYYY-MM-DD or YYYY-MM-DDThh:mm:ss, with Z, +hh:mm or no zone");
    }
}

/// Steps measure units, and names must say where they come from.
void check_steps(const Experiment& experiment, const Node& root) {
    if (!experiment.steps.empty() && experiment.units.empty()) {
        root.fail_at("steps", "steps need units to measure", "`units:`");
    }
    std::vector<Step> before;
    for (const Step& step : experiment.steps) {
        check_built_from(step.built_from, step.factors, before);
        before.push_back(step);
    }
    check_built_from(experiment.built_from, experiment.factors, before);
}

}  // namespace

const Spec<PlaceOn>& place_on_spec() {
    static const Spec<PlaceOn> spec =
        Spec<PlaceOn>("place_on", "The unit on whose receptive field the display's origin falls.")
            .required_text("population", &PlaceOn::population,
                           {.doc = "Population of the unit, AREA.POPULATION.", .source = {}})
            .field("select", &PlaceOn::select, config::any_codec("a map of properties"),
                   "Properties of the unit; only its position matters here.")
            .numbers("at_deg", &PlaceOn::at_deg,
                     {.unit = "deg", .doc = "Position (x, y) near which the unit is sought."})
            .number("rotation_deg", &PlaceOn::rotation_deg,
                    {.unit = "deg", .doc = "The display is turned about its origin by this."});
    return spec;
}

const Spec<FeatureAttention>& feature_attention_spec() {
    using F = FeatureAttention;
    static const Spec<F> spec =
        Spec<F>("feature", "Attention to a feature (Treue & Martinez Trujillo 1999).")
            .text("axis", &F::axis,
                  {.doc = "Axis of the channels of an attention population.", .source = {}})
            .number("value_deg", &F::value_deg, {.unit = "deg", .doc = "The attended value."})
            .number("width_deg", &F::width_deg,
                    {.unit = "deg",
                     .min = 0,
                     .exclusive_min = true,
                     .doc = "SD of the tuning of attention."});
    return spec;
}

const Spec<AttentionSettings>& attention_spec() {
    using A = AttentionSettings;
    static const Spec<A> spec =
        Spec<A>("attention",
                "Attention to a place, an object or a feature, in the coordinates of the display.")
            .number("x_deg", &A::x_deg, {.unit = "deg", .doc = "Centre."})
            .number("y_deg", &A::y_deg, {.unit = "deg", .doc = "Centre."})
            .number("sigma_deg", &A::sigma_deg,
                    {.unit = "deg",
                     .min = 0,
                     .exclusive_min = true,
                     .doc = "SD of a Gaussian field; this or diameter_deg."})
            .number("diameter_deg", &A::diameter_deg,
                    {.unit = "deg",
                     .min = 0,
                     .exclusive_min = true,
                     .doc = "Diameter of a disk; this or sigma_deg."})
            .optional_field("within", &A::within, stimuli::shape_codec(),
                            "Shape of the attended object, about (x, y): {square: {side_deg: 4}}.",
                            "Poort et al. 2012")
            .optional_record("feature", &A::feature, feature_attention_spec(),
                             "The attended feature; without an extent everywhere.")
            .number("strength", &A::strength,
                    {.min = 0, .max = 100, .doc = "Strength at the centre; 0: none."})
            .number("onset_ms", &A::onset_ms,
                    {.unit = "ms", .allow_infinity = true, .doc = "Attention begins."})
            .number("offset_ms", &A::offset_ms,
                    {.unit = "ms", .allow_infinity = true, .doc = "Attention ends."})
            .check([](const A& attention, const Node& node) {
                const int extents = (attention.sigma_deg ? 1 : 0) +
                                    (attention.diameter_deg ? 1 : 0) + (attention.within ? 1 : 0);
                if (extents > 1 || (extents == 0 && !attention.feature)) {
                    node.fail("the extent of attention must be given once",
                              "sigma_deg, diameter_deg or within; none with feature");
                }
                if (!(attention.offset_ms > attention.onset_ms)) {
                    node.fail_at("offset_ms", "attention ends before it begins",
                                 "offset_ms > onset_ms");
                }
            });
    return spec;
}

const Spec<Experiment>& experiment_spec() {
    using E = Experiment;
    static const Spec<E> spec = [] {
        Spec<E> s("experiment", "What is shown to which model, and what is recorded.");
        s.format(kExperimentFormat)
            .required_text("experiment", &E::title, {.doc = "Title, one line.", .source = {}})
            .text("cites", &E::cites, {.doc = "The published work it follows.", .source = {}})
            .text("date", &E::date,
                  {.doc =
                       "Of the session, for the NWB view: 2026-01-31 or 2026-01-31T09:30:00+01:00.",
                   .source = {}})
            .texts("notes", &E::notes,
                   {.doc = "What a reader of the result should know.", .source = {}})
            .field("scaled", &E::scaled,
                   config::map_codec(config::number_codec(
                       {.min = 0, .exclusive_min = true, .doc = {}, .source = {}})),
                   "Factors from published numbers to those shown: {spatial_frequency: 0.3}.")
            .required_text("model", &E::model,
                           {.doc = "Name of a model, or path of a model file.", .source = {}})
            .field("model_set", &E::model_set, config::map_codec(config::any_codec()),
                   "Values set in the model file: {areas.V1.samples_per_deg: 3}.")
            .integer("seed", &E::seed, {.min = 0, .doc = "Of noise and random displays."})
            .integer("trials", &E::trials,
                     {.min = 1, .max = 100000, .doc = "Repetitions; they differ in their noise."})
            .choice("trial_displays", &E::trial_displays,
                    {{"same", TrialDisplays::Same, "all trials show the same"},
                     {"new", TrialDisplays::New, "every trial draws textures and noise anew"}},
                    "Seeds of random displays over trials.")
            .required_field("display", &E::display,
                            config::any_codec("a display", display_schema()), "What is shown.")
            .field("factors", &E::factors, factors_codec(),
                   "Factors and their levels; their product makes the conditions.")
            .field("catch_trials", &E::catch_trials, catch_trials_codec(),
                   "Conditions beside the product of the factors: {blank: {}} shows nothing but "
                   "the background.")
            .named("units", &E::units, &UnitEntry::name, unit_spec(),
                   "Units on whose receptive fields everything is shown, one after the other.")
            .named("steps", &E::steps, &Step::name, step_spec(),
                   "What is measured of every unit before the experiment, in this order.")
            .field("built_from", &E::built_from, built_from_codec(),
                   "Values of the display built from what the steps measured, before the levels of "
                   "factors are set: {centre.diameter_deg: size.srf_deg}.")
            .required_field("variants", &E::variants, variants_codec(),
                            "Switches under which every condition is run.")
            .optional_record("place_on", &E::place_on, place_on_spec(),
                             "Shifts the display to a unit's receptive field.")
            .optional_record("attention", &E::attention, attention_spec(), "Spatial attention.")
            .field("features", &E::features, features_codec(),
                   "Features from files, by the population that they stand for: {Encoder.units: "
                   "{file: features.npy, image: 0}}.")
            .record("time", &E::time, time_spec(), "The simulated interval.")
            .record("record", &E::record, record_spec(), "What is recorded.")
            .named("identical", &E::identical, &IdenticalEntry::name, identical_spec(),
                   "Conditions that must show the same pixels within a region; checked before "
                   "every run.")
            .named("measure", &E::measures, &analysis::Measure::name, analysis::measure_spec(),
                   "What is measured at the end, and the published values.")
            .field("quick", &E::quick, config::any_codec("a map of keys of the experiment"),
                   "What --quick changes: fewer levels, a shorter time, a smaller field.")
            .check(check_date)
            .check(check_intervals)
            .check(check_steps);
        return s;
    }();
    return spec;
}

}  // namespace ventral::app
