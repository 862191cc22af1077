#include "app/experiment/parts_spec.h"
#include "sim/base/text.h"
#include "stimuli/display.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace ventral::app {

namespace {

using config::Node;
using config::Spec;

/// A step's procedure looks at factors that the step must have.
void check_factors(const Step& step, const Node& node) {
    std::vector<std::string> known;
    for (const Factor& factor : step.factors) {
        for (const base::Axis& axis : factor.coordinates) {
            known.push_back(axis.name);
        }
    }
    for (const std::string& factor : analysis::needed_factors(step.measure)) {
        if (std::find(known.begin(), known.end(), factor) == known.end()) {
            node.fail_at("measure", "the procedure needs the factor '" + factor + "'",
                         known.empty() ? "factors" : base::join(known),
                         base::did_you_mean(factor, known));
        }
    }
}

}  // namespace

std::string display_schema() {
    nlohmann::json schema = stimuli::display_spec().schema();
    schema.erase("$schema");
    return schema.dump();
}

config::Codec<BuiltFrom> built_from_codec() {
    return config::map_codec(
        config::any_codec("an expression", R"({"type": ["number", "string"]})"));
}

const Spec<UnitEntry>& unit_spec() {
    using U = UnitEntry;
    static const Spec<U> spec =
        Spec<U>("unit",
                "A unit that is recorded under its name, and on whose receptive field everything "
                "is shown in its conditions.")
            .required_text("population", &U::population,
                           {.doc = "Population, AREA.POPULATION.", .source = {}})
            .field("select", &U::select, config::any_codec("a map of properties"),
                   "What the unit prefers: {orientation_deg: 90, side: left}; one channel.")
            .numbers("at_deg", &U::at_deg,
                     {.unit = "deg", .doc = "Position (x, y) near which the unit is sought."})
            .number("rotation_deg", &U::rotation_deg,
                    {.unit = "deg", .doc = "The display is turned about its origin by this."})
            .boolean("inputs", &U::inputs, "Also record the summed inputs by class.");
    return spec;
}

const Spec<Step>& step_spec() {
    static const Spec<Step> spec =
        Spec<Step>("step",
                   "A part that is run first, in the first variant, with every unit; it measures "
                   "what later displays are built from.")
            .optional_field("display", &Step::display,
                            config::any_codec("a display", display_schema()),
                            "What is shown; absent: the experiment's display.")
            .field("factors", &Step::factors, factors_codec(), "Factors, as of the experiment.")
            .field("built_from", &Step::built_from, built_from_codec(),
                   "Values built from what the steps before measured.")
            .optional_field("time", &Step::time, config::any_codec("a map of times"),
                            "Where the time differs from the experiment's.")
            .required_field("measure", &Step::measure, analysis::procedure_codec(),
                            "The procedure; its quantities are called STEP.QUANTITY.")
            .check(check_factors);
    return spec;
}

config::Codec<std::vector<Level>> catch_trials_codec() {
    config::Codec<std::vector<Level>> codec;
    codec.read = [](const Node& node) {
        std::vector<Level> levels;
        for (const auto& [label, value] : node.entries()) {
            levels.push_back({label, {}});
            if (!value.is_null()) {
                levels.back().assignments = value.entries();
            }
        }
        return levels;
    };
    codec.write = [](const std::vector<Level>& levels) {
        std::vector<std::pair<std::string, Node>> entries;
        for (const Level& level : levels) {
            entries.emplace_back(level.label, config::make_map(level.assignments));
        }
        return config::make_map(entries);
    };
    codec.outline =
        config::any_codec(
            "a map of conditions",
            R"({"type": "object", "additionalProperties": {"type": ["object", "null"]}})")
            .outline;
    return codec;
}

}  // namespace ventral::app
