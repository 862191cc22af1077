#include "app/experiment/condition.h"
#include "app/experiment/experiment_spec.h"
#include "app/experiment/units.h"
#include "sim/base/errors.h"
#include "sim/config/load.h"
#include "sim/io/atomic_file.h"
#include "tests/support/close.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
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
    patch: {grating: {diameter_deg: 2, michelson_contrast: 0.5, spatial_frequency_cpd: 1}}
variants: [recurrent]
)";
const std::string kUnits = R"(units:
  a: {population: V1.complex, select: {orientation_deg: 0}, at_deg: [1, 2]}
  b: {population: V1.complex, select: {orientation_deg: 90}, at_deg: [-1, 0], rotation_deg: 30}
)";
const std::string kStep = R"(steps:
  size:
    factors: {diameter_deg: {patch.diameter_deg: [1, 2, 4]}}
    measure: {size: {}}
)";

struct Loaded {
    app::Experiment experiment;
    config::Node root;
    std::vector<app::Condition> conditions;
};

Loaded load(const std::string& text,
            const app::Measurements* measured = nullptr,
            const std::string& name = "test.yaml") {
    Loaded loaded;
    loaded.root = config::load_text(text, name);
    loaded.experiment = app::experiment_spec().read(loaded.root);
    loaded.experiment.quantities = app::measured_names(loaded.experiment.steps);
    app::expand_units(loaded.experiment, loaded.root);
    loaded.conditions = app::expand_conditions(loaded.experiment, loaded.root, measured);
    return loaded;
}

const stimuli::Grating& grating_of(const app::Condition& condition) {
    return std::get<stimuli::Grating>(condition.display.elements.front().kind);
}

const base::Axis& axis_named(const std::vector<base::Axis>& axes, const std::string& name) {
    for (const base::Axis& axis : axes) {
        if (axis.name == name) {
            return axis;
        }
    }
    FAIL("no axis " << name);
    return axes.front();
}

}  // namespace

TEST_CASE("units become sites and the first factor, which places the display") {
    const Loaded loaded = load(kHead + kUnits);
    REQUIRE(loaded.conditions.size() == 2);
    CHECK(loaded.conditions[1].label == "b");
    REQUIRE(loaded.conditions[1].place_on.has_value());
    CHECK(close(loaded.conditions[1].place_on->at_deg[0], -1, 0, 0));
    CHECK(close(loaded.conditions[1].place_on->rotation_deg, 30, 0, 0));
    CHECK(loaded.experiment.record.sites[0].name == "a");
    const app::Experiment collapsed = app::collapse_units(loaded.experiment);
    CHECK(collapsed.factors.empty());
    CHECK(collapsed.record.sites.empty());
    CHECK_THROWS_WITH_AS(load(kHead + kUnits + "place_on: {population: V1.complex}\n"),
                         doctest::Contains("units say where the display is placed"),
                         base::ConfigError);
}

TEST_CASE("catch trials stand beside the product of the factors, for every unit") {
    const Loaded loaded = load(kHead + kUnits + R"(factors:
  diameter_deg: {patch.diameter_deg: [1, 2, 4]}
catch_trials: {blank: {}, faint: {patch.michelson_contrast: 0.1}}
)");
    REQUIRE(loaded.conditions.size() == 6 + 4);
    CHECK(loaded.conditions[6].label == "a/blank");
    CHECK(loaded.conditions[6].display.elements.empty());
    CHECK(loaded.conditions[9].label == "b/faint");
    CHECK(close(grating_of(loaded.conditions[9]).michelson_contrast, 0.1, 0, 0));
    const auto axes = app::factor_axes(loaded.experiment, loaded.conditions);
    CHECK(std::isnan(axis_named(axes, "diameter_deg").values[6]));
    CHECK(close(axis_named(axes, "diameter_deg").values[5], 4, 0, 0));
    CHECK(axis_named(axes, "unit").labels[7] == "b");
}

TEST_CASE("values are built from each unit's own measurements and from the factors") {
    const std::string text = kHead + kUnits + kStep + R"(factors:
  extra_deg: {"1": {}, "3": {}}
built_from: {patch.diameter_deg: size.srf_deg + extra_deg}
)";
    const Loaded before = load(text);
    CHECK(close(grating_of(before.conditions[0]).diameter_deg.value_or(-1), 2, 0, 0));
    CHECK(std::isnan(before.conditions[0].built.front().value));
    app::Measurements measured;
    measured["a"]["size.srf_deg"] = {"srf_deg", "degree", 1.5, ""};
    measured["b"]["size.srf_deg"] = {"srf_deg", "degree", 2.5, ""};
    const Loaded after = load(text, &measured);
    CHECK(close(grating_of(after.conditions[0]).diameter_deg.value_or(-1), 2.5, 1e-12, 0));
    CHECK(close(grating_of(after.conditions[3]).diameter_deg.value_or(-1), 5.5, 1e-12, 0));
    const auto axes = app::factor_axes(after.experiment, after.conditions);
    CHECK(close(axis_named(axes, "patch_diameter_deg").values[3], 5.5, 1e-12, 0));
    CHECK(axis_named(axes, "patch_diameter_deg").unit == "degree");

    measured["b"]["size.srf_deg"] = {"srf_deg", "degree", NAN, "flat"};
    CHECK_THROWS_WITH(
        load(text, &measured),
        doctest::Contains("size.srf_deg of the unit 'b' could not be measured: flat"));
}

TEST_CASE("levels and catch trials may be expressions of what was measured") {
    const std::string text = kHead + kUnits + kStep + R"(factors:
  size: {small: {patch.diameter_deg: size.srf_deg / 2}, large: {patch.diameter_deg: 6}}
catch_trials: {twice: {patch.diameter_deg: 2 * size.srf_deg}}
)";
    CHECK(close(grating_of(load(text).conditions[0]).diameter_deg.value_or(-1), 2, 0, 0));
    app::Measurements measured;
    measured["a"]["size.srf_deg"] = {"srf_deg", "degree", 1.5, ""};
    measured["b"]["size.srf_deg"] = {"srf_deg", "degree", 2.5, ""};
    const Loaded loaded = load(text, &measured);
    CHECK(close(grating_of(loaded.conditions[0]).diameter_deg.value_or(-1), 0.75, 1e-12, 0));
    CHECK(close(grating_of(loaded.conditions[3]).diameter_deg.value_or(-1), 6, 0, 0));
    CHECK(close(grating_of(loaded.conditions[5]).diameter_deg.value_or(-1), 5, 1e-12, 0));
}

TEST_CASE("a built value that makes an impossible display is refused with its place") {
    app::Measurements measured;
    measured["a"]["size.srf_deg"] = {"srf_deg", "degree", -1, ""};
    measured["b"]["size.srf_deg"] = {"srf_deg", "degree", -1, ""};
    CHECK_THROWS_WITH_AS(
        load(kHead + kUnits + kStep + "built_from: {patch.diameter_deg: size.srf_deg}\n",
             &measured),
        doctest::Contains("diameter_deg"), base::ConfigError);
}

TEST_CASE("expressions may name only what is measured before them") {
    CHECK_THROWS_WITH_AS(
        load(kHead + kUnits + kStep + "built_from: {patch.diameter_deg: size.srf}\n"),
        doctest::Contains("did you mean 'size.srf_deg'?"), base::ConfigError);
    CHECK_THROWS_WITH_AS(
        load(kHead + kUnits + R"(steps:
  size:
    factors: {diameter_deg: {patch.diameter_deg: [1, 2, 4]}}
    built_from: {patch.diameter_deg: size.srf_deg}
    measure: {size: {}}
)"),
        doctest::Contains("neither a numeric factor nor measured by a step before"),
        base::ConfigError);
    CHECK_THROWS_WITH_AS(load(kHead + kStep), doctest::Contains("steps need units to measure"),
                         base::ConfigError);
    CHECK_THROWS_WITH_AS(load(kHead + kUnits + R"(steps:
  size:
    factors: {diameter: {patch.diameter_deg: [1, 2, 4]}}
    measure: {size: {}}
)"),
                         doctest::Contains("the procedure needs the factor 'diameter_deg'"),
                         base::ConfigError);
}

TEST_CASE("conditions come from a table in the field's column names") {
    const test::TemporaryFolder folder;
    std::ofstream(folder.file("table.csv"))
        << "orientation,contrast,Size,block,x_position,y_position\r\n0,0.5,1,first,0,0\r\n"
           "\"45\",1,2,\"a, b\",3,-1\r\n";
    const std::string factor =
        "factors: {row: {csv: table.csv, element: patch, columns: {Size: patch.diameter_deg}, "
        "keep: [block]}}\n";
    const Loaded loaded = load(kHead + factor, nullptr, folder.file("test.yaml"));
    REQUIRE(loaded.conditions.size() == 2);
    CHECK(close(grating_of(loaded.conditions[1]).orientation_deg.value_or(-1), 45, 0, 0));
    CHECK(close(grating_of(loaded.conditions[1]).michelson_contrast, 1, 0, 0));
    CHECK(close(grating_of(loaded.conditions[1]).diameter_deg.value_or(-1), 2, 0, 0));
    CHECK(close(grating_of(loaded.conditions[1]).x_deg, 3, 0, 0));
    CHECK(close(grating_of(loaded.conditions[1]).y_deg, -1, 0, 0));
    const auto axes = app::factor_axes(loaded.experiment, loaded.conditions);
    CHECK(axis_named(axes, "orientation").unit == "degree");
    CHECK(axis_named(axes, "block").labels == std::vector<std::string>{"first", "a, b"});

    std::ofstream(folder.file("table.csv")) << "orientation,kontrast\n0,0.5\n";
    CHECK_THROWS_WITH_AS(load(kHead + "factors: {row: {csv: table.csv, element: patch}}\n", nullptr,
                              folder.file("test.yaml")),
                         doctest::Contains("the table's column 'kontrast' sets nothing"),
                         base::ConfigError);
    std::ofstream(folder.file("table.csv")) << "orientation,contrast\n0,0.5\n10,1.5\n";
    CHECK_THROWS_WITH_AS(load(kHead + "factors: {row: {csv: table.csv, element: patch}}\n", nullptr,
                              folder.file("test.yaml")),
                         doctest::Contains("line 3, column contrast"), base::ConfigError);
    std::ofstream(folder.file("table.csv")) << "orientation,contrast\n0,0.5\n10\n";
    CHECK_THROWS_WITH_AS(load(kHead + "factors: {row: {csv: table.csv, element: patch}}\n", nullptr,
                              folder.file("test.yaml")),
                         doctest::Contains("line 3: 1 fields, but the header has 2"),
                         base::IoError);
}
