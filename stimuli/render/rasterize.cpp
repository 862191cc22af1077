#include "stimuli/render/rasterize.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace ventral::stimuli {
namespace {

/// Sums of signed areas over a box; two spare columns take what lies at and beyond its right edge.
class AreaSums {
public:
    explicit AreaSums(const Box& box)
        : box_(box),
          stride_(static_cast<std::size_t>(box.width()) + 2),
          sums_(stride_ * static_cast<std::size_t>(box.height()), 0.0) {}

    /// Adds one side, in pixels from the box's lower left corner.
    void add_side(double x0, double y0, double x1, double y1) {
        const double width = box_.width();
        if ((x0 < 0) != (x1 < 0)) {
            split_at(0, x0, y0, x1, y1);
        } else if ((x0 > width) != (x1 > width)) {
            split_at(width, x0, y0, x1, y1);
        } else {
            add_clamped(std::clamp(x0, 0.0, width), y0, std::clamp(x1, 0.0, width), y1);
        }
    }

    std::vector<float> coverage() const {
        std::vector<float> values(box_.size());
        const auto width = static_cast<std::size_t>(box_.width());
        for (std::size_t row = 0; row < static_cast<std::size_t>(box_.height()); ++row) {
            double sum = 0;
            for (std::size_t column = 0; column < width; ++column) {
                sum += sums_[row * stride_ + column];
                values[row * width + column] = static_cast<float>(std::min(std::abs(sum), 1.0));
            }
        }
        return values;
    }

private:
    void split_at(double x, double x0, double y0, double x1, double y1) {
        const double y = y0 + (x - x0) * (y1 - y0) / (x1 - x0);
        const double width = box_.width();
        // Each half lies on one side of the cut; its inner end is put exactly on it.
        const bool first_out = x == 0 ? x0 < 0 : x0 > width;
        if (first_out) {
            add_clamped(x, y0, x, y);
            add_side(x, y, x1, y1);
        } else {
            add_side(x0, y0, x, y);
            add_clamped(x, y, x, y1);
        }
    }

    void add_clamped(double x0, double y0, double x1, double y1) {
        if (y0 == y1) {
            return;
        }
        const double sign = y0 < y1 ? 1.0 : -1.0;
        if (y0 > y1) {
            std::swap(x0, x1);
            std::swap(y0, y1);
        }
        const double slope = (x1 - x0) / (y1 - y0);
        const double height = box_.height();
        const int first = static_cast<int>(std::clamp(std::floor(y0), 0.0, height));
        const int last = static_cast<int>(std::clamp(std::ceil(y1), 0.0, height));
        for (int row = first; row < last; ++row) {
            const double low = std::max(y0, static_cast<double>(row));
            const double high = std::min(y1, static_cast<double>(row + 1));
            const double xa =
                std::clamp(x0 + (low - y0) * slope, std::min(x0, x1), std::max(x0, x1));
            const double xb =
                std::clamp(x0 + (high - y0) * slope, std::min(x0, x1), std::max(x0, x1));
            add_row(row, std::min(xa, xb), std::max(xa, xb), sign * (high - low));
        }
    }

    /// A piece within one row from column position xa to xb >= xa that spans the given height.
    void add_row(int row, double xa, double xb, double height) {
        double* sums = sums_.data() + static_cast<std::size_t>(row) * stride_;
        const auto first = static_cast<std::size_t>(xa);
        const auto end = std::max(first + 1, static_cast<std::size_t>(std::ceil(xb)));
        if (end == first + 1) {
            const double right = 0.5 * (xa + xb) - static_cast<double>(first);
            sums[first] += height * (1 - right);
            sums[first + 1] += height * right;
            return;
        }
        const double per_pixel = height / (xb - xa);
        double before = 0;  // height of what lies in the columns to the left
        double given = 0;   // coverage that the running sum already carries
        for (std::size_t column = first; column < end; ++column) {
            // Area of the pixel to the right of the piece, divided into what begins here.
            const double left = std::max(xa, static_cast<double>(column));
            const double right = std::min(xb, static_cast<double>(column + 1));
            const double crossed = (right - left) * per_pixel;
            const double covered =
                before + crossed * (static_cast<double>(column + 1) - 0.5 * (left + right));
            sums[column] += covered - given;
            given = covered;
            before += crossed;
        }
        sums[end] += height - given;
    }

    Box box_;
    std::size_t stride_;
    std::vector<double> sums_;
};

/// Share of a pixel that a band of the given width covers at a distance from its axis (pixels).
double band_share(double distance, double width) {
    return std::clamp(0.5 + 0.5 * width - distance, 0.0, 1.0) -
           std::clamp(0.5 - 0.5 * width - distance, 0.0, 1.0);
}

struct CurvePiece {
    Point a;
    Point b;
    double reach_a_px = 0;  ///< how far the band goes on before a, to fill the joint there
    double reach_b_px = 0;
};

/// How far two bands must reach beyond their common corner to meet at the outer side.
double joint_reach(Point a, Point corner, Point b, double width_px) {
    const double in = std::atan2(corner.y_deg - a.y_deg, corner.x_deg - a.x_deg);
    const double out = std::atan2(b.y_deg - corner.y_deg, b.x_deg - corner.x_deg);
    const double turn = std::abs(std::remainder(out - in, 2 * std::numbers::pi));
    const double seam_px = 1;
    return seam_px + 0.5 * width_px * std::min(std::tan(0.5 * turn), 1.0);
}

/// Raises the coverage to the piece's.
void add_piece(const CurvePiece& piece,
               double width_deg,
               const Pixels& pixels,
               Coverage& coverage) {
    const double reach = 0.5 * width_deg + pixels.size_deg;
    const Bounds around{std::min(piece.a.x_deg, piece.b.x_deg) - reach,
                        std::min(piece.a.y_deg, piece.b.y_deg) - reach,
                        std::max(piece.a.x_deg, piece.b.x_deg) + reach,
                        std::max(piece.a.y_deg, piece.b.y_deg) + reach};
    const Box box = intersection(box_around(pixels, around), coverage.box);
    const double dx = piece.b.x_deg - piece.a.x_deg;
    const double dy = piece.b.y_deg - piece.a.y_deg;
    const double length = std::hypot(dx, dy);
    const double scale = 1 / pixels.size_deg;
    for (int iy = box.y0; iy < box.y1; ++iy) {
        for (int ix = box.x0; ix < box.x1; ++ix) {
            const double x = pixels.x_deg(ix) - piece.a.x_deg;
            const double y = pixels.y_deg(iy) - piece.a.y_deg;
            const double along = (x * dx + y * dy) / length * scale;
            const double across = (y * dx - x * dy) / length * scale;
            const double before = std::max(0.0, -along);
            const double after = std::max(0.0, along - length * scale);
            double share = std::clamp(along + piece.reach_a_px + 0.5, 0.0, 1.0) *
                           std::clamp(length * scale + piece.reach_b_px - along + 0.5, 0.0, 1.0);
            const double beyond =
                std::max(piece.reach_a_px > 0 ? before : 0.0, piece.reach_b_px > 0 ? after : 0.0);
            share *= band_share(std::hypot(across, beyond), width_deg * scale);
            float& value = coverage.values[coverage.box.index(ix, iy)];
            value = std::max(value, static_cast<float>(share));
        }
    }
}

}  // namespace

Coverage rasterize(const Outline& outline, const Pixels& pixels) {
    const Box box = box_around(pixels, bounds(outline));
    if (box.empty()) {
        return {};
    }
    AreaSums sums(box);
    const double scale = 1 / pixels.size_deg;
    const auto column = [&](Point p) { return (p.x_deg - pixels.left_deg) * scale - box.x0; };
    const auto row = [&](Point p) { return (p.y_deg - pixels.bottom_deg) * scale - box.y0; };
    for (const Contour& contour : outline.contours) {
        for (std::size_t i = 0; i < contour.size(); ++i) {
            const Point& a = contour[i];
            const Point& b = contour[i + 1 < contour.size() ? i + 1 : 0];
            sums.add_side(column(a), row(a), column(b), row(b));
        }
    }
    return {box, sums.coverage()};
}

Coverage united(const std::vector<Coverage>& parts) {
    Box box;
    for (const Coverage& part : parts) {
        const Box& b = part.box;
        if (!b.empty()) {
            box = box.empty() ? b
                              : Box{std::min(box.x0, b.x0), std::min(box.y0, b.y0),
                                    std::max(box.x1, b.x1), std::max(box.y1, b.y1)};
        }
    }
    Coverage result = make_coverage(box, 0.0F);
    for (const Coverage& part : parts) {
        for (int iy = part.box.y0; iy < part.box.y1; ++iy) {
            for (int ix = part.box.x0; ix < part.box.x1; ++ix) {
                float& value = result.values[box.index(ix, iy)];
                const float other = part.values[part.box.index(ix, iy)];
                value += other - value * other;
            }
        }
    }
    return result;
}

Coverage rasterize_curve(const std::vector<Point>& line, double width_deg, const Pixels& pixels) {
    const Bounds extent = bounds(Outline{{line}});
    const double reach = 0.5 * width_deg + pixels.size_deg;
    const Box box = box_around(pixels, {extent.x0_deg - reach, extent.y0_deg - reach,
                                        extent.x1_deg + reach, extent.y1_deg + reach});
    Coverage coverage = make_coverage(box, 0.0F);
    const double width_px = width_deg / pixels.size_deg;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        CurvePiece piece{line[i], line[i + 1]};
        if (i > 0) {
            piece.reach_a_px = joint_reach(line[i - 1], line[i], line[i + 1], width_px);
        }
        if (i + 2 < line.size()) {
            piece.reach_b_px = joint_reach(line[i], line[i + 1], line[i + 2], width_px);
        }
        if (piece.a != piece.b) {
            add_piece(piece, width_deg, pixels, coverage);
        }
    }
    return coverage;
}

}  // namespace ventral::stimuli
