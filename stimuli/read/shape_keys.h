#pragma once

/// The keys of every shape, for the bare shape (a region, a mask) and for the painted one alike.

#include "sim/base/text.h"
#include "stimuli/geometry/make_outline.h"
#include "stimuli/read/rules.h"

#include <string>

namespace ventral::stimuli {

/// Refuses an outline that crosses itself.
void check_crossing(const Outline& outline, const config::Node& node, const std::string& key);
/// Refuses knots out of order or a radius that vanishes between them.
void check_knots(const ContourShape& shape, const config::Node& node);
const config::Spec<ContourKnot>& knot_spec();
/// Codec of a list of points, or of the name of a CSV file that holds them.
config::Codec<std::vector<Point>> points_codec(std::size_t fewest);

template <class T>
void add_shape_keys(config::Spec<T>& spec, const Rectangle*) {
    place_keys(spec)
        .required_number("width_deg", &T::width_deg, size_rule("Full width."))
        .required_number("height_deg", &T::height_deg, size_rule("Full height."));
    rotation_key(spec);
}

template <class T>
void add_shape_keys(config::Spec<T>& spec, const Square*) {
    place_keys(spec).required_number("side_deg", &T::side_deg, size_rule("Full side."));
    rotation_key(spec);
}

template <class T>
void add_shape_keys(config::Spec<T>& spec, const Bar*) {
    place_keys(spec)
        .required_number("length_deg", &T::length_deg, size_rule("Along the orientation."))
        .required_number("width_deg", &T::width_deg, size_rule("Across it."))
        .number("orientation_deg", &T::orientation_deg,
                angle_rule("Of the long axis, counter-clockwise from horizontal."));
}

template <class T>
void add_shape_keys(config::Spec<T>& spec, const Disk*) {
    place_keys(spec).required_number("diameter_deg", &T::diameter_deg, size_rule("Diameter."));
}

template <class T>
void add_shape_keys(config::Spec<T>& spec, const Ellipse*) {
    place_keys(spec)
        .required_number("width_deg", &T::width_deg, size_rule("Full horizontal axis."))
        .required_number("height_deg", &T::height_deg, size_rule("Full vertical axis."));
    rotation_key(spec);
}

template <class T>
void add_shape_keys(config::Spec<T>& spec, const Ring*) {
    place_keys(spec)
        .required_number("outer_diameter_deg", &T::outer_diameter_deg, size_rule("Outer diameter."))
        .required_number("inner_diameter_deg", &T::inner_diameter_deg,
                         size_or_none_rule("Diameter of the hole, below the outer one."))
        .number("start_deg", &T::start_deg, angle_rule("Where a sector begins."))
        .number("sweep_deg", &T::sweep_deg,
                {.unit = "deg",
                 .min = 0,
                 .max = 360,
                 .exclusive_min = true,
                 .doc = "Angle of the sector, counter-clockwise; 360: the whole ring."})
        .check([](const T& ring, const config::Node& node) {
            if (ring.inner_diameter_deg >= ring.outer_diameter_deg) {
                node.fail_at("inner_diameter_deg", "the hole is not smaller than the ring",
                             base::str("0 <= inner_diameter_deg < outer_diameter_deg = ",
                                       base::format_number(ring.outer_diameter_deg)));
            }
        });
}

template <class T>
void add_shape_keys(config::Spec<T>& spec, const Polygon*) {
    place_keys(spec, "origin of the points")
        .required_field(
            "points_deg", member_of<T>(&Polygon::points), points_codec(3),
            "Corners [x, y] in order, relative to (x_deg, y_deg); or a CSV file of them.")
        .field("holes_deg", member_of<T>(&Polygon::holes), config::list_codec(points_codec(3)),
               "Outlines cut out of it.");
    rotation_key(spec)
        .number("scale", &T::scale, positive_rule("Factor on the points."))
        .boolean("spline", &T::spline, "A smooth closed curve through the points.")
        .boolean("mirror_x", &T::mirror_x, "Mirrored left to right before it is turned.")
        .check([](const T& polygon, const config::Node& node) {
            check_crossing(make_outline(static_cast<const Polygon&>(polygon)), node, "points_deg");
        });
}

template <class T>
void add_shape_keys(config::Spec<T>& spec, const ContourShape*) {
    place_keys(spec)
        .required_number("diameter_deg", &T::diameter_deg,
                         size_rule("Diameter of the base circle."))
        .required_field("knots", member_of<T>(&ContourShape::knots),
                        config::list_codec(knot_spec().codec(), {2, 64}),
                        "Radius and curvature at ascending angular positions.");
    rotation_key(spec).check([](const T& shape, const config::Node& node) {
        check_knots(shape, node);
        check_crossing(make_outline(static_cast<const ContourShape&>(shape)), node, "knots");
    });
}

template <class T>
void add_shape_keys(config::Spec<T>& spec, const Morph*) {
    place_keys(spec, "origin of the points")
        .required_field("from_deg", member_of<T>(&Morph::from), points_codec(3),
                        "Outline at weight 0, [x, y] in order.")
        .required_field("to_deg", member_of<T>(&Morph::to), points_codec(3),
                        "Outline at weight 1; its first point belongs to that of the other.")
        .number("weight", &T::weight,
                {.min = -2, .max = 3, .doc = "0: from_deg, 1: to_deg; beyond, exaggerated."});
    rotation_key(spec)
        .number("scale", &T::scale, positive_rule("Factor on the points."))
        .boolean("spline", &T::spline, "Smooth closed curves through the points.")
        .check([](const T& morph, const config::Node& node) {
            check_crossing(make_outline(static_cast<const Morph&>(morph)), node, "weight");
        });
}

/// The record of a bare shape.
template <class Geometry>
config::Spec<Geometry> shape_spec(const std::string& name, const std::string& doc) {
    config::Spec<Geometry> spec(name, doc);
    add_shape_keys(spec, static_cast<const Geometry*>(nullptr));
    return spec;
}

}  // namespace ventral::stimuli
