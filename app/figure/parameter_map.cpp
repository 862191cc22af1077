#include "app/figure/parameter_map.h"

#include "app/figure/canvas.h"
#include "app/figure/colour_map.h"
#include "app/figure/panel_grid.h"
#include "sim/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

namespace ventral::app {

namespace {

constexpr std::size_t kMostLabels = 8;  ///< along a side

struct Ends {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
};

Ends find_ends(const std::vector<double>& values) {
    Ends ends;
    for (const double value : values) {
        if (std::isfinite(value)) {
            ends.low = std::min(ends.low, value);
            ends.high = std::max(ends.high, value);
        }
    }
    return ends;
}

std::string three_digits(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3g", value);
    return text.data();
}

/// Labels are left out where they would run into one another.
std::size_t label_every(std::size_t count) {
    return (count + kMostLabels - 1) / kMostLabels;
}

void draw_map(Canvas& canvas, const Box& box, const ParameterMap& map) {
    const Ends ends = find_ends(map.values);
    const bool is_empty = !(ends.low <= ends.high);
    const double high = ends.high > ends.low ? ends.high : ends.low + 1;
    const double width = box.width / static_cast<double>(map.x.size());
    const double height = box.height / static_cast<double>(map.y.size());
    for (std::size_t iy = 0; iy < map.y.size(); ++iy) {
        for (std::size_t ix = 0; ix < map.x.size(); ++ix) {
            const double value = map.values[iy * map.x.size() + ix];
            const Box cell{box.left + static_cast<double>(ix) * width,
                           box.bottom() - static_cast<double>(iy + 1) * height, width, height};
            if (std::isfinite(value)) {
                canvas.fill_box(cell, colour_of(value, ends.low, high, ColourScale::Rate));
            } else {
                canvas.draw_line({{cell.left, cell.top}, {cell.right(), cell.bottom()}}, {kGrey});
                canvas.draw_line({{cell.left, cell.bottom()}, {cell.right(), cell.top}}, {kGrey});
            }
        }
    }
    canvas.draw_box(box, {kBlack, 0.8});
    for (std::size_t ix = 0; ix < map.x.size(); ix += label_every(map.x.size())) {
        canvas.draw_text(box.left + (static_cast<double>(ix) + 0.5) * width, box.bottom() + 11,
                         map.x[ix], {.size = 8, .align = Align::Centre});
    }
    for (std::size_t iy = 0; iy < map.y.size(); iy += label_every(map.y.size())) {
        canvas.draw_text(box.left - 4, box.bottom() - (static_cast<double>(iy) + 0.5) * height + 3,
                         map.y[iy], {.size = 8, .align = Align::Right});
    }
    canvas.draw_text(box.left + box.width / 2, box.bottom() + 24, map.x_label,
                     {.size = 9, .align = Align::Centre});
    canvas.draw_text(box.left - 34, box.top + box.height / 2, map.y_label,
                     {.size = 9, .align = Align::Centre, .upright = true});
    canvas.draw_text(box.left, box.top - 16, map.title, {.size = 9, .bold = true});
    canvas.draw_text(box.left, box.top - 5,
                     is_empty ? "no values"
                              : base::str("dark ", three_digits(ends.low), " to bright ",
                                          three_digits(ends.high)),
                     {.size = 8, .colour = kGrey});
}

}  // namespace

void draw_parameter_maps(const std::string& title,
                         const std::vector<ParameterMap>& maps,
                         const std::string& path,
                         bool force) {
    const PanelGrid grid(maps.size(), {title, {}, "crosses: nothing was measured"});
    Canvas canvas(path, grid.width(), grid.height());
    grid.draw_head(canvas);
    for (std::size_t i = 0; i < maps.size(); ++i) {
        draw_map(canvas, grid.box(i), maps[i]);
    }
    canvas.save(force);
}

}  // namespace ventral::app
