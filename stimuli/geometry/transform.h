#pragma once

/// Rigid transforms of the visual field: first turned about the origin, then shifted.

#include "stimuli/geometry/angle.h"
#include "stimuli/geometry/shape.h"

namespace ventral::stimuli {

/// p -> R(rotation) p + (x, y).
class Transform {
public:
    Transform() = default;
    Transform(double x_deg, double y_deg, double rotation_deg)
        : x_(x_deg), y_(y_deg), rotation_deg_(rotation_deg), turn_(cos_sin_deg(rotation_deg)) {}

    /// Turns by the angle about a pivot.
    static Transform about(Point pivot, double rotation_deg) {
        const Point turned = Transform(0, 0, rotation_deg).apply(pivot);
        return {pivot.x_deg - turned.x_deg, pivot.y_deg - turned.y_deg, rotation_deg};
    }

    double rotation_deg() const { return rotation_deg_; }
    Point apply(Point p) const {
        return {turn_.cos * p.x_deg - turn_.sin * p.y_deg + x_,
                turn_.sin * p.x_deg + turn_.cos * p.y_deg + y_};
    }
    Point apply_inverse(Point p) const {
        const double x = p.x_deg - x_;
        const double y = p.y_deg - y_;
        return {turn_.cos * x + turn_.sin * y, -turn_.sin * x + turn_.cos * y};
    }
    /// First `inner`, then this.
    Transform after(const Transform& inner) const {
        const Point shift = apply({inner.x_, inner.y_});
        return {shift.x_deg, shift.y_deg, rotation_deg_ + inner.rotation_deg_};
    }

private:
    double x_ = 0;
    double y_ = 0;
    double rotation_deg_ = 0;
    CosSin turn_;
};

}  // namespace ventral::stimuli
