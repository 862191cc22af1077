#include "app/report/trace_figure.h"

#include "app/figure/axes.h"
#include "app/figure/panel_grid.h"

#include <cmath>

namespace ventral::app {

namespace {

constexpr double kHead = 74;

struct Place {
    const TraceView* view = nullptr;
    std::size_t unit = 0;
};

std::vector<double> doubles(const std::vector<float>& values) {
    return {values.begin(), values.end()};
}

void draw_latency(Canvas& canvas, const Panel& panel, double time_ms, const Colour& colour) {
    if (std::isfinite(time_ms)) {
        const double x = panel.to_x(time_ms);
        const double y = panel.box.bottom();
        canvas.fill({{x, y - 7}, {x - 3.5, y}, {x + 3.5, y}}, colour);
    }
}

void draw_panel(Canvas& canvas,
                const Box& box,
                const Place& place,
                std::size_t num_variants,
                std::size_t condition) {
    const TraceView& view = *place.view;
    std::vector<std::vector<double>> series;
    for (std::size_t v = 0; v < num_variants; ++v) {
        const Curve& curve = view.at(v, condition, place.unit);
        for (const std::vector<float>* values : {&curve.mean, &curve.low, &curve.high}) {
            series.push_back(doubles(*values));
        }
    }
    const Panel panel{box, {view.times_ms.front(), view.times_ms.back()}, range_of(series, true)};
    const std::string& label = view.units[place.unit].label;
    draw_axes(
        canvas, panel,
        {view.name + ", " + label, "time from stimulus onset (ms)", "rate (" + view.unit + ")"});
    for (std::size_t v = num_variants; v-- > 0;) {
        const Curve& curve = view.at(v, condition, place.unit);
        draw_band(canvas, panel, view.times_ms, doubles(curve.low), doubles(curve.high),
                  palette(v));
        draw_curve(canvas, panel, view.times_ms, doubles(curve.mean), {palette(v), 1.6, {}});
        draw_latency(canvas, panel, curve.half_peak_ms, palette(v));
    }
}

std::vector<Place> places_of(const Traces& traces) {
    std::vector<Place> places;
    for (const TraceView& view : traces.views) {
        for (std::size_t unit = 0; unit < view.units.size() && view.variable == "rate"; ++unit) {
            places.push_back({&view, unit});
        }
    }
    return places;
}

}  // namespace

void draw_traces(const std::string& title,
                 const Traces& traces,
                 const std::vector<std::string>& variants,
                 std::size_t condition,
                 const std::string& path,
                 bool force) {
    const std::vector<Place> places = places_of(traces);
    const PanelGrid grid(places.size(), kHead);
    Canvas canvas(path, grid.width(), grid.height());
    PanelGrid::draw_head(
        canvas, title, variants,
        traces.conditions[condition] + "; triangles: latency to half peak; bands: 95 %");
    for (std::size_t i = 0; i < places.size(); ++i) {
        draw_panel(canvas, grid.box(i), places[i], variants.size(), condition);
    }
    canvas.save(force);
}

}  // namespace ventral::app
