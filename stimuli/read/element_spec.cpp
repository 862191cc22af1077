#include "sim/base/text.h"
#include "stimuli/read/figure_specs.h"
#include "stimuli/read/kind_specs.h"

#include <cmath>

namespace ventral::stimuli {
namespace {

using config::alternative;
using config::Node;

/// Elements within a group or a sequence are read when they are met, so that they may hold groups
/// again.
config::Codec<std::vector<Element>> elements_codec() {
    return config::named_codec(element_spec().codec(), &Element::name, {1, 10'000});
}

template <class T>
void add_elements(config::Spec<T>& spec,
                  const std::string& key,
                  std::vector<Element> T::*member,
                  const std::string& doc) {
    spec.required_custom(
        key, [member](const Node& node, T& value) { value.*member = elements_codec().read(node); },
        [member](const T& value) -> std::optional<Node> {
            return elements_codec().write(value.*member);
        },
        R"({"type": "object", "minProperties": 1})", "a map of elements", doc);
}

config::Spec<Movement> movement_spec() {
    return config::Spec<Movement>("movement", "A movement of the whole element.")
        .number("direction_deg", &Movement::direction_deg,
                angle_rule("Counter-clockwise from rightward, period 360."))
        .number("speed_deg_per_s", &Movement::speed_deg_per_s,
                {.unit = "deg/s", .min = 0, .max = 1000, .doc = "Speed."})
        .number("spin_deg_per_s", &Movement::spin_deg_per_s,
                {.unit = "deg/s",
                 .min = -36'000,
                 .max = 36'000,
                 .doc = "Turning about its own centre, counter-clockwise."})
        .number("from_ms", &Movement::from_ms, time_rule("At rest before."))
        .number("until_ms", &Movement::until_ms, time_rule("At rest after."))
        .check([](const Movement& movement, const Node& node) {
            if (movement.until_ms <= movement.from_ms) {
                node.fail_at(
                    "until_ms", "the movement ends before it begins",
                    base::str("until_ms > from_ms = ", base::format_number(movement.from_ms)));
            }
            if (!std::isfinite(movement.from_ms)) {
                node.fail_at("from_ms", "the movement has no beginning", "a finite time");
            }
        });
}

void check_times(const Element& element, const Node& node) {
    const double shown = element.offset_ms - element.onset_ms;
    if (!(shown > 0)) {
        node.fail_at("offset_ms", "the element ends before it begins",
                     base::str("offset_ms > onset_ms = ", base::format_number(element.onset_ms)));
    }
    if (2 * element.ramp_ms > shown) {
        node.fail_at("ramp_ms", "the ramps are longer than the element is shown",
                     base::str("0 <= ramp_ms <= ", base::format_number(0.5 * shown)));
    }
    const bool cyclic = element.ramp_ms > 0 || element.flicker_ms > 0;
    const bool is_sequence = std::holds_alternative<Sequence>(element.kind);
    if ((cyclic || is_sequence) && !std::isfinite(element.onset_ms)) {
        node.fail_at("onset_ms", "an element that changes needs a beginning", "a finite time");
    }
}

template <std::size_t I>
auto figure() {
    return alternative(shape_name(I).name, figure_spec<std::variant_alternative_t<I, Shape>>(I));
}

config::Spec<Element> make_element_spec() {
    config::Spec<Element> spec("element", "One element of a display.");
    spec.one_of_keys(&Element::kind, "What is shown.", figure<0>(), figure<1>(), figure<2>(),
                     figure<3>(), figure<4>(), figure<5>(), figure<6>(), figure<7>(), figure<8>(),
                     alternative("curve", curve_spec()), alternative("uniform", uniform_spec()),
                     alternative("gradient", gradient_spec()),
                     alternative("grating", grating_spec()), alternative("plaid", plaid_spec()),
                     alternative("gabor", gabor_spec()),
                     alternative("line_texture", line_texture_spec()),
                     alternative("dot_texture", dot_texture_spec()),
                     alternative("photograph", photograph_spec()),
                     alternative("spectral_noise", spectral_noise_spec()),
                     alternative("dead_leaves", dead_leaves_spec()),
                     alternative("mapping_noise", mapping_noise_spec()),
                     alternative("group", group_spec()), alternative("sequence", sequence_spec()))
        .number("onset_ms", &Element::onset_ms,
                time_rule("Shown from this time on; 0 is stimulus onset, -.inf: always."))
        .number("offset_ms", &Element::offset_ms, time_rule("Hidden from this time on."))
        .number("ramp_ms", &Element::ramp_ms,
                duration_rule("Linear rise after the onset and fall before the offset.", true))
        .number("flicker_ms", &Element::flicker_ms,
                duration_rule("Shown and hidden in turn, each for this long; 0: no flicker.", true))
        .number("opacity", &Element::opacity, share_rule("Factor on its coverage."))
        .choice("blend", &Element::blend,
                {{"over", Blend::Over, "It covers what lies below."},
                 {"add", Blend::Add, "Its difference from the background is added."}},
                "How its light meets what lies below.")
        .optional_field("inside", &Element::inside, shape_codec(),
                        "Cut to this shape, which stands still while the element moves.")
        .optional_field("outside", &Element::outside, shape_codec(), "Cut out of this shape.")
        .record("movement", &Element::movement, movement_spec(), "How it moves.")
        .check(check_times);
    return spec;
}

}  // namespace

config::Spec<Group> group_spec() {
    config::Spec<Group> spec("group",
                             "Elements that are placed, turned, shown and moved together.");
    rotation_key(place_keys(spec, "group's origin"));
    add_elements(spec, "elements", &Group::elements, "Its members, from the bottom to the top.");
    return spec;
}

config::Spec<Sequence> sequence_spec() {
    config::Spec<Sequence> spec("sequence",
                                "Elements shown one after the other, each with its own time from "
                                "its slot on (rapid serial presentation: Keysers, Xiao, Foldiak & "
                                "Perrett 2001).");
    spec.required_number("each_ms", &Sequence::each_ms, duration_rule("Time of an item.", false))
        .number("blank_ms", &Sequence::blank_ms, duration_rule("Between two items.", true))
        .integer("repeats", &Sequence::repeats,
                 {.min = 1, .max = 10'000, .doc = "Rounds through all items."})
        .boolean("shuffled", &Sequence::shuffled, "A seeded order in every round.");
    add_elements(spec, "items", &Sequence::items, "What is shown, in order.");
    return spec;
}

const config::Spec<Element>& element_spec() {
    static const config::Spec<Element> kSpec = make_element_spec();
    return kSpec;
}

}  // namespace ventral::stimuli
