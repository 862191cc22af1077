#pragma once

/// An experiment as it is written in YAML. Value types; experiment_spec() is the registry of their
/// keys. Names of populations, properties and units are resolved later, against the model.

#include "analysis/measures/measure.h"
#include "analysis/procedures/procedure.h"
#include "analysis/spikes/trains.h"
#include "sim/base/labelled_array.h"
#include "sim/config/codec.h"
#include "sim/engine/solver_settings.h"
#include "stimuli/geometry/shape.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ventral::app {

/// What `format:` must say in an experiment file.
inline constexpr const char* kExperimentFormat = "ventral-experiment/1";

/// One level of a factor: what it sets, as dotted paths.
struct Level {
    std::string label;
    std::vector<std::pair<std::string, config::Node>> assignments;
};

/// A factor and its levels in the order of the file.
struct Factor {
    std::string name;
    std::vector<Level> levels;
    /// What the levels are called in the result, each with one value or label per level: the
    /// factor's own name, or the columns of a table.
    std::vector<base::Axis> coordinates;
};

/// A value that is computed once the steps before it have measured: path and expression.
using BuiltFrom = config::Named<config::Node>;

/// Switches over the classes of projections, and scaled projections or populations.
struct VariantDefinition {
    std::string name;
    std::string like = "recurrent";  ///< where the classes start from
    std::optional<double> feedforward;
    std::optional<double> local;
    std::optional<double> lateral;
    std::optional<double> feedback;
    config::Named<double> scale;  ///< projection or population -> factor
    std::optional<std::array<double, 2>> window_ms;
};

/// The unit on whose receptive field the display is centred.
struct PlaceOn {
    std::string population;
    config::Node select;  ///< properties; null: none
    std::array<double, 2> at_deg{0, 0};
    double rotation_deg = 0;  ///< of the display about its origin, counter-clockwise
};

/// Attention to a feature: channels that prefer it get more.
struct FeatureAttention {
    std::string axis = "orientation";  ///< an axis of the channels of an attention population
    double value_deg = 0;              ///< what is attended
    double width_deg = 20;  ///< SD: factor exp(-d^2 / 2 width^2), d the shorter way round
    bool operator==(const FeatureAttention&) const = default;
};

/// Attention to a place, to an object (its shape) or to a feature: a field of strength over the
/// display, in the display's own coordinates. The display stays as it is.
struct AttentionSettings {
    double x_deg = 0;
    double y_deg = 0;
    std::optional<double> sigma_deg;          ///< Gaussian: strength exp(-d^2 / 2 sigma^2)
    std::optional<double> diameter_deg;       ///< disk of this diameter
    std::optional<stimuli::Shape> within;     ///< the object's shape, about (x, y)
    std::optional<FeatureAttention> feature;  ///< without an extent: all over the field
    double strength = 1;                      ///< 0: none
    double onset_ms = -std::numeric_limits<double>::infinity();
    double offset_ms = std::numeric_limits<double>::infinity();
    bool operator==(const AttentionSettings&) const = default;
};

/// Which row of the file is shown where.
enum class FirstRow { Top, Bottom };

/// What an encoder outside of the program made of an image, in place of a features population's
/// rates: an array image x channel x y x x, or image x token x channel with the tokens on a grid.
struct FeatureSettings {
    std::string population;  ///< whose rates they are; it has the file's channels and grid
    std::string file;        ///< .npy or HDF5, by its full path
    std::string dataset = "features";  ///< of an HDF5 file
    std::vector<std::string> axes;     ///< empty: the file's own names, else image, channel, y, x
    int image = 0;                     ///< index on the axis `image`
    int leading_tokens = 0;            ///< not on the grid: class and register tokens
    FirstRow first_row = FirstRow::Top;
    double gain = 1;
    double onset_ms = 0;
    double offset_ms = std::numeric_limits<double>::infinity();
    bool operator==(const FeatureSettings&) const = default;
};

/// The simulated interval and how it is integrated; t = 0 is stimulus onset.
struct TimeSettings {
    double settle_ms = 300;    ///< before the baseline, not recorded
    double baseline_ms = 200;  ///< recorded before onset
    double duration_ms = 400;  ///< recorded from onset on
    double step_ms = 0.5;
    engine::SolverMethod solver = engine::SolverMethod::ExponentialEuler;
    engine::Precision precision = engine::Precision::Single;
    double relative_tolerance = 1e-6;
    double absolute_tolerance = 1e-6;
    double rate_limit_hz = 1e4;

    engine::SolverSettings settings() const;
    double begin_ms() const { return -(settle_ms + baseline_ms); }
};

/// A unit that is recorded, and on whose receptive field all is shown; steps measure it.
struct UnitEntry {
    std::string name;
    std::string population;
    config::Node select;
    std::array<double, 2> at_deg{0, 0};
    double rotation_deg = 0;  ///< of the display about its origin, counter-clockwise
    bool inputs = false;      ///< also record why the rate changes
};

/// A part of the experiment that is run first, to measure what later displays are built from.
struct Step {
    std::string name;
    std::optional<config::Node> display;  ///< absent: the experiment's
    std::vector<Factor> factors;
    BuiltFrom built_from;
    std::optional<config::Node> time;  ///< what differs from the experiment's
    analysis::Procedure measure;
};

/// Electrodes on a rectangle of places about a site's position, as chronic arrays lie on cortex.
struct ArrayEntry {
    int columns = 1;
    int rows = 1;
    double spacing_deg = 0.5;  ///< between neighbours
};

/// One recorded unit, or one per channel that the properties leave open and per electrode.
struct SiteEntry {
    std::string name;
    std::string population;
    config::Node select;
    std::optional<std::array<double, 2>> at_deg;  ///< absent: the unit of place_on, else fixation
    bool inputs = false;                          ///< also record why the rate changes
    std::optional<ArrayEntry> array;              ///< absent: one electrode
};

/// Conditions that must show the same pixels where it matters, e.g. within a receptive field.
struct IdenticalEntry {
    std::string name;
    std::vector<std::vector<std::string>> conditions;  ///< labels; those of one list must agree
    stimuli::Shape within;                             ///< about the place of place_on, not turned
    double from_ms = -std::numeric_limits<double>::infinity();  ///< they must agree from here
    double until_ms = std::numeric_limits<double>::infinity();  ///< to here
};

/// How the map and the cube of one population are recorded.
struct FieldEntry {
    std::string population;
    std::optional<double> interval_ms;
    std::optional<double> from_ms;
    std::optional<double> until_ms;
    std::optional<std::array<double, 2>> x_deg;  ///< the part of the visual field
    std::optional<std::array<double, 2>> y_deg;
};

/// The pictures that were shown, in the result file.
struct MovieSettings {
    double interval_ms = 10;
    std::optional<double> samples_per_deg;  ///< absent: those of the model's own input
};

/// What is recorded.
struct RecordSettings {
    std::vector<SiteEntry> sites;
    std::vector<std::string> maps{"all"};  ///< populations; "all": every one but inputs
    std::vector<std::string> cubes;
    std::vector<FieldEntry> fields;  ///< what differs for single populations
    std::optional<double> from_ms;   ///< absent: all of the baseline
    std::optional<double> until_ms;  ///< absent: to the end
    double site_interval_ms = 1;
    double map_interval_ms = 5;
    double cube_interval_ms = 5;
    std::optional<analysis::TrainSettings> spikes;  ///< drawn from the rates of the sites
    std::optional<MovieSettings> stimulus_movie;
};

/// Whether random displays (textures, noise) are drawn anew in every trial.
enum class TrialDisplays { Same, New };

struct Experiment {
    std::string title;
    std::optional<std::string> cites;
    std::optional<std::string> date;  ///< of the session, ISO 8601; absent: 1970-01-01
    std::vector<std::string> notes;   ///< what a reader of the result should know
    config::Named<double> scaled;     ///< quantity -> number shown here / published number
    std::string model;
    config::Named<config::Node> model_set;  ///< dotted paths into the model file
    std::uint64_t seed = 1;
    int trials = 1;
    TrialDisplays trial_displays = TrialDisplays::Same;
    config::Node display;
    std::vector<Factor> factors;
    std::vector<Level> catch_trials;  ///< conditions beside the product of the factors
    std::vector<UnitEntry> units;
    std::vector<Step> steps;
    BuiltFrom built_from;
    std::vector<VariantDefinition> variants;
    std::optional<PlaceOn> place_on;
    std::optional<AttentionSettings> attention;
    std::vector<FeatureSettings> features;
    TimeSettings time;
    RecordSettings record;
    std::vector<IdenticalEntry> identical;
    std::vector<analysis::Measure> measures;
    config::Node quick;                   ///< what --quick lays over the file; null: nothing
    std::vector<std::string> quantities;  ///< STEP.QUANTITY of the steps before; no key of the file
};

}  // namespace ventral::app
