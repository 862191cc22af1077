#include "stimuli/read/shape_specs.h"

#include "sim/base/text.h"
#include "stimuli/geometry/contour_shape.h"
#include "stimuli/read/points_file.h"
#include "stimuli/read/shape_keys.h"

#include <array>
#include <cmath>

namespace ventral::stimuli {
namespace {

constexpr std::array<ShapeName, 9> kShapes = {{
    {"rectangle", "A rectangle (Hubel & Wiesel 1962)."},
    {"square", "A square (Zhou, Friedman & von der Heydt 2000)."},
    {"bar", "A bar, by its long axis (Hubel & Wiesel 1968)."},
    {"disk", "A disk (Kuffler 1953)."},
    {"ellipse", "An ellipse."},
    {"ring", "A ring, or the sector of one (Franken & Reynolds 2021)."},
    {"polygon",
     "Corners joined by lines or by a spline: C-shapes (Zhou et al. 2000), crosses, letters, "
     "silhouettes."},
    {"contour_shape",
     "A smooth contour by curvature at angular positions (Pasupathy & Connor 2001)."},
    {"morph", "A shape between two outlines (Zoccolan, Cox & DiCarlo 2005)."},
}};

template <std::size_t I>
auto bare() {
    using Geometry = std::variant_alternative_t<I, Shape>;
    return config::alternative(kShapes[I].name,
                               shape_spec<Geometry>(kShapes[I].name, kShapes[I].doc));
}

/// Calls use(alternatives...) with all bare shapes.
template <class Use>
decltype(auto) with_shapes(Use use) {
    return use(bare<0>(), bare<1>(), bare<2>(), bare<3>(), bare<4>(), bare<5>(), bare<6>(),
               bare<7>(), bare<8>());
}
static_assert(std::variant_size_v<Shape> == kShapes.size());

}  // namespace

const ShapeName& shape_name(std::size_t index) {
    return kShapes.at(index);
}

config::Codec<Shape> shape_codec() {
    return with_shapes(
        [](auto... alternatives) { return config::one_of_codec<Shape>(alternatives...); });
}

config::Spec<TextureRegion> texture_region_spec() {
    config::Spec<TextureRegion> spec("texture_region", "A part of the texture that differs.");
    with_shapes([&](auto... alternatives) -> auto& {
        return spec.one_of_keys(&TextureRegion::shape, "Where it lies.", alternatives...);
    });
    return spec
        .number("orientation_deg", &TextureRegion::orientation_deg,
                angle_rule("Of its elements, counter-clockwise from horizontal."))
        .number("orientation_jitter_deg", &TextureRegion::orientation_jitter_deg,
                {.unit = "deg",
                 .min = 0,
                 .max = 90,
                 .doc = "Half range of a uniform spread; 90: random."})
        .number("luminance", &TextureRegion::luminance,
                luminance_rule("Of its elements, if it differs from the ground's."));
}

config::Spec<DotRegion> dot_region_spec() {
    config::Spec<DotRegion> spec("dot_region", "A part whose dots step differently.");
    with_shapes([&](auto... alternatives) -> auto& {
        return spec.one_of_keys(&DotRegion::shape, "Where it lies.", alternatives...);
    });
    return spec
        .number("direction_deg", &DotRegion::direction_deg, angle_rule("Of its steps, period 360."))
        .number("step_deg", &DotRegion::step_deg, size_or_none_rule("Length of a step."));
}

config::Codec<std::vector<Point>> points_codec(std::size_t fewest) {
    const config::Count count{fewest, 2000};
    config::Codec<std::vector<Point>> list = config::list_codec(point_codec(), count);
    config::Codec<std::vector<Point>> codec = list;
    codec.read = [fewest, read_list = list.read](const config::Node& node) {
        if (!node.is_scalar()) {
            return read_list(node);
        }
        std::vector<Point> points = read_points(node);
        if (points.size() < fewest) {
            node.fail(base::str("the file holds ", points.size(), " points"),
                      base::str("at least ", fewest, " points"));
        }
        return points;
    };
    codec.outline = {};
    codec.outline.type_name = "a list of points or a CSV file";
    codec.outline.schema_text = R"({"oneOf": [{"type": "string"}, {"type": "array", "items": )"
                                R"({"type": "array", "items": {"type": "number"}, "minItems": 2, )"
                                R"("maxItems": 2}}]})";
    return codec;
}

const config::Spec<ContourKnot>& knot_spec() {
    static const config::Spec<ContourKnot> kSpec =
        config::Spec<ContourKnot>("knot", "The contour at one angular position.")
            .required_number(
                "angle_deg", &ContourKnot::angle_deg,
                {.unit = "deg", .min = -360, .max = 360, .doc = "Seen from the shape's centre."})
            .number("radius", &ContourKnot::radius,
                    {.min = 0,
                     .max = 10,
                     .exclusive_min = true,
                     .doc = "In units of the base circle's."})
            .number("curvature", &ContourKnot::curvature,
                    {.min = -100,
                     .max = 100,
                     .doc = "In units of the base circle's; below 0: concave."});
    return kSpec;
}

void check_crossing(const Outline& outline, const config::Node& node, const std::string& key) {
    if (const std::optional<Point> crossing = find_self_crossing(outline)) {
        const auto rounded = [](double value) {
            return base::format_number(std::round(value * 1000) / 1000);
        };
        node.fail_at(key,
                     base::str("the outline crosses itself at [", rounded(crossing->x_deg), ", ",
                               rounded(crossing->y_deg), "]"),
                     "an outline whose sides meet only at its corners");
    }
}

void check_knots(const ContourShape& shape, const config::Node& node) {
    for (std::size_t i = 1; i < shape.knots.size(); ++i) {
        if (shape.knots[i].angle_deg <= shape.knots[i - 1].angle_deg) {
            node.fail_at("knots", "the angles of the knots do not ascend", "ascending angles");
        }
    }
    if (shape.knots.back().angle_deg - shape.knots.front().angle_deg >= 360) {
        node.fail_at("knots", "the knots span a full turn or more", "angles within 360 degrees");
    }
    for (int angle = 0; angle < 360; ++angle) {
        if (contour_radius_deg(shape, angle) <= 0) {
            node.fail_at("knots",
                         base::str("the contour passes through its centre at ", angle, " degrees"),
                         "a radius above 0 at every angle",
                         "lower the curvature or set another knot between");
        }
    }
}

}  // namespace ventral::stimuli
