#include "stimuli/geometry/outline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ventral::stimuli {
namespace {

double cross(Point origin, Point a, Point b) {
    return (a.x_deg - origin.x_deg) * (b.y_deg - origin.y_deg) -
           (a.y_deg - origin.y_deg) * (b.x_deg - origin.x_deg);
}

/// Calls visit(a, b) for every side.
template <class Visit>
void for_each_side(const Outline& outline, Visit visit) {
    for (const Contour& contour : outline.contours) {
        for (std::size_t i = 0; i < contour.size(); ++i) {
            visit(contour[i], contour[i + 1 < contour.size() ? i + 1 : 0]);
        }
    }
}

/// Keeps the part of a-b to the left of p-q; false if nothing is left.
bool clip_to_left(Point p, Point q, Point& a, Point& b) {
    const double side_a = cross(p, q, a);
    const double side_b = cross(p, q, b);
    if (side_a < 0 && side_b < 0) {
        return false;
    }
    if (side_a < 0 || side_b < 0) {
        const double t = side_a / (side_a - side_b);
        const Point cut{a.x_deg + t * (b.x_deg - a.x_deg), a.y_deg + t * (b.y_deg - a.y_deg)};
        (side_a < 0 ? a : b) = cut;
    }
    return true;
}

bool segments_cross(Point a, Point b, Point c, Point d) {
    const double abc = cross(a, b, c);
    const double abd = cross(a, b, d);
    const double cda = cross(c, d, a);
    const double cdb = cross(c, d, b);
    return ((abc > 0) != (abd > 0)) && ((cda > 0) != (cdb > 0)) && (abc != abd) && (cda != cdb);
}

Point crossing_point(Point a, Point b, Point c, Point d) {
    const double t = cross(c, d, a) / (cross(c, d, a) - cross(c, d, b));
    return {a.x_deg + t * (b.x_deg - a.x_deg), a.y_deg + t * (b.y_deg - a.y_deg)};
}

}  // namespace

double signed_area(const Contour& contour) {
    double twice = 0;
    for (std::size_t i = 0; i < contour.size(); ++i) {
        const Point& a = contour[i];
        const Point& b = contour[i + 1 < contour.size() ? i + 1 : 0];
        twice += a.x_deg * b.y_deg - a.y_deg * b.x_deg;
    }
    return 0.5 * twice;
}

double area(const Outline& outline) {
    double total = 0;
    for (const Contour& contour : outline.contours) {
        total += signed_area(contour);
    }
    return std::abs(total);
}

Bounds bounds(const Outline& outline) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    Bounds box{kInfinity, kInfinity, -kInfinity, -kInfinity};
    for (const Contour& contour : outline.contours) {
        for (const Point& p : contour) {
            box.x0_deg = std::min(box.x0_deg, p.x_deg);
            box.y0_deg = std::min(box.y0_deg, p.y_deg);
            box.x1_deg = std::max(box.x1_deg, p.x_deg);
            box.y1_deg = std::max(box.y1_deg, p.y_deg);
        }
    }
    return box;
}

Outline transformed(const Outline& outline, const Transform& transform) {
    Outline moved = outline;
    for (Contour& contour : moved.contours) {
        for (Point& p : contour) {
            p = transform.apply(p);
        }
    }
    return moved;
}

Outline with_holes(Contour outer, std::vector<Contour> holes) {
    if (signed_area(outer) < 0) {
        std::reverse(outer.begin(), outer.end());
    }
    Outline outline;
    outline.contours.push_back(std::move(outer));
    for (Contour& hole : holes) {
        if (signed_area(hole) > 0) {
            std::reverse(hole.begin(), hole.end());
        }
        outline.contours.push_back(std::move(hole));
    }
    return outline;
}

bool contains(const Outline& outline, Point point) {
    int winding = 0;
    for_each_side(outline, [&](Point a, Point b) {
        const bool up = a.y_deg <= point.y_deg && b.y_deg > point.y_deg;
        const bool down = a.y_deg > point.y_deg && b.y_deg <= point.y_deg;
        if (up && cross(a, b, point) > 0) {
            ++winding;
        } else if (down && cross(a, b, point) < 0) {
            --winding;
        }
    });
    return winding != 0;
}

NearestBorder nearest_border(const Outline& outline, Point point) {
    NearestBorder nearest{std::numeric_limits<double>::infinity(), {}};
    for_each_side(outline, [&](Point a, Point b) {
        const double dx = b.x_deg - a.x_deg;
        const double dy = b.y_deg - a.y_deg;
        const double length2 = dx * dx + dy * dy;
        const double along = (point.x_deg - a.x_deg) * dx + (point.y_deg - a.y_deg) * dy;
        const double t = length2 > 0 ? std::clamp(along / length2, 0.0, 1.0) : 0.0;
        const Point foot{a.x_deg + t * dx, a.y_deg + t * dy};
        const double distance = std::hypot(point.x_deg - foot.x_deg, point.y_deg - foot.y_deg);
        if (distance < nearest.distance_deg) {
            nearest = {distance, foot};
        }
    });
    return nearest;
}

bool border_meets(const Outline& outline, const Contour& convex) {
    bool meets = false;
    for_each_side(outline, [&](Point a, Point b) {
        bool left = !meets;
        for (std::size_t i = 0; left && i < convex.size(); ++i) {
            left = clip_to_left(convex[i], convex[i + 1 < convex.size() ? i + 1 : 0], a, b);
        }
        meets = meets || left;
    });
    return meets;
}

std::optional<Point> find_self_crossing(const Outline& outline) {
    struct Side {
        Point a;
        Point b;
        std::size_t contour;
        std::size_t index;
        std::size_t count;
    };
    std::vector<Side> sides;
    for (std::size_t c = 0; c < outline.contours.size(); ++c) {
        const Contour& contour = outline.contours[c];
        for (std::size_t i = 0; i < contour.size(); ++i) {
            sides.push_back({contour[i], contour[(i + 1) % contour.size()], c, i, contour.size()});
        }
    }
    for (std::size_t i = 0; i < sides.size(); ++i) {
        for (std::size_t j = i + 1; j < sides.size(); ++j) {
            const Side& p = sides[i];
            const Side& q = sides[j];
            const bool neighbours = p.contour == q.contour &&
                                    (q.index - p.index == 1 || q.index - p.index == p.count - 1);
            if (!neighbours && segments_cross(p.a, p.b, q.a, q.b)) {
                return crossing_point(p.a, p.b, q.a, q.b);
            }
        }
    }
    return std::nullopt;
}

}  // namespace ventral::stimuli
