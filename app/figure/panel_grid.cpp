#include "app/figure/panel_grid.h"

#include <algorithm>

namespace ventral::app {

namespace {

constexpr double kLeft = 62;
constexpr double kPanelWidth = 230;
constexpr double kPanelHeight = 130;
constexpr double kColumnWidth = 320;
constexpr double kRowHeight = 196;
constexpr std::size_t kMostColumns = 3;

}  // namespace

PanelGrid::PanelGrid(std::size_t num_panels, double head)
    : columns_(std::clamp<std::size_t>(num_panels, 2, kMostColumns)),
      rows_((num_panels + columns_ - 1) / columns_),
      head_(head) {}

double PanelGrid::width() const {
    return kColumnWidth * static_cast<double>(columns_) + 20;
}

double PanelGrid::height() const {
    return head_ + kRowHeight * static_cast<double>(rows_);
}

Box PanelGrid::box(std::size_t panel) const {
    return {kLeft + kColumnWidth * static_cast<double>(panel % columns_),
            head_ + kRowHeight * static_cast<double>(panel / columns_), kPanelWidth, kPanelHeight};
}

void PanelGrid::draw_head(Canvas& canvas,
                          const std::string& title,
                          const std::vector<std::string>& variants,
                          const std::string& note) {
    canvas.draw_text(kLeft, 24, title, {.size = 14, .bold = true});
    double x = kLeft;
    for (std::size_t v = 0; v < variants.size(); ++v) {
        canvas.draw_line({{x, 38.5}, {x + 22, 38.5}}, {palette(v), 1.6, {}});
        canvas.draw_text(x + 27, 42, variants[v], {.size = 10});
        x += 27 + canvas.text_width(variants[v], {.size = 10}) + 20;
    }
    canvas.draw_text(x, 42, note, {.size = 9.5, .colour = kGrey});
}

}  // namespace ventral::app
