#include "app/figure/panel_grid.h"

#include <algorithm>
#include <utility>

namespace ventral::app {

namespace {

constexpr double kLeft = 62;
constexpr double kPanelWidth = 230;
constexpr double kPanelHeight = 130;
constexpr double kColumnWidth = 320;
constexpr double kRowHeight = 196;
constexpr std::size_t kMostColumns = 3;

constexpr double kFirstLine = 42;
constexpr double kLine = 16;
constexpr double kBelowHeading = 30;
constexpr double kStroke = 27;  ///< of a variant's colour, with the gap behind it
constexpr double kGap = 20;

/// The width of a text of size 10, rather too much than too little: there is no canvas yet.
double width_about(const std::string& text) {
    constexpr double kLetter = 6.6;
    return kLetter * static_cast<double>(text.size());
}

}  // namespace

PanelGrid::PanelGrid(std::size_t num_panels, Heading heading)
    : columns_(std::clamp<std::size_t>(num_panels, 2, kMostColumns)),
      rows_((num_panels + columns_ - 1) / columns_),
      heading_(std::move(heading)) {
    Place next{kLeft, kFirstLine};
    const auto place = [&](double wanted) {
        if (next.x > kLeft && next.x + wanted > width()) {
            next = {kLeft, next.y + kLine};
        }
        entries_.push_back(next);
        next.x += wanted + kGap;
    };
    for (const std::string& variant : heading_.variants) {
        place(kStroke + width_about(variant));
    }
    place(width_about(heading_.note));
    head_ = next.y + kBelowHeading;
}

double PanelGrid::width() const {
    return kColumnWidth * static_cast<double>(columns_) + 20;
}

double PanelGrid::height() const {
    return head_ + kRowHeight * static_cast<double>(rows_);
}

Box PanelGrid::box(std::size_t panel) const {
    const std::size_t row = panel / columns_;
    return {kLeft + kColumnWidth * static_cast<double>(panel % columns_),
            head_ + kRowHeight * static_cast<double>(row), kPanelWidth, kPanelHeight};
}

void PanelGrid::draw_head(Canvas& canvas) const {
    canvas.draw_text(kLeft, 24, heading_.title, {.size = 14, .bold = true});
    for (std::size_t v = 0; v < heading_.variants.size(); ++v) {
        const auto& [x, y] = entries_[v];
        canvas.draw_line({{x, y - 3.5}, {x + 22, y - 3.5}}, {palette(v), 1.6, {}});
        canvas.draw_text(x + kStroke, y, heading_.variants[v], {.size = 10});
    }
    canvas.draw_text(entries_.back().x, entries_.back().y, heading_.note,
                     {.size = 9.5, .colour = kGrey});
}

}  // namespace ventral::app
