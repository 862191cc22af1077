#include "app/experiment/parts_spec.h"

#include "sim/base/text.h"
#include "stimuli/read/shape_specs.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ventral::app {

namespace {

using config::Node;
using config::Spec;
using engine::Precision;
using engine::SolverMethod;

/// Lengths are counted in whole steps.
void check_steps(const TimeSettings& time, const Node& node) {
    const auto check = [&](const char* key, double length_ms) {
        const double steps = length_ms / time.step_ms;
        if (std::abs(steps - std::round(steps)) > 1e-9 * std::max(1.0, steps)) {
            node.fail_at(key, "the length is no whole number of time steps",
                         base::str("a multiple of ", base::format_number(time.step_ms), " ms"));
        }
    };
    check("settle_ms", time.settle_ms);
    check("baseline_ms", time.baseline_ms);
    check("duration_ms", time.duration_ms);
}

const Spec<ArrayEntry>& array_spec() {
    static const Spec<ArrayEntry> spec =
        Spec<ArrayEntry>("array", "Electrodes on a rectangle of places about at_deg.")
            .integer("columns", &ArrayEntry::columns,
                     {.min = 1, .max = 100, .doc = "Side by side.", .source = {}})
            .integer("rows", &ArrayEntry::rows,
                     {.min = 1, .max = 100, .doc = "Above one another.", .source = {}})
            .number("spacing_deg", &ArrayEntry::spacing_deg,
                    {.unit = "deg",
                     .min = 0,
                     .max = 20,
                     .exclusive_min = true,
                     .doc = "Between neighbours; electrodes that fall on one sample are one.",
                     .source = {}});
    return spec;
}

const Spec<SiteEntry>& site_spec() {
    static const Spec<SiteEntry> spec =
        Spec<SiteEntry>("site", "A recorded unit; one for each channel that `select` leaves open.")
            .required_text("population", &SiteEntry::population,
                           {.doc = "Population, AREA.POPULATION.", .source = {}})
            .field("select", &SiteEntry::select, config::any_codec("a map of properties"),
                   "What the unit prefers: {orientation_deg: 90, side: left}.")
            .optional_field("at_deg", &SiteEntry::at_deg,
                            config::array_codec<double, 2>(
                                config::number_codec({.unit = "deg", .doc = {}, .source = {}})),
                            "Position (x, y) of the receptive field; absent: that of place_on, "
                            "else fixation.")
            .optional_record("array", &SiteEntry::array, array_spec(),
                             "Many places about it, each with its own unit.")
            .boolean("inputs", &SiteEntry::inputs,
                     "Also record the summed feedforward, local, lateral, feedback, modulating "
                     "and normalizing input.");
    return spec;
}

config::Number time_rule(const char* doc) {
    return {.unit = "ms", .min = -1e6, .max = 1e7, .doc = doc, .source = {}};
}

const Spec<FieldEntry>& field_spec() {
    using F = FieldEntry;
    const auto range = [] {
        return config::array_codec<double, 2>(
            config::number_codec({.unit = "deg", .doc = {}, .source = {}}));
    };
    static const Spec<F> spec =
        Spec<F>("field", "How the map and the cube of a population are recorded.")
            .number("interval_ms", &F::interval_ms,
                    {.unit = "ms",
                     .min = 0,
                     .max = 1e6,
                     .exclusive_min = true,
                     .doc = "Sampling.",
                     .source = {}})
            .number("from_ms", &F::from_ms, time_rule("Recorded from here; absent: as all."))
            .number("until_ms", &F::until_ms, time_rule("Recorded to here; absent: as all."))
            .optional_field("x_deg", &F::x_deg, range(), "Only columns from here to there.")
            .optional_field("y_deg", &F::y_deg, range(), "Only rows from here to there.")
            .check([](const F& field, const Node& node) {
                for (const auto& [key, ends] :
                     {std::pair{"x_deg", field.x_deg}, std::pair{"y_deg", field.y_deg}}) {
                    if (ends && (*ends)[0] > (*ends)[1]) {
                        node.fail_at(key, "the range ends before it begins", "[smallest, largest]");
                    }
                }
            });
    return spec;
}

const Spec<analysis::TrainSettings>& spikes_spec() {
    using T = analysis::TrainSettings;
    static const Spec<T> spec =
        Spec<T>("spikes", "Spikes drawn from the rates of the sites, in the table /units.")
            .number("variance_to_mean", &T::variance_to_mean,
                    {.min = 0,
                     .max = 100,
                     .exclusive_min = true,
                     .doc = "Of the counts: 1 Poisson, above 1 a gain for each trial, below 1 "
                            "gamma-distributed intervals.",
                     .source = {}})
            .number("refractory_ms", &T::refractory_ms,
                    {.unit = "ms",
                     .min = 0,
                     .max = 100,
                     .doc = "No spike for this long after a spike; rates above 0.95 / refractory "
                            "are drawn as that.",
                     .source = {}});
    return spec;
}

const Spec<MovieSettings>& movie_spec() {
    using M = MovieSettings;
    static const Spec<M> spec =
        Spec<M>("stimulus_movie", "What was shown, as pictures of relative luminance.")
            .number("interval_ms", &M::interval_ms,
                    {.unit = "ms",
                     .min = 0,
                     .max = 1e6,
                     .exclusive_min = true,
                     .doc = "One picture is looked up each.",
                     .source = {}})
            .number("samples_per_deg", &M::samples_per_deg,
                    {.unit = "1/deg",
                     .min = 0,
                     .max = 200,
                     .exclusive_min = true,
                     .doc = "Pixels; absent: those of the model's input.",
                     .source = {}});
    return spec;
}

}  // namespace

engine::SolverSettings TimeSettings::settings() const {
    return {.method = solver,
            .precision = precision,
            .step_ms = step_ms,
            .relative_tolerance = relative_tolerance,
            .absolute_tolerance = absolute_tolerance,
            .rate_limit = rate_limit_hz};
}

const Spec<TimeSettings>& time_spec() {
    using T = TimeSettings;
    static const Spec<T> spec =
        Spec<T>("time", "The simulated interval; t = 0 is stimulus onset.")
            .number("settle_ms", &T::settle_ms,
                    {.unit = "ms",
                     .min = 0,
                     .max = 1e6,
                     .doc = "The network settles on the background, not recorded.",
                     .source = {}})
            .number("baseline_ms", &T::baseline_ms,
                    {.unit = "ms",
                     .min = 200,
                     .max = 1e6,
                     .doc = "Recorded before stimulus onset.",
                     .source = {}})
            .number("duration_ms", &T::duration_ms,
                    {.unit = "ms",
                     .min = 0,
                     .max = 1e7,
                     .exclusive_min = true,
                     .doc = "Recorded from stimulus onset on.",
                     .source = {}})
            .number("step_ms", &T::step_ms,
                    {.unit = "ms",
                     .min = 0,
                     .max = 100,
                     .exclusive_min = true,
                     .doc = "Time step.",
                     .source = {}})
            .choice("solver", &T::solver,
                    {{"forward_euler", SolverMethod::ForwardEuler, "first order"},
                     {"exponential_euler", SolverMethod::ExponentialEuler,
                      "first order, exact for a constant drive"},
                     {"runge_kutta_4", SolverMethod::RungeKutta4, "fourth order"},
                     {"dormand_prince", SolverMethod::DormandPrince, "adaptive, order 5(4)"}},
                    "How the equations are integrated.")
            .choice("precision", &T::precision,
                    {{"single", Precision::Single, "32 bits"},
                     {"double", Precision::Double, "64 bits"}},
                    "Precision of the state.")
            .number("relative_tolerance", &T::relative_tolerance,
                    {.min = 0,
                     .max = 0.1,
                     .exclusive_min = true,
                     .doc = "Of dormand_prince.",
                     .source = {}})
            .number("absolute_tolerance", &T::absolute_tolerance,
                    {.min = 0, .exclusive_min = true, .doc = "Of dormand_prince.", .source = {}})
            .number("rate_limit_hz", &T::rate_limit_hz,
                    {.unit = "Hz",
                     .min = 0,
                     .exclusive_min = true,
                     .doc = "A rate beyond it counts as divergence and stops the run.",
                     .source = {}})
            .check(check_steps);
    return spec;
}

const Spec<RecordSettings>& record_spec() {
    using R = RecordSettings;
    const auto interval = [](const char* doc) {
        return config::Number{
            .unit = "ms", .min = 0, .max = 1e6, .exclusive_min = true, .doc = doc, .source = {}};
    };
    static const Spec<R> spec =
        Spec<R>("record", "What is recorded.")
            .named("sites", &R::sites, &SiteEntry::name, site_spec(), "Single units.")
            .texts("maps", &R::maps,
                   {.doc = "Populations recorded as maps of the mean over channels; [all]: every "
                           "one that is no input.",
                    .source = {}})
            .texts("cubes", &R::cubes,
                   {.doc = "Populations recorded with all their channels.", .source = {}})
            .named("fields", &R::fields, &FieldEntry::population, field_spec(),
                   "How single populations are recorded, where it differs: {V1.complex: "
                   "{interval_ms: 2, x_deg: [-2, 2], y_deg: [-2, 2], from_ms: 0}}.")
            .number("from_ms", &R::from_ms,
                    time_rule("All is recorded from here; absent: from the baseline on."))
            .number("until_ms", &R::until_ms,
                    time_rule("All is recorded to here; absent: to the end."))
            .number("site_interval_ms", &R::site_interval_ms, interval("Sampling of sites."))
            .number("map_interval_ms", &R::map_interval_ms, interval("Sampling of maps."))
            .number("cube_interval_ms", &R::cube_interval_ms, interval("Sampling of cubes."))
            .optional_record("spikes", &R::spikes, spikes_spec(),
                             "Spikes of the sites: {refractory_ms: 2}; {}: Poisson.")
            .optional_record("stimulus_movie", &R::stimulus_movie, movie_spec(),
                             "The display as a movie: {interval_ms: 10}.");
    return spec;
}

const Spec<IdenticalEntry>& identical_spec() {
    using I = IdenticalEntry;
    static const Spec<I> spec =
        Spec<I>("identical", "Conditions that must show the same pixels within a region.")
            .required_field("conditions", &I::conditions,
                            config::list_codec(config::list_codec(config::text_codec(), {2, 1000}),
                                               {1, 10'000}),
                            "Labels of conditions in lists; those of one list must agree.")
            .required_field("within", &I::within, stimuli::shape_codec(),
                            "The region, about the place of place_on, else about fixation.")
            .number("from_ms", &I::from_ms,
                    {.unit = "ms",
                     .allow_infinity = true,
                     .doc = "They agree from here.",
                     .source = {}})
            .number(
                "until_ms", &I::until_ms,
                {.unit = "ms", .allow_infinity = true, .doc = "They agree to here.", .source = {}})
            .check([](const I& identical, const Node& node) {
                if (!(identical.until_ms > identical.from_ms)) {
                    node.fail_at(
                        "until_ms", "the time ends before it begins",
                        base::str("until_ms > from_ms = ", base::format_number(identical.from_ms)));
                }
            });
    return spec;
}

}  // namespace ventral::app
