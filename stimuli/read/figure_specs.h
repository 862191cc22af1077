#pragma once

/// The records of painted shapes.

#include "stimuli/kinds/figure.h"
#include "stimuli/read/shape_keys.h"
#include "stimuli/read/shape_specs.h"

#include <string>

namespace ventral::stimuli {

/// luminance, weber_contrast, colour, transmittance.
template <class T>
config::Spec<T>& paint_keys(config::Spec<T>& spec) {
    return light_keys(spec)
        .number("transmittance", &T::transmittance,
                share_rule("Share of the light below that shines through: a filter if no light is "
                           "given, a film if one is."))
        .check([](const T& value, const config::Node& node) {
            check_light(value, value.transmittance == 0, node);
        });
}

/// A painted shape, filled or as an outline.
template <class Geometry>
config::Spec<Figure<Geometry>> figure_spec(std::size_t index) {
    using Painted = Figure<Geometry>;
    config::Spec<Painted> spec(shape_name(index).name, shape_name(index).doc);
    add_shape_keys(spec, static_cast<const Geometry*>(nullptr));
    return paint_keys(spec).number(
        "line_width_deg", &Painted::line_width_deg,
        size_or_none_rule("Width of an outline centred on the contour; 0: filled."));
}

}  // namespace ventral::stimuli
