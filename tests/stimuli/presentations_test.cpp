#include "stimuli/presentations.h"

#include "sim/config/load.h"
#include "stimuli/catalogue.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <utility>

using namespace ventral;
using test::close;

namespace {

stimuli::Display display_of(const std::string& elements) {
    return stimuli::read_display(
        config::load_text("{background: 0.5, elements: {" + elements + "}}", "test"));
}

std::vector<stimuli::Presentation> shown(const std::string& elements,
                                         const stimuli::Placement& placement = {},
                                         std::uint64_t seed = 1) {
    return stimuli::list_presentations(display_of(elements), seed, placement);
}

template <std::size_t... I>
std::vector<std::string> kind_names(std::index_sequence<I...>) {
    return {stimuli::kind_name(stimuli::Kind(std::in_place_index<I>))...};
}

}  // namespace

TEST_CASE("every kind is called as in the catalogue") {
    const auto names = kind_names(std::make_index_sequence<std::variant_size_v<stimuli::Kind>>());
    const auto catalogue = stimuli::element_kinds();
    for (std::size_t i = 0; i < names.size(); ++i) {
        CHECK(names[i] == catalogue[i].name);
    }
    CHECK(shown("a: {square: {side_deg: 2, luminance: 1}}").front().name == "square");
    CHECK(shown("a: {uniform: {luminance: 1}}").front().name == "flashes");
}

TEST_CASE("gratings are listed by their motion, and drift has a direction") {
    const auto list = shown(
        "still: {grating: {orientation_deg: 30, spatial_frequency_cpd: 2, phase_deg: 90, "
        "michelson_contrast: 0.4, diameter_deg: 3}}, "
        "moving: {grating: {direction_deg: 200, spatial_frequency_cpd: 1, michelson_contrast: 1, "
        "motion: drifting, temporal_frequency_hz: 4}}");
    REQUIRE(list.size() == 2);
    CHECK(list[0].name == "static_gratings");
    CHECK(list[0].orientation_deg == 30);
    CHECK(std::isnan(list[0].direction_deg));
    CHECK(list[0].spatial_frequency_cpd == 2);
    CHECK(list[0].temporal_frequency_hz == 0);
    CHECK(list[0].phase_deg == 90);
    CHECK(list[0].contrast == 0.4);
    CHECK(list[0].size_deg == 3);
    CHECK(list[1].name == "drifting_gratings");
    CHECK(list[1].orientation_deg == 110);
    CHECK(list[1].direction_deg == 200);
    CHECK(list[1].temporal_frequency_hz == 4);
    CHECK(std::isnan(list[1].size_deg));
}

TEST_CASE("places are in the visual field: placement and groups turn and shift them") {
    const stimuli::Placement placement{2.5, -1.5, 90};
    const auto alone =
        shown("a: {bar: {x_deg: 1, length_deg: 2, width_deg: 0.1, luminance: 1}}", placement);
    CHECK(alone.front().x_deg == 2.5);
    CHECK(alone.front().y_deg == -0.5);
    CHECK(alone.front().orientation_deg == 90);
    const auto grouped = shown(
        "g: {group: {x_deg: 1, y_deg: 2, rotation_deg: 180, elements: "
        "{a: {bar: {x_deg: 1, length_deg: 2, width_deg: 0.1, luminance: 1}}}}}",
        placement);
    CHECK(grouped.front().element == "g/a");
    CHECK(close(grouped.front().x_deg, 0.5, 0, 1e-12));
    CHECK(close(grouped.front().y_deg, -1.5, 0, 1e-12));
}

TEST_CASE("the items of a sequence follow one another, cut by the sequence's own end") {
    const std::string sequence =
        "s: {sequence: {each_ms: 100, blank_ms: 50, repeats: 2, items: {"
        "a: {disk: {diameter_deg: 1, luminance: 1}}, b: {disk: {diameter_deg: 2, luminance: 1}}}}, "
        "onset_ms: 20, offset_ms: 400}";
    const auto list = shown(sequence);
    REQUIRE(list.size() == 3);
    CHECK(list[0].element == "s/a");
    CHECK(list[0].start_ms == 20);
    CHECK(list[0].stop_ms == 120);
    CHECK(list[1].start_ms == 170);
    CHECK(list[1].size_deg == 2);
    CHECK(list[2].element == "s/a");
    CHECK(list[2].start_ms == 320);
    CHECK(list[2].stop_ms == 400);
}

TEST_CASE("a shuffled sequence is told, and another seed orders it otherwise") {
    std::string items;
    for (int i = 0; i < 8; ++i) {
        items += (i == 0 ? "i" : ", i") + std::to_string(i) +
                 ": {disk: {diameter_deg: 1, luminance: 1}}";
    }
    const std::string sequence =
        "s: {sequence: {each_ms: 10, shuffled: true, items: {" + items + "}}}";
    const auto names = [&](std::uint64_t seed) {
        std::string text;
        for (const auto& one : shown(sequence, {}, seed)) {
            text += one.element;
        }
        return text;
    };
    CHECK(stimuli::has_shuffled_sequence(display_of(sequence)));
    CHECK_FALSE(stimuli::has_shuffled_sequence(display_of("a: {uniform: {luminance: 1}}")));
    CHECK(names(1) == names(1));
    CHECK(names(1) != names(2));
}
