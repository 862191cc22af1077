#include "stimuli/geometry/make_outline.h"
#include "stimuli/geometry/spline.h"
#include "stimuli/render/painters.h"
#include "stimuli/render/rasterize.h"

#include <algorithm>
#include <utility>

namespace ventral::stimuli {
namespace {

/// The paint on a coverage: a filter keeps part of the light below, a film adds its own.
Layer painted(Coverage coverage, const Paint& paint, const PaintContext& context) {
    const auto opacity = static_cast<float>(1 - paint.transmittance);
    for (float& value : coverage.values) {
        value *= opacity;
    }
    Sheet sheet;
    sheet.constant = static_cast<float>(weber_of(paint, context));
    return {std::move(coverage), {std::move(sheet)}};
}

class FigurePainter final : public Painter {
public:
    FigurePainter(Outline outline, const Paint& paint)
        : outline_(std::move(outline)), paint_(paint) {}

private:
    std::vector<Layer> do_paint(const PaintContext& context) const override {
        const Outline placed = transformed(outline_, context.placement);
        return {painted(rasterize(placed, context.pixels), paint_, context)};
    }

    Outline outline_;
    Paint paint_;
};

/// The pieces of the curve between its gaps, and its end disks.
class CurvePainter final : public Painter {
public:
    explicit CurvePainter(const Curve& curve)
        : paint_(static_cast<const Paint&>(curve)), width_deg_(curve.width_deg) {
        constexpr double kStepDeg = 0.05;
        const Transform placement(curve.x_deg, curve.y_deg, curve.rotation_deg);
        std::vector<Point> line;
        for (const Point& p : curve.points) {
            line.push_back(placement.apply({curve.scale * p.x_deg, curve.scale * p.y_deg}));
        }
        if (curve.spline) {
            line = spline_through(line, false, kStepDeg);
        }
        add_disk(line.front(), curve.start_disk_diameter_deg);
        add_disk(line.back(), curve.end_disk_diameter_deg);
        double from = 0;
        for (const auto& [start, end] : curve.gaps_deg) {
            add_piece(piece_of(line, from, start));
            from = std::max(from, end);
        }
        add_piece(piece_of(line, from, length_of(line)));
    }

private:
    void add_disk(Point centre, double diameter_deg) {
        if (diameter_deg > 0) {
            disks_.push_back(transformed(Outline{{make_disk(diameter_deg)}},
                                         Transform(centre.x_deg, centre.y_deg, 0)));
        }
    }

    void add_piece(std::vector<Point> piece) {
        if (piece.size() >= 2) {
            pieces_.push_back(std::move(piece));
        }
    }

    std::vector<Layer> do_paint(const PaintContext& context) const override {
        std::vector<Coverage> parts;
        for (std::vector<Point> piece : pieces_) {
            for (Point& p : piece) {
                p = context.placement.apply(p);
            }
            parts.push_back(rasterize_curve(piece, width_deg_, context.pixels));
        }
        for (const Outline& disk : disks_) {
            parts.push_back(rasterize(transformed(disk, context.placement), context.pixels));
        }
        return {painted(united(parts), paint_, context)};
    }

    Paint paint_;
    double width_deg_;
    std::vector<std::vector<Point>> pieces_;
    std::vector<Outline> disks_;
};

}  // namespace

std::unique_ptr<Painter> make_figure_painter(const Shape& shape, const Paint& paint) {
    Outline outline = make_outline(shape);
    if (paint.line_width_deg > 0) {
        outline = make_border(outline, paint.line_width_deg);
    }
    return std::make_unique<FigurePainter>(std::move(outline), paint);
}

std::unique_ptr<Painter> make_curve_painter(const Curve& curve) {
    return std::make_unique<CurvePainter>(curve);
}

}  // namespace ventral::stimuli
