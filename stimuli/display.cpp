#include "stimuli/display.h"

#include "sim/base/text.h"
#include "stimuli/read/kind_specs.h"
#include "stimuli/read/rules.h"
#include "stimuli/render/luminance_image.h"

#include <algorithm>
#include <variant>

namespace ventral::stimuli {
namespace {

/// True if the element, or one within it, is given a colour.
bool has_colour(const Element& element) {
    const auto any_of = [](const std::vector<Element>& elements) {
        return std::any_of(elements.begin(), elements.end(), has_colour);
    };
    return std::visit(
        [&](const auto& kind) {
            if constexpr (requires { kind.colour; }) {
                return kind.colour.has_value();
            } else if constexpr (requires { kind.elements; }) {
                return any_of(kind.elements);
            } else if constexpr (requires { kind.items; }) {
                return any_of(kind.items);
            } else {
                return false;
            }
        },
        element.kind);
}

void collect_warnings(const std::vector<Element>& elements, std::vector<std::string>& warnings) {
    for (const Element& element : elements) {
        if (const auto* group = std::get_if<Group>(&element.kind)) {
            collect_warnings(group->elements, warnings);
        } else if (const auto* sequence = std::get_if<Sequence>(&element.kind)) {
            collect_warnings(sequence->items, warnings);
        } else if (has_colour(element)) {
            warnings.push_back(base::str("element '", element.name,
                                         "': its colour was converted to luminance (Rec. 709)"));
        } else if (const auto* photograph = std::get_if<Photograph>(&element.kind)) {
            if (photograph->image && has_colours(*photograph->image)) {
                warnings.push_back(base::str("element '", element.name, "': the colours of ",
                                             photograph->file,
                                             " were converted to luminance (Rec. 709)"));
            }
        }
    }
}

/// A colour says how light it is against white, and nothing in candela.
void check_colours(const Display& display, const config::Node& node) {
    if (display.luminance_unit == LuminanceUnit::CandelaPerSquareMetre &&
        std::any_of(display.elements.begin(), display.elements.end(), has_colour)) {
        node.fail_at("luminance_unit", "a colour has no luminance in candela",
                     "relative, or luminance instead of colour");
    }
}

config::Spec<Display> make_display_spec() {
    return config::Spec<Display>("display", "A background and the elements that lie on it.")
        .required_number("background", &Display::background,
                         {.min = 0,
                          .exclusive_min = true,
                          .doc = "Luminance of the empty field, to which the network is adapted."})
        .choice("luminance_unit", &Display::luminance_unit,
                {{"relative", LuminanceUnit::Relative, "Any linear unit, 1 is white."},
                 {"cd_per_m2", LuminanceUnit::CandelaPerSquareMetre, "Candela per square metre."}},
                "Unit of every luminance of the display; only ratios reach the network.")
        .number("refresh_hz", &Display::refresh_hz,
                {.unit = "Hz",
                 .min = 0,
                 .max = 1000,
                 .doc = "0: exact in time; else shown in frames of this rate from t = 0."})
        .named("elements", &Display::elements, &Element::name, element_spec(),
               "From the bottom to the top.")
        .check(check_colours);
}

}  // namespace

const config::Spec<Display>& display_spec() {
    static const config::Spec<Display> kSpec = make_display_spec();
    return kSpec;
}

Display read_display(const config::Node& node) {
    return display_spec().read(node);
}

std::vector<std::string> display_warnings(const Display& display) {
    std::vector<std::string> warnings;
    collect_warnings(display.elements, warnings);
    return warnings;
}

}  // namespace ventral::stimuli
