#include "app/figure/field_figure.h"

#include "app/figure/axes.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

constexpr double kPanel = 150;
constexpr double kGapX = 56;
constexpr double kGapY = 62;
constexpr double kLeft = 56;
constexpr double kTop = 76;
constexpr double kBarWidth = 12;

double largest(const std::vector<float>& values) {
    double found = 0;
    for (const float value : values) {
        found = std::max(found, std::abs(static_cast<double>(value)));
    }
    return found;
}

void draw_panel(Canvas& canvas,
                const Box& box,
                const FieldFigure& figure,
                const FieldPanel& field) {
    const base::Grid& grid = field.grid;
    double low = figure.low;
    double high = figure.high;
    std::string note;
    if (figure.own_range) {
        high = largest(field.values);
        low = -high;
        note = base::str("largest ", base::format_number(std::round(high * 1e5) / 1e5));
    }
    canvas.draw_image(box, make_image(field.values, grid.nx, grid.ny, low, high, figure.scale));
    const Panel panel{
        box,
        {grid.centre_x_deg - grid.width_deg() / 2, grid.centre_x_deg + grid.width_deg() / 2},
        {grid.centre_y_deg - grid.height_deg() / 2, grid.centre_y_deg + grid.height_deg() / 2}};
    draw_axes(canvas, panel, {field.title, "x (deg)", "y (deg)"});
    canvas.draw_text(box.left + 4, box.top + 11, note, {.size = 8.5, .colour = kGrey});
}

void draw_colour_bar(Canvas& canvas, const Box& box, const FieldFigure& figure) {
    constexpr int kSteps = 128;
    std::vector<float> values;
    for (int i = 0; i < kSteps; ++i) {
        values.push_back(
            static_cast<float>(figure.low + (figure.high - figure.low) * i / (kSteps - 1)));
    }
    canvas.draw_image(box, make_image(values, 1, kSteps, figure.low, figure.high, figure.scale));
    canvas.draw_box(box, {kBlack, 0.6, {}});
    const Panel panel{box, {0, 1}, {figure.low, figure.high}};
    const std::vector<double> ticks = make_ticks(panel.y, 4);
    for (const double tick : ticks) {
        canvas.draw_text(box.right() + 4, panel.to_y(tick) + 3, tick_text(tick, ticks),
                         {.size = 8.5});
    }
    canvas.draw_text(box.right() + 34, box.top + box.height / 2, figure.unit,
                     {.size = 9, .align = Align::Centre, .upright = true});
}

}  // namespace

void draw_fields(const FieldFigure& figure, const std::string& path, bool force) {
    const std::size_t count = std::max<std::size_t>(figure.panels.size(), 1);
    const std::size_t columns = std::min<std::size_t>(count, 4);
    const std::size_t lines = (count + columns - 1) / columns;
    double tallest = kPanel;
    for (const FieldPanel& field : figure.panels) {
        tallest = std::max(tallest, kPanel * field.grid.ny / field.grid.nx);
    }
    const double title_width = kLeft + 9.0 * static_cast<double>(figure.title.size());
    const double width = kLeft + static_cast<double>(columns) * (kPanel + kGapX) + 40;
    Canvas canvas(path, std::max(width, title_width),
                  kTop + static_cast<double>(lines) * (tallest + kGapY));
    canvas.draw_text(kLeft, 26, figure.title, {.size = 14, .bold = true});
    canvas.draw_text(kLeft, 42, figure.subtitle, {.size = 9.5, .colour = kGrey});
    for (std::size_t i = 0; i < figure.panels.size(); ++i) {
        const FieldPanel& field = figure.panels[i];
        const std::size_t line = i / columns;
        const Box box{kLeft + static_cast<double>(i % columns) * (kPanel + kGapX),
                      kTop + static_cast<double>(line) * (tallest + kGapY), kPanel,
                      kPanel * field.grid.ny / field.grid.nx};
        draw_panel(canvas, box, figure, field);
    }
    if (!figure.own_range) {
        const double left = kLeft + static_cast<double>(columns) * (kPanel + kGapX) - kGapX + 14;
        draw_colour_bar(canvas, {left, kTop, kBarWidth, kPanel}, figure);
    }
    canvas.save(force);
}

}  // namespace ventral::app
