#include "app/figure/wiring_figure.h"

#include "app/figure/wiring_layout.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ventral::app {

namespace {

using engine::ProjectionClass;

constexpr double kLeft = 30;
constexpr double kTop = 92;
constexpr std::array<ProjectionClass, 4> kClasses{ProjectionClass::Feedforward,
                                                  ProjectionClass::Local, ProjectionClass::Lateral,
                                                  ProjectionClass::Feedback};

Points bezier(const std::array<std::pair<double, double>, 4>& p) {
    Points points;
    constexpr int kSteps = 32;
    for (int i = 0; i <= kSteps; ++i) {
        const double t = static_cast<double>(i) / kSteps;
        const double u = 1 - t;
        const std::array<double, 4> w{u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
        double x = 0;
        double y = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            x += w[k] * p[k].first;
            y += w[k] * p[k].second;
        }
        points.emplace_back(x, y);
    }
    return points;
}

void draw_arrow(Canvas& canvas, const Points& curve, const Pen& pen) {
    canvas.draw_line(curve, pen);
    const auto [x1, y1] = curve.back();
    const auto [x0, y0] = curve[curve.size() - 4];
    const double length = std::max(std::hypot(x1 - x0, y1 - y0), 1e-9);
    const double dx = (x1 - x0) / length;
    const double dy = (y1 - y0) / length;
    canvas.fill({{x1, y1},
                 {x1 - 7 * dx + 3 * dy, y1 - 7 * dy - 3 * dx},
                 {x1 - 7 * dx - 3 * dy, y1 - 7 * dy + 3 * dx}},
                pen.colour);
}

void draw_projections(Canvas& canvas, const WiringLayout& layout) {
    for (const WiringArrow& arrow : layout.arrows) {
        Pen pen{class_colour(arrow.projection_class), 1.2, {}};
        if (!arrow.drives) {
            pen.dashes = {4, 2.5};
        }
        pen.colour.alpha = layout.arrows.size() > 40 ? 0.6 : 0.85;
        draw_arrow(canvas, bezier(arrow.control), pen);
    }
}

void draw_legend(Canvas& canvas) {
    double x = kLeft;
    for (const ProjectionClass projection_class : kClasses) {
        const std::string name = engine::to_string(projection_class);
        canvas.draw_line({{x, 53}, {x + 24, 53}}, {class_colour(projection_class), 2, {}});
        canvas.draw_text(x + 29, 56.5, name, {.size = 10});
        x += 29 + canvas.text_width(name, {.size = 10}) + 20;
    }
    canvas.draw_text(x, 56.5, "solid: drives; dashed: gain, pool or output",
                     {.size = 9, .colour = kGrey});
}

}  // namespace

void draw_wiring(const engine::NetworkDescription& network, const std::string& path, bool force) {
    const WiringLayout layout = lay_out_wiring(network, kTop);
    Canvas canvas(path, std::max(layout.width, 620.0), layout.height);
    canvas.draw_text(kLeft, 28, network.name, {.size = 14, .bold = true});
    draw_legend(canvas);
    draw_projections(canvas, layout);
    for (const WiringHeading& heading : layout.headings) {
        canvas.draw_text(heading.x, heading.y, heading.text, {.size = 12, .bold = true});
    }
    for (const WiringBox& population : layout.boxes) {
        const Box& box = population.box;
        canvas.fill_box(box, {0.96, 0.96, 0.94, 1});
        canvas.draw_box(box, {kBlack, 0.8, {}});
        canvas.draw_text(box.left + 7, box.top + 15, population.name, {.size = 10, .bold = true});
        canvas.draw_text(box.left + 7, box.top + 28, population.note,
                         {.size = 8.5, .colour = kGrey});
    }
    canvas.save(force);
}

}  // namespace ventral::app
