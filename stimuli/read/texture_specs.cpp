#include "sim/base/text.h"
#include "stimuli/geometry/make_outline.h"
#include "stimuli/read/kind_specs.h"
#include "stimuli/read/rules.h"
#include "stimuli/read/shape_specs.h"

#include <algorithm>
#include <cmath>

namespace ventral::stimuli {
namespace {

config::Number density_rule(std::string doc) {
    return {.unit = "1/deg2", .min = 0, .max = 2500, .exclusive_min = true, .doc = std::move(doc)};
}

template <class T>
config::Spec<T>& extent_keys(config::Spec<T>& spec) {
    return place_keys(spec, "centre of the extent")
        .number("width_deg", &T::width_deg, size_rule("Extent; absent: the whole field."))
        .number("height_deg", &T::height_deg, size_rule("Extent; absent: the whole field."))
        .check([](const T& texture, const config::Node& node) {
            if (texture.width_deg.has_value() != texture.height_deg.has_value()) {
                node.fail("only one side of the extent is given",
                          "width_deg and height_deg, or neither");
            }
        });
}

/// Refuses elements that are longer than the narrow side of a region or of the extent.
void check_length(const LineTexture& texture, const config::Node& node) {
    const auto check = [&](double narrow, const std::string& what) {
        if (texture.element_length_deg > narrow) {
            node.fail_at("element_length_deg",
                         base::str("the line elements are longer than ", what),
                         base::str("element_length_deg <= ", base::format_number(narrow)));
        }
    };
    for (const TextureRegion& region : texture.regions) {
        const Bounds box = bounds(make_outline(region.shape));
        check(std::min(box.width_deg(), box.height_deg()),
              base::str("the region '", region.name, "'"));
    }
    if (texture.width_deg && texture.height_deg) {
        check(std::min(*texture.width_deg, *texture.height_deg), "the texture");
    }
    if (texture.element_width_deg > texture.element_length_deg) {
        node.fail_at("element_width_deg", "the line elements are wider than long",
                     base::str("element_width_deg <= element_length_deg = ",
                               base::format_number(texture.element_length_deg)));
    }
}

}  // namespace

config::Spec<LineTexture> line_texture_spec() {
    config::Spec<LineTexture> spec("line_texture",
                                   "Oriented line elements on a jittered lattice, with regions "
                                   "that differ (Lamme 1995; Poort et al. 2012).");
    extent_keys(spec)
        .required_number("element_length_deg", &LineTexture::element_length_deg,
                         size_rule("Of a line."))
        .required_number("element_width_deg", &LineTexture::element_width_deg,
                         size_rule("Of a line."))
        .required_number("density_per_deg2", &LineTexture::density_per_deg2,
                         density_rule("Elements per square degree."))
        .number("jitter", &LineTexture::jitter,
                share_rule("Spread of the places, as a share of the lattice's cell."))
        .number("orientation_deg", &LineTexture::orientation_deg,
                angle_rule("Of the ground's elements, counter-clockwise from horizontal."))
        .number("orientation_jitter_deg", &LineTexture::orientation_jitter_deg,
                {.unit = "deg",
                 .min = 0,
                 .max = 90,
                 .doc = "Half range of a uniform spread; 90: random."});
    light_keys(spec)
        .choice("at_border", &LineTexture::at_border,
                {{"move", AtBorder::Move, "Pushed to its own side; left out if it does not fit."},
                 {"remove", AtBorder::Remove, "Left out."},
                 {"clip", AtBorder::Clip, "Cut at the border."}},
                "What becomes of an element that would cross the border of a region.")
        .named("regions", &LineTexture::regions, &TextureRegion::name, texture_region_spec(),
               "Parts that differ, the later on top.");
    return draw_keys(spec)
        .check(check_length)
        .check([](const LineTexture& texture, const config::Node& node) {
            check_light(texture, true, node);
        });
}

config::Spec<DotTexture> dot_texture_spec() {
    config::Spec<DotTexture> spec(
        "dot_texture",
        "Random dots that may step together, and differently in regions (Lamme 1995).");
    extent_keys(spec)
        .required_number("dot_diameter_deg", &DotTexture::dot_diameter_deg, size_rule("Of a dot."))
        .required_number("density_per_deg2", &DotTexture::density_per_deg2,
                         density_rule("Dots per square degree."));
    light_keys(spec)
        .number("dark_fraction", &DotTexture::dark_fraction,
                share_rule("Share of the dots that have the opposite contrast."))
        .number("direction_deg", &DotTexture::direction_deg,
                angle_rule("Of the ground's steps, period 360."))
        .number("step_deg", &DotTexture::step_deg, size_or_none_rule("Length of a step."))
        .number("first_step_ms", &DotTexture::first_step_ms, time_rule("Time of the first step."))
        .number("step_interval_ms", &DotTexture::step_interval_ms,
                duration_rule("From one step to the next.", true))
        .integer("num_steps", &DotTexture::num_steps,
                 {.min = 0, .max = 1'000'000, .doc = "0: the dots stand still."})
        .named("regions", &DotTexture::regions, &DotRegion::name, dot_region_spec(),
               "Parts that step differently, the later on top.");
    return draw_keys(spec).check([](const DotTexture& texture, const config::Node& node) {
        check_light(texture, true, node);
        if (texture.num_steps > 1 && texture.step_interval_ms == 0) {
            node.fail_at("num_steps", "several steps need an interval", "step_interval_ms > 0");
        }
        if (texture.num_steps > 0 && !std::isfinite(texture.first_step_ms)) {
            node.fail_at("first_step_ms", "the first step has no time", "a finite time");
        }
        if (texture.dark_fraction > 0 && !texture.weber_contrast) {
            node.fail_at("dark_fraction", "dots of opposite contrast need weber_contrast",
                         "0, or weber_contrast instead of luminance");
        }
        if (texture.dark_fraction > 0 && *texture.weber_contrast > 1) {
            node.fail_at("weber_contrast", "the opposite contrast would be below -1",
                         "-1 <= weber_contrast <= 1 with dark_fraction above 0");
        }
    });
}

}  // namespace ventral::stimuli
