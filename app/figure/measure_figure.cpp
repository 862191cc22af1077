#include "app/figure/measure_figure.h"

#include "app/figure/axes.h"
#include "app/figure/panel_grid.h"
#include "sim/base/index_of.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ventral::app {

namespace {

using analysis::MeasurePlot;
using analysis::PlotSeries;

Pen pen_of(const std::vector<std::string>& variants, const PlotSeries& series) {
    if (series.variant.empty()) {
        return {kBlack, 1.5, {}};
    }
    Pen pen{palette(base::index_of(variants, series.variant)), 1.6, {}};
    if (series.is_fit) {
        pen = {pen.colour, 1.0, {1.5, 1.5}};
    }
    if (series.is_reference) {
        pen.colour.alpha = 0.55;
        pen.dashes = {4, 2.5};
    }
    return pen;
}

void draw_points(Canvas& canvas, const Panel& panel, const PlotSeries& series, const Pen& pen) {
    constexpr double kRadius = 1.6;
    for (std::size_t i = 0; i < series.x.size(); ++i) {
        const double x = panel.to_x(series.x[i]);
        const double y = panel.to_y(series.y[i]);
        if (std::isfinite(x) && std::isfinite(y)) {
            canvas.fill_box({x - kRadius, y - kRadius, 2 * kRadius, 2 * kRadius}, pen.colour);
        }
    }
}

void draw_panel(Canvas& canvas,
                const Box& box,
                const MeasurePlot& plot,
                const std::vector<std::string>& variants) {
    std::vector<std::vector<double>> xs;
    std::vector<std::vector<double>> ys;
    for (const PlotSeries& series : plot.series) {
        xs.push_back(series.x);
        ys.insert(ys.end(), {series.y, series.low, series.high});
    }
    const Range x = plot.log_x ? log_range_of(std::move(xs)) : range_of(xs, false);
    const Panel panel{box, x, range_of(ys, true)};
    draw_axes(canvas, panel, {plot.measure, plot.x_label, plot.y_label});
    for (const analysis::PlotLine& line : plot.lines) {
        const double begin = std::max(panel.x.low, panel.y.low / line.slope);
        const double end = std::min(panel.x.high, panel.y.high / line.slope);
        canvas.draw_line({{panel.to_x(begin), panel.to_y(begin * line.slope)},
                          {panel.to_x(end), panel.to_y(end * line.slope)}},
                         {kPale, 1.2, {}});
        canvas.draw_text(panel.to_x(end) - 2, panel.to_y(end * line.slope) + 10, line.label,
                         {.size = 8, .align = Align::Right, .colour = kGrey});
    }
    for (auto series = plot.series.rbegin(); series != plot.series.rend(); ++series) {
        const Pen pen = pen_of(variants, *series);
        if (series->is_points) {
            draw_points(canvas, panel, *series, pen);
        } else {
            draw_band(canvas, panel, series->x, series->low, series->high, pen.colour);
            draw_curve(canvas, panel, series->x, series->y, pen);
        }
    }
    for (const analysis::PlotMark& mark : plot.marks) {
        draw_mark(canvas, panel, mark.x, palette(base::index_of(variants, mark.variant)));
    }
}

}  // namespace

void draw_measures(const std::string& title,
                   const std::vector<MeasurePlot>& plots,
                   const std::vector<std::string>& variants,
                   const std::string& path,
                   bool force,
                   const std::string& note) {
    const PanelGrid grid(plots.size(), {title, variants, note});
    Canvas canvas(path, grid.width(), grid.height());
    grid.draw_head(canvas);
    for (std::size_t i = 0; i < plots.size(); ++i) {
        draw_panel(canvas, grid.box(i), plots[i], variants);
    }
    canvas.save(force);
}

}  // namespace ventral::app
