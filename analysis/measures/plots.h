#pragma once

/// The curves and points behind the measures of a result, as figures draw them.

#include "analysis/measures/evaluate.h"
#include "analysis/measures/measure.h"
#include "sim/io/result_file.h"

#include <string>
#include <vector>

namespace ventral::analysis {

struct PlotSeries {
    std::string variant;  ///< empty: a laboratory's
    std::vector<double> x;
    std::vector<double> y;
    bool is_reference = false;  ///< the conditions that others are held against
    bool is_points = false;     ///< points of a scatter plot
    bool is_fit = false;        ///< the procedure's function, fitted to the curve before it
    /// Pointwise 95 % bootstrap band of the mean over units; empty with fewer than two of them.
    std::vector<double> low{};
    std::vector<double> high{};
    bool operator==(const PlotSeries&) const = default;
};

/// A line through the origin that points are held against.
struct PlotLine {
    double slope = 1;
    std::string label;
    bool operator==(const PlotLine&) const = default;
};

/// A latency on time courses.
struct PlotMark {
    std::string variant;
    double x = kNoValue;
    std::string label;  ///< "onset, recurrent"
    bool operator==(const PlotMark&) const = default;
};

struct MeasurePlot {
    std::string measure;  ///< or several that look at the same curves, "modulation, side_latency"
    std::string x_label;
    std::string y_label;
    std::vector<PlotSeries> series;
    std::vector<PlotLine> lines{};
    std::vector<PlotMark> marks{};
    bool log_x =
        false;  ///< x at equal ratios: contrasts and spatial frequencies, if all are above 0
};

/// One plot for every measure with curves: mean time courses of `of` and `against`, tuning curves,
/// with the function that is fitted, responses to several objects over their sum, scatter with the
/// line of equality, and overlays; the mean over units with its band. Measures of the same curves
/// share a plot.
/// @param measured its latencies, means and medians, are marked on their time courses
std::vector<MeasurePlot> plots_of(const std::vector<Measure>& measures,
                                  const io::ResultFile& file,
                                  const MeasureTable& measured = {});

}  // namespace ventral::analysis
