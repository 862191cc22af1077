#include "app/figure/wiring_figure.h"

#include "app/figure/canvas.h"
#include "sim/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

namespace ventral::app {

namespace {

using engine::NetworkDescription;
using engine::PopulationDescription;
using engine::ProjectionClass;

constexpr double kBoxWidth = 152;
constexpr double kBoxHeight = 36;
constexpr double kColumnGap = 100;
constexpr double kRowGap = 34;
constexpr double kLeft = 30;
constexpr double kTop = 92;
constexpr std::size_t kMostRows = 6;
constexpr std::array<ProjectionClass, 4> kClasses{ProjectionClass::Feedforward,
                                                  ProjectionClass::Local, ProjectionClass::Lateral,
                                                  ProjectionClass::Feedback};

Colour class_colour(ProjectionClass projection_class) {
    switch (projection_class) {
        case ProjectionClass::Feedforward:
            return palette(2);
        case ProjectionClass::Local:
            return palette(3);
        case ProjectionClass::Lateral:
            return palette(1);
        case ProjectionClass::Feedback:
            break;
    }
    return palette(0);
}

struct Heading {
    std::string text;
    double x = 0;
};

struct Layout {
    std::vector<Box> boxes;  ///< one per population
    std::vector<std::string> names;
    std::vector<Heading> headings;
    double width = 0;
    double height = 0;
};

/// Inputs stand together in the first column; an area with many populations takes several.
std::string column_of(const PopulationDescription& population) {
    return population.input == engine::ExternalInput::None ? population.area() : "inputs";
}

Layout lay_out(const NetworkDescription& network) {
    std::vector<std::string> order;
    std::map<std::string, std::size_t> sizes;
    for (const PopulationDescription& population : network.populations) {
        const std::string area = column_of(population);
        if (sizes[area]++ == 0) {
            order.push_back(area);
        }
    }
    std::stable_partition(order.begin(), order.end(),
                          [](const std::string& area) { return area == "inputs"; });
    Layout layout;
    std::map<std::string, double> lefts;
    double left = kLeft;
    for (const std::string& area : order) {
        lefts[area] = left;
        layout.headings.push_back({area, left});
        const std::size_t columns = (sizes[area] - 1) / kMostRows + 1;
        left += static_cast<double>(columns) * (kBoxWidth + kColumnGap);
    }
    layout.width = left - kColumnGap + 80;
    std::map<std::string, std::size_t> filled;
    for (const PopulationDescription& population : network.populations) {
        const std::string area = column_of(population);
        const std::size_t place = filled[area]++;
        const std::size_t column = place / kMostRows;
        const std::size_t row = place % kMostRows;
        const Box box{lefts[area] + static_cast<double>(column) * (kBoxWidth + kColumnGap),
                      kTop + static_cast<double>(row) * (kBoxHeight + kRowGap), kBoxWidth,
                      kBoxHeight};
        layout.height = std::max(layout.height, box.bottom() + kRowGap);
        layout.boxes.push_back(box);
        layout.names.push_back(area == "inputs"
                                   ? population.name
                                   : population.name.substr(population.name.find('.') + 1));
    }
    return layout;
}

std::string grid_text(const PopulationDescription& population) {
    const base::Grid& grid = population.grid;
    const int channels = population.num_channels();
    const std::string units = base::str(channels, channels == 1 ? " channel" : " channels");
    return grid.nx == 1 && grid.ny == 1 ? units : base::str(units, ", ", grid.nx, " x ", grid.ny);
}

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

/// A curve that leaves and enters boxes apart from other curves: `slot` in 0..1 spreads them.
Points connect(const Box& from, const Box& to, double slot) {
    const double spread = (slot - 0.5) * 0.7;
    const double y0 = from.top + kBoxHeight * (0.5 + spread);
    const double y1 = to.top + kBoxHeight * (0.5 + spread);
    if (to.left > from.left) {
        const double reach = 0.5 * (to.left - from.right());
        return bezier({{{from.right(), y0},
                        {from.right() + reach, y0},
                        {to.left - reach, y1},
                        {to.left, y1}}});
    }
    if (to.left < from.left) {
        const double reach = 0.5 * (from.left - to.right());
        return bezier({{{from.left, y0},
                        {from.left - reach, y0},
                        {to.right() + reach, y1},
                        {to.right(), y1}}});
    }
    // Within an area: round the right side.
    const bool is_self = from.top == to.top;
    const double bulge = 24 + 26 * slot;
    const double start = is_self ? from.top + 0.2 * kBoxHeight : y0;
    const double end = is_self ? from.top + 0.8 * kBoxHeight : y1;
    return bezier({{{from.right(), start},
                    {from.right() + bulge, start},
                    {to.right() + bulge, end},
                    {to.right(), end}}});
}

void draw_projections(Canvas& canvas, const NetworkDescription& network, const Layout& layout) {
    const double count = static_cast<double>(network.projections.size());
    for (std::size_t i = 0; i < network.projections.size(); ++i) {
        const engine::ProjectionDescription& projection = network.projections[i];
        Pen pen{class_colour(projection.projection_class), 1.2, {}};
        if (projection.port.kind != engine::PortKind::Drive) {
            pen.dashes = {4, 2.5};
        }
        // The golden ratio spreads neighbours in the list over the side of a box.
        const double slot = std::fmod(0.618033988749895 * static_cast<double>(i + 1), 1.0);
        pen.colour.alpha = count > 40 ? 0.6 : 0.85;
        draw_arrow(canvas,
                   connect(layout.boxes[static_cast<std::size_t>(projection.source)],
                           layout.boxes[static_cast<std::size_t>(projection.target)], slot),
                   pen);
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

void draw_wiring(const NetworkDescription& network, const std::string& path, bool force) {
    const Layout layout = lay_out(network);
    Canvas canvas(path, std::max(layout.width, 620.0), layout.height);
    canvas.draw_text(kLeft, 28, network.name, {.size = 14, .bold = true});
    draw_legend(canvas);
    draw_projections(canvas, network, layout);
    for (const Heading& heading : layout.headings) {
        canvas.draw_text(heading.x, kTop - 10, heading.text, {.size = 12, .bold = true});
    }
    for (std::size_t i = 0; i < network.populations.size(); ++i) {
        const PopulationDescription& population = network.populations[i];
        const Box& box = layout.boxes[i];
        canvas.fill_box(box, {0.96, 0.96, 0.94, 1});
        canvas.draw_box(box, {kBlack, 0.8, {}});
        canvas.draw_text(box.left + 7, box.top + 15, layout.names[i], {.size = 10, .bold = true});
        canvas.draw_text(box.left + 7, box.top + 28, grid_text(population),
                         {.size = 8.5, .colour = kGrey});
    }
    canvas.save(force);
}

}  // namespace ventral::app
