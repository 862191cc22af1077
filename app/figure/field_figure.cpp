#include "app/figure/field_figure.h"

#include "app/figure/axes.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/png_animation.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <sstream>

namespace ventral::app {

namespace {

constexpr double kLeft = 56;
constexpr double kTop = 76;
constexpr double kSubtitle = 42;  ///< its base line
constexpr double kLegendLine = 14;
constexpr double kNoteLine = 12;
constexpr double kNoteLetter = 5.2;  ///< width of a letter of a note
constexpr double kBarWidth = 12;
constexpr double kMark = 14;        ///< half width of a mark, at most
constexpr double kMarkShare = 0.1;  ///< of a panel's width
constexpr double kOpenShare = 0.6;  ///< of it that stays free
constexpr Colour kWhite{1, 1, 1, 1};

double largest(const std::vector<float>& values) {
    double found = 0;
    for (const float value : values) {
        found = std::max(found, std::abs(static_cast<double>(value)));
    }
    return found;
}

/// The words in lines of at most so many letters; a longer word has a line of its own.
std::vector<std::string> break_into_lines(const std::string& text, std::size_t most) {
    std::vector<std::string> lines;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (!lines.empty() && lines.back().size() + 1 + word.size() <= most) {
            lines.back() += " " + word;
        } else {
            lines.push_back(word);
        }
    }
    return lines;
}

/// Where things stand on the canvas.
struct Layout {
    std::size_t columns = 1;
    std::size_t lines = 1;
    PanelGaps gaps;
    std::vector<std::string> note;  ///< lines
    double legend_top = 0;
    double top = kTop;        ///< of the first panel
    double panel_height = 0;  ///< of the tallest
    double width = 0;         ///< of the canvas
    double height = 0;
};

Layout layout_of(const FieldFigure& figure) {
    constexpr std::size_t kMostColumns = 4;
    const std::size_t count = std::max<std::size_t>(figure.panels.size(), 1);
    Layout layout;
    const PanelLayout& wanted = figure.layout;
    layout.gaps = panel_gaps(wanted.is_dense);
    layout.columns = std::min(count, wanted.columns > 0 ? wanted.columns : kMostColumns);
    layout.lines = (count + layout.columns - 1) / layout.columns;
    layout.panel_height = wanted.panel_width;
    for (const FieldPanel& field : figure.panels) {
        layout.panel_height =
            std::max(layout.panel_height, wanted.panel_width * field.grid.ny / field.grid.nx);
    }
    const double title_width = kLeft + 9.0 * static_cast<double>(figure.title.size());
    layout.width = std::max(
        title_width,
        kLeft + static_cast<double>(layout.columns) * (wanted.panel_width + layout.gaps.x) + 40);
    layout.note = break_into_lines(figure.note,
                                   static_cast<std::size_t>((layout.width - kLeft) / kNoteLetter));
    const double note_height = kNoteLine * static_cast<double>(layout.note.size());
    layout.legend_top = kSubtitle + note_height;
    layout.top = kTop + note_height + kLegendLine * static_cast<double>(figure.legend.size());
    layout.height =
        layout.top + static_cast<double>(layout.lines) * (layout.panel_height + layout.gaps.y);
    return layout;
}

/// Four strokes about a place, with a light rim to be seen on every ground; the place stays free.
void draw_mark(Canvas& canvas, double x, double y, std::size_t group, double size) {
    const double from = size * kOpenShare;
    for (const Pen& pen : {Pen{kWhite, 3.5, {}}, Pen{palette(group), 1.7, {}}}) {
        canvas.draw_line({{x - size, y}, {x - from, y}}, pen);
        canvas.draw_line({{x + from, y}, {x + size, y}}, pen);
        canvas.draw_line({{x, y - size}, {x, y - from}}, pen);
        canvas.draw_line({{x, y + from}, {x, y + size}}, pen);
    }
}

/// A round length of about a fifth of the panel, in its lower right corner.
void draw_scale_bar(Canvas& canvas, const Panel& panel) {
    constexpr double kMargin = 8;
    const std::vector<double> ticks = make_ticks({0, panel.x.high - panel.x.low}, 5);
    if (ticks.size() < 2) {
        return;
    }
    const double right = panel.box.right() - kMargin;
    const double left = right - (panel.to_x(ticks[1]) - panel.to_x(ticks[0]));
    const double y = panel.box.bottom() - kMargin;
    canvas.draw_line({{left, y}, {right, y}}, {kWhite, 4, {}});
    canvas.draw_line({{left, y}, {right, y}}, {kBlack, 2, {}});
    const std::string text = tick_text(ticks[1], ticks) + " deg";
    const double width = canvas.text_width(text, {.size = 8});
    const double middle = 0.5 * (left + right);
    canvas.fill_box({middle - 0.5 * width - 2, y - 13, width + 4, 10}, {1, 1, 1, 0.8});
    canvas.draw_text(middle, y - 5, text, {.size = 8, .align = Align::Centre});
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
    draw_axes(canvas, panel,
              figure.layout.is_dense ? AxisLabels{field.title, " ", ""}
                                     : AxisLabels{field.title, "x (deg)", "y (deg)"});
    canvas.draw_text(box.left + 4, box.top + 11, note, {.size = 8.5, .colour = kGrey});
    if (figure.has_scale_bar) {
        draw_scale_bar(canvas, panel);
    }
    for (const FieldMark& mark : field.marks) {
        draw_mark(canvas, panel.to_x(mark.x_deg), panel.to_y(mark.y_deg), mark.group,
                  std::min(kMark, kMarkShare * box.width));
    }
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

void draw_legend(Canvas& canvas, const std::vector<std::string>& legend, double top) {
    for (std::size_t group = 0; group < legend.size(); ++group) {
        const double y = top + 16 + kLegendLine * static_cast<double>(group);
        draw_mark(canvas, kLeft + 5, y - 3, group, 0.45 * kMark);
        canvas.draw_text(kLeft + 16, y, legend[group], {.size = 9});
    }
}

std::unique_ptr<Canvas> draw(const FieldFigure& figure, const std::string& path) {
    const Layout layout = layout_of(figure);
    auto canvas = std::make_unique<Canvas>(path, layout.width, layout.height);
    canvas->draw_text(kLeft, 26, figure.title, {.size = 14, .bold = true});
    canvas->draw_text(kLeft, kSubtitle, figure.subtitle, {.size = 9.5, .colour = kGrey});
    for (std::size_t i = 0; i < layout.note.size(); ++i) {
        canvas->draw_text(kLeft, kSubtitle + kNoteLine * static_cast<double>(i + 1), layout.note[i],
                          {.size = 9.5});
    }
    draw_legend(*canvas, figure.legend, layout.legend_top);
    const double panel_width = figure.layout.panel_width;
    const double step_x = panel_width + layout.gaps.x;
    for (std::size_t i = 0; i < figure.panels.size(); ++i) {
        const FieldPanel& field = figure.panels[i];
        const std::size_t line = i / layout.columns;
        const Box box{
            kLeft + static_cast<double>(i % layout.columns) * step_x,
            layout.top + static_cast<double>(line) * (layout.panel_height + layout.gaps.y),
            panel_width, panel_width * field.grid.ny / field.grid.nx};
        draw_panel(*canvas, box, figure, field);
    }
    if (!figure.own_range) {
        const double left =
            kLeft + static_cast<double>(layout.columns) * step_x - layout.gaps.x + 14;
        draw_colour_bar(*canvas, {left, layout.top, kBarWidth, panel_width}, figure);
    }
    return canvas;
}

}  // namespace

void draw_fields(const FieldFigure& figure, const std::string& path, bool force) {
    draw(figure, path)->save(force);
}

void draw_animation(const std::vector<FieldFigure>& frames,
                    double frame_ms,
                    const std::string& path,
                    bool force) {
    if (!path.ends_with(".png")) {
        throw base::ConfigError({.what = "an animation is written as an animated PNG",
                                 .file = path,
                                 .got = path,
                                 .allowed = "a name that ends in .png"});
    }
    std::vector<std::string> pictures;
    for (const FieldFigure& frame : frames) {
        pictures.push_back(draw(frame, path)->bytes());
    }
    io::write_file(path, io::animated_png(pictures, frame_ms, path), force);
}

}  // namespace ventral::app
