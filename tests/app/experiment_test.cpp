#include "app/experiment/condition.h"
#include "app/experiment/element_path.h"
#include "app/experiment/experiment_spec.h"
#include "sim/base/errors.h"
#include "sim/config/load.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <string>

using namespace ventral;
using test::close;

namespace {

const std::string kHead = R"(format: ventral-experiment/1
experiment: A test
model: two_areas
display:
  background: 0.5
  elements:
    square: {square: {x_deg: 1, side_deg: 2, luminance: 0.7}, onset_ms: 0}
)";
const std::string kVariants = "variants: [recurrent, feedforward]\n";

config::Node load(const std::string& text) {
    return config::load_text(text, "test.yaml");
}

std::vector<app::Condition> expand(const std::string& text) {
    const config::Node root = load(text);
    return app::expand_conditions(app::experiment_spec().read(root), root);
}

base::ConfigFault fault_of(const std::string& text) {
    try {
        expand(text);
    } catch (const base::ConfigError& error) {
        return error.fault();
    }
    FAIL("no error: " << text);
    return {};
}

const stimuli::Figure<stimuli::Square>& square_of(const app::Condition& condition) {
    return std::get<stimuli::Figure<stimuli::Square>>(condition.display.elements.front().kind);
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an experiment needs little: the rest has defaults") {
    const app::Experiment experiment = app::experiment_spec().read(load(kHead + kVariants));
    CHECK(experiment.title == "A test");
    CHECK(experiment.trials == 1);
    CHECK(experiment.variants.size() == 2);
    CHECK(close(experiment.time.begin_ms(), -500, 0, 0));
    CHECK(experiment.record.maps == std::vector<std::string>{"all"});
    CHECK(experiment.factors.empty());
}

TEST_CASE("conditions are the product of the factors, the first one slowest") {
    const auto conditions = expand(kHead + kVariants + R"(factors:
  side: {left: {square.x_deg: -1}, right: {square.x_deg: 1}}
  polarity: {light: {square.luminance: 0.7}, dark: {square.luminance: 0.3}, none: {}}
)");
    REQUIRE(conditions.size() == 6);
    CHECK(conditions[0].label == "left/light");
    CHECK(conditions[1].label == "left/dark");
    CHECK(conditions[2].label == "left/none");
    CHECK(conditions[3].label == "right/light");
    CHECK(close(square_of(conditions[1]).x_deg, -1, 0, 0));
    CHECK(close(square_of(conditions[1]).luminance.value_or(-1), 0.3, 0, 0));
    CHECK(close(square_of(conditions[5]).x_deg, 1, 0, 0));
}

TEST_CASE("no factors make one condition") {
    const auto conditions = expand(kHead + kVariants);
    REQUIRE(conditions.size() == 1);
    CHECK(conditions[0].label == "all");
}

TEST_CASE("a list of values makes a numeric factor with the unit of its key") {
    const std::string text =
        kHead + kVariants + "factors: {width: {square.side_deg: [1, 2.5, 4]}}\n";
    const config::Node root = load(text);
    const app::Experiment experiment = app::experiment_spec().read(root);
    const auto conditions = app::expand_conditions(experiment, root);
    REQUIRE(conditions.size() == 3);
    CHECK(conditions[1].label == "2.5");
    CHECK(close(square_of(conditions[1]).side_deg, 2.5, 0, 0));
    const auto axes = app::factor_axes(experiment, conditions);
    REQUIRE(axes.size() == 1);
    CHECK(axes[0].name == "width");
    CHECK(axes[0].unit == "degree");
    CHECK(axes[0].values == std::vector<double>{1, 2.5, 4});
}

TEST_CASE("lists of one factor go in step and must be equally long") {
    const auto conditions = expand(
        kHead + kVariants + "factors: {pair: {square.side_deg: [1, 2], square.x_deg: [3, 4]}}\n");
    REQUIRE(conditions.size() == 2);
    CHECK(close(square_of(conditions[1]).side_deg, 2, 0, 0));
    CHECK(close(square_of(conditions[1]).x_deg, 4, 0, 0));
    const auto fault = fault_of(kHead + kVariants +
                                "factors: {pair: {square.side_deg: [1, 2], square.x_deg: [3]}}\n");
    CHECK(fault.what == "lists of one factor must be of one length");
    CHECK(fault.allowed == "2 elements");
}

TEST_CASE("an element's name stands for the path to it, whether the key is its kind's or its own") {
    const config::Node root = load(kHead + kVariants);
    CHECK(app::expand_path(root, "square.x_deg", {}) == "display.elements.square.square.x_deg");
    CHECK(app::expand_path(root, "square.onset_ms", {}) == "display.elements.square.onset_ms");
    CHECK(app::expand_path(root, "square.offset_ms", {}) == "display.elements.square.offset_ms");
    CHECK(app::expand_path(root, "time.step_ms", {}) == "time.step_ms");
    CHECK_THROWS_AS(app::expand_path(root, "circle.x_deg", {}), base::ConfigError);
}

TEST_CASE("a level that names no element is refused at its place with the nearest name") {
    const auto fault =
        fault_of(kHead + kVariants + "factors:\n  side:\n    left: {squar.x_deg: -1}\n");
    CHECK(contains(fault.what, "'squar' is neither an element of the display"));
    CHECK(fault.file == "test.yaml");
    CHECK(fault.line == 11);
    CHECK(fault.column == 12);
    CHECK(fault.hint == "did you mean 'square'?");
}

TEST_CASE("a wrong key of an element in a level is refused at its place in the level") {
    const auto fault =
        fault_of(kHead + kVariants + "factors:\n  side:\n    left: {square.x_dge: -1}\n");
    CHECK(contains(fault.what, "x_dge"));
    CHECK(fault.line == 11);
    CHECK(contains(fault.hint, "x_deg"));
}

TEST_CASE("a value out of range in a level is refused at the value") {
    const auto fault =
        fault_of(kHead + kVariants + "factors:\n  width:\n    none: {square.side_deg: -1}\n");
    CHECK(fault.line == 11);
    CHECK(fault.got == "-1");
    CHECK(contains(fault.key_path, "side_deg"));
}

TEST_CASE("a factor changes what is shown and attended, never the model or the time") {
    const auto fault =
        fault_of(kHead + kVariants + "factors: {step: {fine: {time.step_ms: 0.1}}}\n");
    CHECK(fault.what == "a factor cannot change 'time'");
    CHECK(fault.allowed == "an element of the display, display, place_on, attention, features");
    CHECK(fault.got == "time.step_ms");
}

TEST_CASE("a factor may not take the name of a coordinate") {
    const auto fault = fault_of(kHead + kVariants + "factors: {time: {a: {square.x_deg: 0}}}\n");
    CHECK(contains(fault.what, "taken by a coordinate"));
}

TEST_CASE("attention can be set per condition") {
    const auto conditions = expand(kHead + kVariants + R"(factors:
  attend:
    left: {attention: {x_deg: -2, sigma_deg: 1, strength: 0.5}}
    away: {}
)");
    REQUIRE(conditions.size() == 2);
    REQUIRE(conditions[0].attention.has_value());
    CHECK(close(conditions[0].attention->x_deg, -2, 0, 0));
    CHECK_FALSE(conditions[1].attention.has_value());
}

TEST_CASE("the extent of attention is given once") {
    const auto both = fault_of(kHead + kVariants + "attention: {sigma_deg: 1, diameter_deg: 2}\n");
    CHECK(both.what == "the extent of attention must be given once");
    const auto none = fault_of(kHead + kVariants + "attention: {strength: 1}\n");
    CHECK(none.allowed == "sigma_deg, diameter_deg or within; none with feature");
}

TEST_CASE("the baseline lasts 200 ms at least, and lengths are whole steps") {
    const auto brief = fault_of(kHead + kVariants + "time: {baseline_ms: 199}\n");
    CHECK(brief.key_path == "time.baseline_ms");
    CHECK(brief.got == "199");
    const auto broken = fault_of(kHead + kVariants + "time: {step_ms: 0.3, duration_ms: 400}\n");
    CHECK(broken.what == "the length is no whole number of time steps");
    const auto interval =
        fault_of(kHead + kVariants + "time: {step_ms: 0.5}\nrecord: {site_interval_ms: 0.7}\n");
    CHECK(interval.key_path == "record.site_interval_ms");
    CHECK(interval.allowed == "a multiple of 0.5 ms");
}

TEST_CASE("an experiment reads back from its own text") {
    const config::Node root = load(kHead + R"(factors:
  side: {left: {square.x_deg: -1}, right: {square.x_deg: 1}}
variants:
  whole: {}
  cooled: {like: recurrent, scale: {V2.pooled: 0}, window_ms: [50, 100]}
place_on: {population: V1.complex, at_deg: [1, 1]}
record: {sites: {a: {population: V1.complex, select: {orientation_deg: 90}}}, maps: []}
)");
    const auto& spec = app::experiment_spec();
    const std::string text = spec.dump(spec.read(root));
    const app::Experiment again = spec.read(load(text));
    CHECK(spec.dump(again) == text);
    CHECK(again.variants[1].scale.front().first == "V2.pooled");
    CHECK(again.record.sites.front().name == "a");
}
