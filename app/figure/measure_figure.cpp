#include "app/figure/measure_figure.h"

#include "app/figure/axes.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

using analysis::MeasurePlot;
using analysis::PlotSeries;

constexpr double kLeft = 62;
constexpr double kPanelWidth = 230;
constexpr double kPanelHeight = 130;
constexpr double kColumnWidth = 320;
constexpr double kRowHeight = 196;
constexpr std::size_t kColumns = 3;
constexpr double kHead = 70;

Pen pen_of(const std::vector<std::string>& variants, const PlotSeries& series) {
    if (series.variant.empty()) {
        return {kBlack, 1.5, {}};
    }
    const auto index = static_cast<std::size_t>(
        std::find(variants.begin(), variants.end(), series.variant) - variants.begin());
    Pen pen{palette(index), 1.6, {}};
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
        ys.push_back(series.y);
    }
    const Panel panel{box, range_of(xs, false), range_of(ys, true)};
    draw_axes(canvas, panel, {plot.measure, plot.x_label, plot.y_label});
    for (const analysis::PlotLine& line : plot.lines) {
        const double end = std::min(panel.x.high, panel.y.high / line.slope);
        canvas.draw_line(
            {{panel.to_x(0), panel.to_y(0)}, {panel.to_x(end), panel.to_y(end * line.slope)}},
            {kPale, 1.2, {}});
        canvas.draw_text(panel.to_x(end) - 2, panel.to_y(end * line.slope) + 10, line.label,
                         {.size = 8, .align = Align::Right, .colour = kGrey});
    }
    for (auto series = plot.series.rbegin(); series != plot.series.rend(); ++series) {
        const Pen pen = pen_of(variants, *series);
        if (series->is_points) {
            draw_points(canvas, panel, *series, pen);
        } else {
            draw_curve(canvas, panel, series->x, series->y, pen);
        }
    }
}

}  // namespace

void draw_measures(const std::string& title,
                   const std::vector<MeasurePlot>& plots,
                   const std::vector<std::string>& variants,
                   const std::string& path,
                   bool force) {
    const std::size_t rows = (plots.size() + kColumns - 1) / kColumns;
    const std::size_t columns = std::max<std::size_t>(2, std::min(plots.size(), kColumns));
    Canvas canvas(path, kColumnWidth * static_cast<double>(columns) + 20,
                  kHead + kRowHeight * static_cast<double>(rows));
    canvas.draw_text(kLeft, 24, title, {.size = 14, .bold = true});
    double x = kLeft;
    for (std::size_t v = 0; v < variants.size(); ++v) {
        canvas.draw_line({{x, 38.5}, {x + 22, 38.5}}, {palette(v), 1.6, {}});
        canvas.draw_text(x + 27, 42, variants[v], {.size = 10});
        x += 27 + canvas.text_width(variants[v], {.size = 10}) + 20;
    }
    canvas.draw_text(x, 42, "dashed: what it is held against; dotted: fit",
                     {.size = 9.5, .colour = kGrey});
    for (std::size_t i = 0; i < plots.size(); ++i) {
        const Box box{kLeft + kColumnWidth * static_cast<double>(i % kColumns),
                      kHead + kRowHeight * static_cast<double>(i / kColumns), kPanelWidth,
                      kPanelHeight};
        draw_panel(canvas, box, plots[i], variants);
    }
    canvas.save(force);
}

}  // namespace ventral::app
