#include "app/report/map_figure.h"

#include "app/figure/axes.h"
#include "app/figure/colour_map.h"
#include "sim/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ventral::app {

namespace {

constexpr double kLeft = 62;
constexpr double kHead = 78;
constexpr double kPanel = 150;
constexpr double kColumn = 240;
constexpr double kBarWidth = 10;
constexpr double kGap = 58;

/// A map of numbers and its scale.
struct Field {
    std::vector<float> values;
    double low = 0;
    double high = 1;
    ColourScale scale = ColourScale::Rate;
    std::string title;
};

std::size_t frame_at(const std::vector<double>& times_ms, double time_ms) {
    const auto after = std::upper_bound(times_ms.begin(), times_ms.end(), time_ms + 1e-6);
    return after == times_ms.begin() ? 0 : static_cast<std::size_t>(after - times_ms.begin()) - 1;
}

std::vector<float> frame_of(const MapView& view,
                            const std::vector<std::uint16_t>& codes,
                            std::size_t frame) {
    std::vector<float> values;
    for (std::size_t i = 0; i < view.frame_size(); ++i) {
        values.push_back(static_cast<float>(view.value(codes[frame * view.frame_size() + i])));
    }
    return values;
}

double largest_difference(const MapView& view,
                          const std::vector<std::uint16_t>& a,
                          const std::vector<std::uint16_t>& b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != kNoCode && b[i] != kNoCode) {
            largest = std::max(largest, std::abs(view.value(a[i]) - view.value(b[i])));
        }
    }
    return largest;
}

std::array<Field, 3> fields_of(const MapFigure& figure,
                               const MapView& view,
                               std::size_t num_conditions,
                               std::size_t frame) {
    const auto& a = view.codes[figure.first * num_conditions];
    const auto& b = view.codes[figure.second * num_conditions];
    std::array<Field, 3> fields;
    fields[0] = {frame_of(view, a, frame), view.low, view.high, ColourScale::Rate,
                 figure.variants[figure.first]};
    fields[1] = {frame_of(view, b, frame), view.low, view.high, ColourScale::Rate,
                 figure.variants[figure.second]};
    const double largest = largest_difference(view, a, b);
    const double limit = largest > 0 ? largest : 1;
    fields[2] = {fields[0].values, -limit, limit, ColourScale::Diverging,
                 fields[0].title + " \u2212 " + fields[1].title};
    for (std::size_t i = 0; i < fields[2].values.size(); ++i) {
        fields[2].values[i] -= fields[1].values[i];
    }
    return fields;
}

void draw_bar(Canvas& canvas, const Box& box, const Field& field) {
    constexpr int kSteps = 128;
    std::vector<float> values;
    for (int i = 0; i < kSteps; ++i) {
        values.push_back(
            static_cast<float>(field.low + (field.high - field.low) * i / (kSteps - 1)));
    }
    canvas.draw_image(box, make_image(values, 1, kSteps, field.low, field.high, field.scale));
    canvas.draw_box(box, {kBlack, 0.6, {}});
    const Panel panel{box, {0, 1}, {field.low, field.high}};
    const std::vector<double> ticks = make_ticks(panel.y, 5);
    for (const double tick : ticks) {
        canvas.draw_text(box.right() + 3, panel.to_y(tick) + 3, tick_text(tick, ticks),
                         {.size = 8});
    }
}

void draw_field(Canvas& canvas, const Box& box, const MapView& view, const Field& field) {
    canvas.draw_image(
        box, make_image(field.values, static_cast<int>(view.x_deg.size()),
                        static_cast<int>(view.y_deg.size()), field.low, field.high, field.scale));
    const auto side = [](const std::vector<double>& places) {
        const double half = places.size() > 1 ? 0.5 * (places[1] - places[0]) : 0.5;
        return Range{places.front() - half, places.back() + half};
    };
    draw_axes(canvas, {box, side(view.x_deg), side(view.y_deg)}, {field.title, "x (deg)", ""});
    draw_bar(canvas, {box.right() + 8, box.top, kBarWidth, box.height}, field);
}

}  // namespace

void draw_maps(const MapFigure& figure, const Maps& maps, const std::string& path, bool force) {
    double height = kHead;
    const auto panel_height = [](const MapView& view) {
        return kPanel * static_cast<double>(view.y_deg.size()) /
               static_cast<double>(view.x_deg.size());
    };
    for (const MapView& view : maps.views) {
        height += static_cast<double>(figure.times_ms.size()) * (panel_height(view) + kGap);
    }
    Canvas canvas(path, kLeft + 3 * kColumn, height);
    canvas.draw_text(kLeft, 24, figure.title, {.size = 14, .bold = true});
    canvas.draw_text(kLeft, 42, figure.subtitle, {.size = 9.5, .colour = kGrey});
    double top = kHead;
    for (const MapView& view : maps.views) {
        for (const double time_ms : figure.times_ms) {
            const std::size_t frame = frame_at(view.times_ms, time_ms);
            const auto fields = fields_of(figure, view, maps.conditions.size(), frame);
            for (std::size_t i = 0; i < fields.size(); ++i) {
                draw_field(
                    canvas,
                    {kLeft + kColumn * static_cast<double>(i), top, kPanel, panel_height(view)},
                    view, fields[i]);
            }
            canvas.draw_text(24, top + 0.5 * panel_height(view),
                             base::str(view.name, ", ", base::format_number(view.times_ms[frame]),
                                       " ms (", view.unit, ")"),
                             {.size = 9.5, .align = Align::Centre, .bold = true, .upright = true});
            top += panel_height(view) + kGap;
        }
    }
    canvas.save(force);
}

}  // namespace ventral::app
