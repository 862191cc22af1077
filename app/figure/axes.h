#pragma once

/// Axes with ticks, and the mapping from numbers to a place on the canvas.

#include "app/figure/canvas.h"

#include <string>
#include <vector>

namespace ventral::app {

/// A range of numbers along one side of a panel.
struct Range {
    double low = 0;
    double high = 1;
    bool is_log = false;  ///< equal ratios are equally far apart; both ends above 0
    /// 0 at the low end, 1 at the high one.
    double share(double value) const;
};

/// Round numbers within the range, 1, 2 or 5 times a power of ten apart; about `count` of them. On
/// a logarithmic range those that are 1, 2 or 5 times a power of ten.
std::vector<double> make_ticks(const Range& range, int count);

/// A tick's number, rounded to what the spacing of the ticks can show.
std::string tick_text(double value, const std::vector<double>& ticks);

/// The smallest range that holds all finite values, widened a little; {0, 1} if there are none.
/// @param include_zero the range reaches to 0.
Range range_of(const std::vector<std::vector<double>>& series, bool include_zero);

/// The same for numbers above 0 on a logarithmic axis.
Range log_range_of(std::vector<std::vector<double>> series);

/// A panel of a figure: a box on the canvas and what its sides mean.
struct Panel {
    Box box;
    Range x;
    Range y;
    double to_x(double value) const { return box.left + x.share(value) * box.width; }
    double to_y(double value) const { return box.bottom() - y.share(value) * box.height; }
};

struct AxisLabels {
    std::string title;
    std::string x;  ///< with unit; empty: no numbers along x either
    std::string y;
};

/// Draws the left and bottom sides with ticks and labels.
void draw_axes(Canvas& canvas, const Panel& panel, const AxisLabels& labels);

/// Draws a curve inside the panel.
void draw_curve(Canvas& canvas,
                const Panel& panel,
                const std::vector<double>& x,
                const std::vector<double>& y,
                const Pen& pen);

/// Fills between two curves inside the panel, pale; nothing where they are empty.
void draw_band(Canvas& canvas,
               const Panel& panel,
               const std::vector<double>& x,
               const std::vector<double>& low,
               const std::vector<double>& high,
               Colour colour);

/// Marks a place on the x axis by a triangle that stands on it; nothing where it lies outside.
void draw_mark(Canvas& canvas, const Panel& panel, double x, const Colour& colour);

}  // namespace ventral::app
