#include "app/figure/field_layout.h"

#include <algorithm>
#include <array>

namespace ventral::app {

namespace {

constexpr double kMostWidth = 2400;  ///< points, of the panels with their gaps
constexpr double kMostHeight = 4000;

struct PanelSize {
    double width;
    bool is_dense;
};
constexpr std::array<PanelSize, 4> kSizes{{{150, false}, {110, false}, {84, true}, {64, true}}};

std::size_t count_of(double room, double step) {
    return std::max<std::size_t>(static_cast<std::size_t>(room / step), 1);
}

std::size_t divide_up(std::size_t a, std::size_t b) {
    return (a + b - 1) / b;
}

/// A group that is longer than a line goes on below.
SheetFit fit_with(const PanelSize& size, const SheetContents& contents) {
    const PanelGaps gaps = panel_gaps(size.is_dense);
    const std::size_t most_columns = count_of(kMostWidth, size.width + gaps.x);
    const std::size_t most_lines =
        count_of(kMostHeight, size.width * contents.panel_height + gaps.y);
    SheetFit fit{{most_columns, size.width, size.is_dense},
                 most_columns * most_lines / contents.group_size};
    const std::size_t most_groups = most_columns / contents.group_size;
    if (most_groups > 0) {
        const std::size_t usual = std::min(contents.usual_groups, contents.num_groups);
        const std::size_t wanted = std::max(usual, divide_up(contents.num_groups, most_lines));
        const std::size_t groups = std::min(wanted, most_groups);
        fit.layout.columns = groups * contents.group_size;
        fit.num_groups = groups * most_lines;
    }
    fit.num_groups = std::min(fit.num_groups, contents.num_groups);
    return fit;
}

}  // namespace

PanelGaps panel_gaps(bool is_dense) {
    return is_dense ? PanelGaps{44, 36} : PanelGaps{56, 62};
}

SheetFit fit_sheet(const SheetContents& contents) {
    SheetFit fit;
    for (const PanelSize& size : kSizes) {
        fit = fit_with(size, contents);
        if (fit.num_groups == contents.num_groups) {
            return fit;
        }
    }
    return fit;
}

}  // namespace ventral::app
