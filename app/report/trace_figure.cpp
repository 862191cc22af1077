#include "app/report/trace_figure.h"

#include "app/figure/axes.h"
#include "app/figure/panel_grid.h"

namespace ventral::app {

namespace {

struct Place {
    const TraceView* view = nullptr;
    std::size_t unit = 0;
};

std::vector<double> doubles(const std::vector<float>& values) {
    return {values.begin(), values.end()};
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
        draw_mark(canvas, panel, curve.half_peak_ms, palette(v));
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
    const PanelGrid grid(places.size(), {title, variants,
                                         traces.conditions[condition] +
                                             "; triangles: latency to half peak; bands: 95 %"});
    Canvas canvas(path, grid.width(), grid.height());
    grid.draw_head(canvas);
    for (std::size_t i = 0; i < places.size(); ++i) {
        draw_panel(canvas, grid.box(i), places[i], variants.size(), condition);
    }
    canvas.save(force);
}

}  // namespace ventral::app
