#include "stimuli/geometry/make_outline.h"

#include "stimuli/geometry/contour_shape.h"
#include "stimuli/geometry/spline.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace ventral::stimuli {
namespace {

constexpr double kCurveStepDeg = 0.05;
constexpr int kMorphPoints = 360;

/// Makes a regular polygon's area that of the circle: its corners lie this much farther out.
double corner_excess(double step_deg) {
    const double step = step_deg * std::numbers::pi / 180.0;
    return std::sqrt(step / std::sin(step));
}

Outline placed(const Outline& outline, double x_deg, double y_deg, double rotation_deg) {
    return transformed(outline, Transform(x_deg, y_deg, rotation_deg));
}

/// Points of an arc, counter-clockwise, both ends included.
std::vector<Point> arc(double radius_deg, double start_deg, double sweep_deg) {
    const int pieces = static_cast<int>(std::ceil(sweep_deg));
    const double step = sweep_deg / pieces;
    const double radius = radius_deg * corner_excess(step);
    std::vector<Point> points;
    for (int i = 0; i <= pieces; ++i) {
        const CosSin angle = cos_sin_deg(start_deg + step * i);
        points.push_back({radius * angle.cos, radius * angle.sin});
    }
    return points;
}

Contour drawn(const std::vector<Point>& points, bool spline) {
    return spline ? spline_through(points, true, kCurveStepDeg) : points;
}

Contour scaled(Contour contour, double scale, bool mirror_x) {
    for (Point& p : contour) {
        p = {(mirror_x ? -scale : scale) * p.x_deg, scale * p.y_deg};
    }
    return contour;
}

Outline outline_of(const Rectangle& r) {
    const Outline outline{{make_rectangle(r.width_deg, r.height_deg)}};
    return placed(outline, r.x_deg, r.y_deg, r.rotation_deg);
}

Outline outline_of(const Square& s) {
    return placed({{make_rectangle(s.side_deg, s.side_deg)}}, s.x_deg, s.y_deg, s.rotation_deg);
}

Outline outline_of(const Bar& b) {
    const Outline outline{{make_rectangle(b.length_deg, b.width_deg)}};
    return placed(outline, b.x_deg, b.y_deg, b.orientation_deg);
}

Outline outline_of(const Disk& d) {
    return placed({{make_disk(d.diameter_deg)}}, d.x_deg, d.y_deg, 0);
}

Outline outline_of(const Ellipse& e) {
    Contour contour = make_disk(1);
    for (Point& p : contour) {
        p = {p.x_deg * e.width_deg, p.y_deg * e.height_deg};
    }
    return placed({{contour}}, e.x_deg, e.y_deg, e.rotation_deg);
}

Outline outline_of(const Ring& r) {
    if (r.sweep_deg >= 360) {
        std::vector<Contour> holes;
        if (r.inner_diameter_deg > 0) {
            holes.push_back(make_disk(r.inner_diameter_deg));
        }
        return placed(with_holes(make_disk(r.outer_diameter_deg), holes), r.x_deg, r.y_deg, 0);
    }
    Contour contour = arc(0.5 * r.outer_diameter_deg, r.start_deg, r.sweep_deg);
    if (r.inner_diameter_deg > 0) {
        const std::vector<Point> inner = arc(0.5 * r.inner_diameter_deg, r.start_deg, r.sweep_deg);
        contour.insert(contour.end(), inner.rbegin(), inner.rend());
    } else {
        contour.push_back({0, 0});
    }
    return placed(with_holes(std::move(contour), {}), r.x_deg, r.y_deg, 0);
}

Outline outline_of(const Polygon& p) {
    std::vector<Contour> holes;
    for (const std::vector<Point>& hole : p.holes) {
        holes.push_back(scaled(drawn(hole, p.spline), p.scale, p.mirror_x));
    }
    const Contour outer = scaled(drawn(p.points, p.spline), p.scale, p.mirror_x);
    return placed(with_holes(outer, std::move(holes)), p.x_deg, p.y_deg, p.rotation_deg);
}

Outline outline_of(const ContourShape& c) {
    const Outline outline = with_holes(contour_points(c), {});
    return placed(outline, c.x_deg, c.y_deg, c.rotation_deg);
}

/// Both outlines counter-clockwise, at equal distances from the first point of each.
Outline outline_of(const Morph& m) {
    const auto ordered = [&](const std::vector<Point>& points) {
        Contour contour = drawn(points, m.spline);
        if (signed_area(contour) < 0) {
            contour = Contour(contour.rbegin(), contour.rend());
            contour.insert(contour.begin(), contour.back());
            contour.pop_back();
        }
        return resampled(contour, kMorphPoints);
    };
    const Contour from = ordered(m.from);
    const Contour to = ordered(m.to);
    Contour between;
    for (std::size_t i = 0; i < from.size(); ++i) {
        between.push_back({from[i].x_deg + m.weight * (to[i].x_deg - from[i].x_deg),
                           from[i].y_deg + m.weight * (to[i].y_deg - from[i].y_deg)});
    }
    const Outline outline = with_holes(scaled(between, m.scale, false), {});
    return placed(outline, m.x_deg, m.y_deg, m.rotation_deg);
}

/// The contour shifted to its left by the distance.
Contour shifted_left(const Contour& contour, double distance_deg) {
    constexpr double kMitreLimit = 4;
    Contour shifted;
    const std::size_t n = contour.size();
    for (std::size_t i = 0; i < n; ++i) {
        const Point a = contour[(i + n - 1) % n];
        const Point b = contour[i];
        const Point c = contour[(i + 1) % n];
        const double length_in = std::hypot(b.x_deg - a.x_deg, b.y_deg - a.y_deg);
        const double length_out = std::hypot(c.x_deg - b.x_deg, c.y_deg - b.y_deg);
        if (length_in == 0 || length_out == 0) {
            continue;
        }
        const Point normal_in{(a.y_deg - b.y_deg) / length_in, (b.x_deg - a.x_deg) / length_in};
        const Point normal_out{(b.y_deg - c.y_deg) / length_out, (c.x_deg - b.x_deg) / length_out};
        const double cosine =
            normal_in.x_deg * normal_out.x_deg + normal_in.y_deg * normal_out.y_deg;
        const double stretch = 1 / std::max(1 + cosine, 1e-9);
        if (stretch * 2 > kMitreLimit * kMitreLimit) {
            for (const Point& normal : {normal_in, normal_out}) {
                shifted.push_back(
                    {b.x_deg + distance_deg * normal.x_deg, b.y_deg + distance_deg * normal.y_deg});
            }
        } else {
            shifted.push_back(
                {b.x_deg + distance_deg * stretch * (normal_in.x_deg + normal_out.x_deg),
                 b.y_deg + distance_deg * stretch * (normal_in.y_deg + normal_out.y_deg)});
        }
    }
    return shifted;
}

}  // namespace

Contour make_rectangle(double width_deg, double height_deg) {
    const double x = 0.5 * width_deg;
    const double y = 0.5 * height_deg;
    return {{-x, -y}, {x, -y}, {x, y}, {-x, y}};
}

Contour make_disk(double diameter_deg, int num_corners) {
    const double step = 360.0 / num_corners;
    const double radius = 0.5 * diameter_deg * corner_excess(step);
    Contour contour;
    for (int i = 0; i < num_corners; ++i) {
        const CosSin angle = cos_sin_deg(step * i);
        contour.push_back({radius * angle.cos, radius * angle.sin});
    }
    return contour;
}

Outline make_outline(const Shape& shape) {
    return std::visit([](const auto& value) { return outline_of(value); }, shape);
}

Outline make_border(const Outline& outline, double line_width_deg) {
    Outline border;
    for (const Contour& contour : outline.contours) {
        const double old_area = signed_area(contour);
        const double half = old_area > 0 ? 0.5 * line_width_deg : -0.5 * line_width_deg;
        Contour outer = shifted_left(contour, -half);
        Contour inner = shifted_left(contour, half);
        const bool closed_over = signed_area(inner) * old_area <= 0 ||
                                 std::abs(signed_area(inner)) >= std::abs(old_area);
        const Outline band =
            with_holes(std::move(outer), closed_over ? std::vector<Contour>{}
                                                     : std::vector<Contour>{std::move(inner)});
        border.contours.insert(border.contours.end(), band.contours.begin(), band.contours.end());
    }
    return border;
}

}  // namespace ventral::stimuli
