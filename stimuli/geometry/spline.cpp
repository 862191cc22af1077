#include "stimuli/geometry/spline.h"

#include <algorithm>
#include <cmath>

namespace ventral::stimuli {
namespace {

double distance(Point a, Point b) {
    return std::hypot(b.x_deg - a.x_deg, b.y_deg - a.y_deg);
}

Point mix(Point a, Point b, double t) {
    return {a.x_deg + t * (b.x_deg - a.x_deg), a.y_deg + t * (b.y_deg - a.y_deg)};
}

/// A point beyond the end of an open curve: the mirror image of `inner`.
Point beyond(Point end, Point inner) {
    return {2 * end.x_deg - inner.x_deg, 2 * end.y_deg - inner.y_deg};
}

/// Barry & Goldman's pyramid for the segment p1-p2 at u in [0, 1].
Point catmull_rom(Point p0, Point p1, Point p2, Point p3, double u) {
    const double t0 = 0;
    const double t1 = t0 + std::sqrt(distance(p0, p1));
    const double t2 = t1 + std::sqrt(distance(p1, p2));
    const double t3 = t2 + std::sqrt(distance(p2, p3));
    const double t = t1 + u * (t2 - t1);
    const Point a1 = mix(p0, p1, (t - t0) / (t1 - t0));
    const Point a2 = mix(p1, p2, (t - t1) / (t2 - t1));
    const Point a3 = mix(p2, p3, (t - t2) / (t3 - t2));
    const Point b1 = mix(a1, a2, (t - t0) / (t2 - t0));
    const Point b2 = mix(a2, a3, (t - t1) / (t3 - t1));
    return mix(b1, b2, (t - t1) / (t2 - t1));
}

}  // namespace

std::vector<Point> spline_through(const std::vector<Point>& points, bool closed, double step_deg) {
    const std::size_t n = points.size();
    if (n < 3) {
        return points;
    }
    std::vector<Point> curve;
    const std::size_t segments = closed ? n : n - 1;
    for (std::size_t i = 0; i < segments; ++i) {
        const Point p1 = points[i];
        const Point p2 = points[(i + 1) % n];
        const Point p0 = i > 0 || closed ? points[(i + n - 1) % n] : beyond(p1, p2);
        const Point p3 = i + 2 < n || closed ? points[(i + 2) % n] : beyond(p2, p1);
        const int pieces =
            std::clamp(static_cast<int>(std::ceil(distance(p1, p2) / step_deg)), 8, 256);
        for (int k = 0; k < pieces; ++k) {
            curve.push_back(catmull_rom(p0, p1, p2, p3, static_cast<double>(k) / pieces));
        }
    }
    if (!closed) {
        curve.push_back(points.back());
    }
    return curve;
}

Contour resampled(const Contour& contour, int num_points) {
    std::vector<Point> line = contour;
    line.push_back(contour.front());
    const double total = length_of(line);
    Contour result;
    double walked = 0;
    std::size_t i = 0;
    for (int k = 0; k < num_points; ++k) {
        const double wanted = total * k / num_points;
        while (i + 2 < line.size() && walked + distance(line[i], line[i + 1]) < wanted) {
            walked += distance(line[i], line[i + 1]);
            ++i;
        }
        const double length = distance(line[i], line[i + 1]);
        result.push_back(mix(line[i], line[i + 1], length > 0 ? (wanted - walked) / length : 0));
    }
    return result;
}

std::vector<Point> piece_of(const std::vector<Point>& line, double start_deg, double end_deg) {
    std::vector<Point> piece;
    double walked = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const double length = distance(line[i], line[i + 1]);
        const double from = std::max(start_deg, walked);
        const double to = std::min(end_deg, walked + length);
        if (length > 0 && from < to) {
            if (piece.empty()) {
                piece.push_back(mix(line[i], line[i + 1], (from - walked) / length));
            }
            piece.push_back(mix(line[i], line[i + 1], (to - walked) / length));
        }
        walked += length;
    }
    return piece;
}

double length_of(const std::vector<Point>& line) {
    double total = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        total += distance(line[i], line[i + 1]);
    }
    return total;
}

}  // namespace ventral::stimuli
