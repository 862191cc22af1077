#include "stimuli/read/figure_specs.h"
#include "stimuli/read/kind_specs.h"

namespace ventral::stimuli {
namespace {

void check_gaps(const Curve& curve, const config::Node& node) {
    double end = 0;
    for (const auto& [from, to] : curve.gaps_deg) {
        if (from < end || to <= from) {
            node.fail_at("gaps_deg", "the gaps are not in order along the curve",
                         "[start, end] pairs that ascend and do not overlap");
        }
        end = to;
    }
}

void check_points(const Curve& curve, const config::Node& node) {
    for (std::size_t i = 1; i < curve.points.size(); ++i) {
        if (curve.points[i] == curve.points[i - 1]) {
            node.fail_at("points_deg", "two successive points are the same", "different points");
        }
    }
}

}  // namespace

config::Spec<Curve> curve_spec() {
    config::Spec<Curve> spec("curve",
                             "A curve through points, for tracing; curves may cross (Roelfsema, "
                             "Lamme & Spekreijse 1998).");
    place_keys(spec, "origin of the points")
        .required_field("points_deg", &Curve::points, points_codec(2),
                        "Points [x, y] in order, relative to (x_deg, y_deg).")
        .boolean("spline", &Curve::spline, "A smooth curve through the points, or straight lines.")
        .required_number("width_deg", &Curve::width_deg, size_rule("Width of the line."))
        .field("gaps_deg", &Curve::gaps_deg,
               config::list_codec(config::array_codec<double, 2>(
                   config::number_codec(size_or_none_rule("Distance along the curve.")))),
               "[start, end] of gaps, in degrees along the curve.")
        .number("start_disk_diameter_deg", &Curve::start_disk_diameter_deg,
                size_or_none_rule("Disk at the first point; 0: none."))
        .number("end_disk_diameter_deg", &Curve::end_disk_diameter_deg,
                size_or_none_rule("Disk at the last point; 0: none."));
    rotation_key(spec).number("scale", &Curve::scale,
                              positive_rule("Factor on the points, not on the width."));
    return paint_keys(spec).check(check_gaps).check(check_points);
}

}  // namespace ventral::stimuli
