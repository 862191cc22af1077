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
};

/// Round numbers within the range, 1, 2 or 5 times a power of ten apart; about `count` of them.
std::vector<double> make_ticks(const Range& range, int count);

/// A tick's number, rounded to what the spacing of the ticks can show.
std::string tick_text(double value, const std::vector<double>& ticks);

/// The smallest range that holds all finite values, widened a little; {0, 1} if there are none.
/// @param include_zero the range reaches to 0.
Range range_of(const std::vector<std::vector<double>>& series, bool include_zero);

/// A panel of a figure: a box on the canvas and what its sides mean.
struct Panel {
    Box box;
    Range x;
    Range y;
    double to_x(double value) const {
        return box.left + (value - x.low) / (x.high - x.low) * box.width;
    }
    double to_y(double value) const {
        return box.bottom() - (value - y.low) / (y.high - y.low) * box.height;
    }
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

}  // namespace ventral::app
