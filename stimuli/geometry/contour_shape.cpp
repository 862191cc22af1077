#include "stimuli/geometry/contour_shape.h"

#include <cmath>
#include <numbers>

namespace ventral::stimuli {
namespace {

/// Second derivative of the radius by the angle (radians) that gives the knot its curvature.
double second_derivative(const ContourKnot& knot) {
    return knot.radius - knot.curvature * knot.radius * knot.radius;
}

/// Quintic Hermite interpolation with zero slopes; t in [0, 1], h the interval in radians.
double quintic(const ContourKnot& a, const ContourKnot& b, double t, double h) {
    const double s = 1 - t;
    const double from_a = s * s * s * (1 + 3 * t + 6 * t * t);
    const double from_b = t * t * t * (1 + 3 * s + 6 * s * s);
    const double bend_a = 0.5 * t * t * s * s * s * h * h;
    const double bend_b = 0.5 * s * s * t * t * t * h * h;
    return a.radius * from_a + b.radius * from_b + second_derivative(a) * bend_a +
           second_derivative(b) * bend_b;
}

}  // namespace

double contour_radius_deg(const ContourShape& shape, double angle_deg) {
    const std::vector<ContourKnot>& knots = shape.knots;
    const double first = knots.front().angle_deg;
    double angle = std::fmod(angle_deg - first, 360.0);
    angle = first + (angle < 0 ? angle + 360.0 : angle);
    std::size_t i = 0;
    while (i + 1 < knots.size() && knots[i + 1].angle_deg <= angle) {
        ++i;
    }
    const bool last = i + 1 == knots.size();
    const ContourKnot& next = last ? knots.front() : knots[i + 1];
    const double span = next.angle_deg + (last ? 360.0 : 0.0) - knots[i].angle_deg;
    const double t = (angle - knots[i].angle_deg) / span;
    const double h = span * std::numbers::pi / 180.0;
    return 0.5 * shape.diameter_deg * quintic(knots[i], next, t, h);
}

Contour contour_points(const ContourShape& shape) {
    constexpr int kPoints = 720;
    Contour contour;
    for (int i = 0; i < kPoints; ++i) {
        const double angle = 360.0 * i / kPoints;
        const double radius = contour_radius_deg(shape, angle);
        const CosSin direction = cos_sin_deg(angle);
        contour.push_back({radius * direction.cos, radius * direction.sin});
    }
    return contour;
}

}  // namespace ventral::stimuli
