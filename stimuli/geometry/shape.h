#pragma once

/// Shapes as a physiologist names them: value types in degrees of visual angle, x right, y up,
/// centred at (x_deg, y_deg), sizes as full widths and diameters, rotations counter-clockwise.

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ventral::stimuli {

/// A position in the visual field.
struct Point {
    double x_deg = 0;
    double y_deg = 0;
    bool operator==(const Point&) const = default;
};

/// A rectangle.
struct Rectangle {
    double x_deg = 0;
    double y_deg = 0;
    double width_deg = 1;     ///< > 0, along x before rotation
    double height_deg = 1;    ///< > 0
    double rotation_deg = 0;  ///< counter-clockwise about the centre
    bool operator==(const Rectangle&) const = default;
};

/// A square.
struct Square {
    double x_deg = 0;
    double y_deg = 0;
    double side_deg = 1;  ///< > 0
    double rotation_deg = 0;
    bool operator==(const Square&) const = default;
};

/// A bar: a rectangle described by its long axis.
struct Bar {
    double x_deg = 0;
    double y_deg = 0;
    double length_deg = 1;       ///< > 0, along the orientation
    double width_deg = 0.1;      ///< > 0
    double orientation_deg = 0;  ///< of the long axis, counter-clockwise from horizontal
    bool operator==(const Bar&) const = default;
};

/// A disk.
struct Disk {
    double x_deg = 0;
    double y_deg = 0;
    double diameter_deg = 1;  ///< > 0
    bool operator==(const Disk&) const = default;
};

/// An ellipse.
struct Ellipse {
    double x_deg = 0;
    double y_deg = 0;
    double width_deg = 1;   ///< > 0, full axis along x before rotation
    double height_deg = 1;  ///< > 0
    double rotation_deg = 0;
    bool operator==(const Ellipse&) const = default;
};

/// A ring (annulus), or the sector of one.
struct Ring {
    double x_deg = 0;
    double y_deg = 0;
    double outer_diameter_deg = 2;  ///< > inner diameter
    double inner_diameter_deg = 1;  ///< >= 0
    double start_deg = 0;           ///< angle at which a sector begins
    double sweep_deg = 360;         ///< 0 < sweep <= 360, counter-clockwise; 360: the whole ring
    bool operator==(const Ring&) const = default;
};

/// A polygon: squares with notches, C-shapes, crosses, letters. The outline may not cross itself.
struct Polygon {
    double x_deg = 0;
    double y_deg = 0;
    std::vector<Point> points{};              ///< relative to (x, y); three or more, either sense
    std::vector<std::vector<Point>> holes{};  ///< outlines cut out of it
    double rotation_deg = 0;
    double scale = 1;       ///< > 0
    bool spline = false;    ///< a closed Catmull-Rom spline through the points
    bool mirror_x = false;  ///< mirrored left to right before rotation
    bool operator==(const Polygon&) const = default;
};

/// The contour at one angular position, in units of the base circle.
struct ContourKnot {
    double angle_deg = 0;  ///< seen from the shape's centre
    double radius = 1;     ///< > 0; 1: on the base circle
    double curvature =
        1;  ///< 1: that of the base circle; larger: a sharper convexity; < 0: concave
    bool operator==(const ContourKnot&) const = default;
};

/// A smooth contour given by its radius and curvature at angular positions (Pasupathy & Connor
/// 2001, J Neurophysiol 86:2505): between the knots r(angle) is the quintic that meets radius,
/// zero slope and curvature at both ends, so curvature is continuous.
struct ContourShape {
    double x_deg = 0;
    double y_deg = 0;
    double diameter_deg = 2;           ///< > 0, of the base circle
    std::vector<ContourKnot> knots{};  ///< two or more, ascending angles within 360 degrees
    double rotation_deg = 0;
    bool operator==(const ContourShape&) const = default;
};

/// A shape between two outlines, each given by points; matched by arc length from the first point.
struct Morph {
    double x_deg = 0;
    double y_deg = 0;
    std::vector<Point> from{};
    std::vector<Point> to{};
    double weight = 0;  ///< 0: `from`, 1: `to`; beyond 0..1 extrapolates
    double rotation_deg = 0;
    double scale = 1;     ///< > 0
    bool spline = false;  ///< a closed Catmull-Rom spline through the points
    bool operator==(const Morph&) const = default;
};

using Shape =
    std::variant<Rectangle, Square, Bar, Disk, Ellipse, Ring, Polygon, ContourShape, Morph>;

}  // namespace ventral::stimuli
