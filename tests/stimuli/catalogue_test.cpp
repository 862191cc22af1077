#include "stimuli/catalogue.h"

#include "sim/config/spec.h"
#include "stimuli/read/kind_specs.h"
#include "tests/stimuli/rendering.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace ventral;
using namespace ventral::test;

TEST_CASE("the catalogue names every kind with the unit, range and meaning of its parameters") {
    const auto kinds = stimuli::element_kinds();
    CHECK(kinds.size() == std::variant_size_v<stimuli::Kind> + 1);
    for (const stimuli::KindEntry& kind : kinds) {
        CAPTURE(kind.name);
        CHECK_FALSE(kind.doc.empty());
        CHECK_FALSE(kind.parameters.empty());
        for (const stimuli::ParameterEntry& parameter : kind.parameters) {
            CAPTURE(parameter.name);
            CHECK_FALSE(parameter.doc.empty());
            CHECK_FALSE(parameter.type.empty());
            CHECK((parameter.name.ends_with("_deg") ? parameter.unit == "deg" : true));
            CHECK((parameter.name.ends_with("_ms") ? parameter.unit == "ms" : true));
        }
    }
    const auto disk = std::find_if(kinds.begin(), kinds.end(),
                                   [](const auto& kind) { return kind.name == "disk"; });
    REQUIRE(disk != kinds.end());
    const auto diameter =
        std::find_if(disk->parameters.begin(), disk->parameters.end(),
                     [](const auto& parameter) { return parameter.name == "diameter_deg"; });
    REQUIRE(diameter != disk->parameters.end());
    CHECK(diameter->is_required);
    CHECK(diameter->range == "0 < diameter_deg <= 360 deg");
}

TEST_CASE("the catalogue names a paper for every kind that one paper made known") {
    const std::vector<std::string> without = {"ellipse", "gradient", "group", "(every element)"};
    for (const stimuli::KindEntry& kind : stimuli::element_kinds()) {
        const bool has_year =
            kind.doc.find(" 19") != std::string::npos || kind.doc.find(" 20") != std::string::npos;
        const bool is_plain = std::find(without.begin(), without.end(), kind.name) != without.end();
        CAPTURE(kind.name);
        CHECK(has_year != is_plain);
    }
}

TEST_CASE("a display written out and read again is the same") {
    const stimuli::Display display = display_of(
        "background: 0.4\n"
        "refresh_hz: 60\n"
        "elements:\n"
        "  a: {square: {side_deg: 1, luminance: 2}, onset_ms: 5, offset_ms: 70, ramp_ms: 3}\n"
        "  b: {line_texture: {element_length_deg: 0.5, element_width_deg: 0.1, density_per_deg2: "
        "3, "
        "weber_contrast: 0.5, regions: {f: {disk: {diameter_deg: 4}, orientation_deg: 90}}}}\n"
        "  c: {plaid: {components: [{spatial_frequency_cpd: 1, michelson_contrast: 0.5}]}, inside: "
        "{ring: {outer_diameter_deg: 3, inner_diameter_deg: 1}}, blend: add}\n"
        "  d: {group: {x_deg: 1, elements: {e: {sequence: {each_ms: 10, items: {f: {curve: "
        "{points_deg: [[0, 0], [1, 1]], width_deg: 0.1, gaps_deg: [[0.2, 0.4]], luminance: 1}}}}}"
        "}}}\n");
    const config::Node node = stimuli::display_spec().to_node(display);
    CHECK(stimuli::read_display(node) == display);
    const config::Node text =
        config::load_text(stimuli::display_spec().dump(display), "written.yaml");
    CHECK(stimuli::read_display(text) == display);
}

TEST_CASE("the schema and the reference are made from the same registry") {
    const std::string schema = stimuli::display_spec().schema_text();
    const std::string reference = stimuli::display_spec().reference();
    for (const char* name : {"line_texture", "spatial_frequency_cpd", "inner_diameter_deg"}) {
        CHECK(schema.find(name) != std::string::npos);
        CHECK(reference.find(name) != std::string::npos);
    }
}
