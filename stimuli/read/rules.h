#pragma once

/// Rules that many elements share, so that a degree, a size or a contrast means the same
/// everywhere.

#include "sim/config/spec.h"
#include "stimuli/geometry/shape.h"
#include "stimuli/kinds/colour.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ventral::stimuli {

/// Largest size and distance that a display may name, degrees.
inline constexpr double kLargestDeg = 360;

config::Number position_rule(std::string doc);                 ///< -360..360 deg
config::Number size_rule(std::string doc);                     ///< 0 < size <= 360 deg
config::Number size_or_none_rule(std::string doc);             ///< 0 <= size <= 360 deg
config::Number angle_rule(std::string doc);                    ///< any angle, deg
config::Number time_rule(std::string doc);                     ///< any time, ms
config::Number duration_rule(std::string doc, bool can_be_0);  ///< >= 0 or > 0, ms
config::Number share_rule(std::string doc);                    ///< 0..1
config::Number positive_rule(std::string doc);                 ///< > 0
config::Number luminance_rule(std::string doc);                ///< >= 0
config::Number weber_rule(std::string doc);                    ///< >= -1

/// A point written [x, y].
config::Codec<Point> point_codec();

/// A member of a base of T as a member of T.
template <class T, class Base, class V>
V T::*member_of(V Base::*member) {
    return member;
}

/// Refuses an element that has several of luminance, weber_contrast and colour, or none where one
/// is required.
void check_light_keys(const config::Node& node, int count, bool required);
template <class T>
void check_light(const T& lit, bool required, const config::Node& node) {
    const int count = int(lit.luminance.has_value()) + int(lit.weber_contrast.has_value()) +
                      int(lit.colour.has_value());
    check_light_keys(node, count, required);
}

/// x_deg and y_deg.
template <class T>
config::Spec<T>& place_keys(config::Spec<T>& spec, const std::string& what = "centre") {
    return spec.number("x_deg", &T::x_deg, position_rule("Position of the " + what + "."))
        .number("y_deg", &T::y_deg, position_rule("Position of the " + what + ", up."));
}

/// rotation_deg.
template <class T>
config::Spec<T>& rotation_key(config::Spec<T>& spec) {
    return spec.number("rotation_deg", &T::rotation_deg,
                       angle_rule("Turned counter-clockwise about the centre."));
}

/// Codec of [red, green, blue].
config::Codec<Colour> colour_codec();

/// luminance, weber_contrast and colour, one of which is given.
template <class T>
config::Spec<T>& light_keys(config::Spec<T>& spec) {
    return spec
        .number("luminance", &T::luminance,
                luminance_rule("In the display's unit; this, weber_contrast or colour."))
        .number("weber_contrast", &T::weber_contrast,
                weber_rule("Luminance / background - 1; this, luminance or colour."))
        .optional_field("colour", member_of<T>(&T::colour), colour_codec(),
                        "sRGB [red, green, blue], each 0..1, shown by its luminance where white is "
                        "1 (IEC 61966-2-1, Rec. 709); this, luminance or weber_contrast.");
}

/// stream and instance, of what is drawn at random.
template <class T>
config::Spec<T>& draw_keys(config::Spec<T>& spec) {
    return spec
        .text("stream", &T::stream,
              {.doc = "Name of its random stream: elements that share it share their places. "
                      "Default: the element's own name."})
        .integer("instance", &T::instance,
                 {.min = 0, .doc = "Another number gives another draw of the same seed."});
}

}  // namespace ventral::stimuli
