#include "app/figure/axes.h"

#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

constexpr double kTickLength = 3;
constexpr double kLabelSize = 8.5;
constexpr double kTitleOverhang = 40;  ///< a longer title is set smaller

}  // namespace

double Range::share(double value) const {
    return is_log ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
}

std::string tick_text(double value, const std::vector<double>& ticks) {
    const double spacing = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
    const double digits = std::pow(10.0, std::ceil(-std::log10(spacing)) + 1);
    const double rounded = std::round(value * digits) / digits;
    return base::format_number(rounded == 0 ? 0 : rounded);
}

namespace {

std::vector<double> ratio_ticks(const Range& range) {
    std::vector<double> ticks;
    for (double power = std::pow(10.0, std::floor(std::log10(range.low))); power <= range.high;
         power *= 10) {
        for (const double digit : {1.0, 2.0, 5.0}) {
            if (digit * power >= range.low && digit * power <= range.high) {
                ticks.push_back(digit * power);
            }
        }
    }
    return ticks;
}

}  // namespace

std::vector<double> make_ticks(const Range& range, int count) {
    if (range.is_log) {
        return ratio_ticks(range);
    }
    const double rough = (range.high - range.low) / std::max(count, 1);
    if (!(rough > 0) || !std::isfinite(rough)) {
        return {};
    }
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double share = rough / power;
    double spacing = 10 * power;
    for (const double step : {1.0, 2.0, 5.0}) {
        if (share <= step * 1.0001) {
            spacing = step * power;
            break;
        }
    }
    std::vector<double> ticks;
    for (double n = std::ceil(range.low / spacing - 1e-9);
         n * spacing <= range.high * (1 + 1e-9) + 1e-12; ++n) {
        ticks.push_back(n * spacing);
    }
    return ticks;
}

Range range_of(const std::vector<std::vector<double>>& series, bool include_zero) {
    bool is_empty = true;
    Range range{0, 0};
    for (const std::vector<double>& values : series) {
        for (const double value : values) {
            if (std::isfinite(value)) {
                range.low = is_empty ? value : std::min(range.low, value);
                range.high = is_empty ? value : std::max(range.high, value);
                is_empty = false;
            }
        }
    }
    if (is_empty) {
        return {0, 1};
    }
    if (include_zero) {
        range.low = std::min(range.low, 0.0);
        range.high = std::max(range.high, 0.0);
    }
    double margin = 0.06 * (range.high - range.low);
    if (margin <= 0) {
        margin = range.high == 0 ? 1 : 0.1 * std::abs(range.high);
    }
    return {range.low < 0 || !include_zero ? range.low - margin : 0, range.high + margin};
}

Range log_range_of(std::vector<std::vector<double>> series) {
    for (std::vector<double>& values : series) {
        std::transform(values.begin(), values.end(), values.begin(),
                       [](double value) { return std::log(value); });
    }
    const Range range = range_of(series, false);
    return {std::exp(range.low), std::exp(range.high), true};
}

void draw_axes(Canvas& canvas, const Panel& panel, const AxisLabels& labels) {
    const Box& box = panel.box;
    const Pen frame{kBlack, 0.8, {}};
    canvas.draw_line({{box.left, box.top}, {box.left, box.bottom()}, {box.right(), box.bottom()}},
                     frame);
    const auto y_ticks = make_ticks(panel.y, std::max(2, static_cast<int>(box.height / 28)));
    for (const double tick : y_ticks) {
        const double y = panel.to_y(tick);
        canvas.draw_line({{box.left - kTickLength, y}, {box.left, y}}, frame);
        canvas.draw_text(box.left - kTickLength - 2, y + 0.35 * kLabelSize,
                         tick_text(tick, y_ticks), {.size = kLabelSize, .align = Align::Right});
    }
    const auto x_ticks = make_ticks(panel.x, std::max(3, static_cast<int>(box.width / 50)));
    for (const double tick : x_ticks) {
        const double x = panel.to_x(tick);
        canvas.draw_line({{x, box.bottom()}, {x, box.bottom() + kTickLength}}, frame);
        if (!labels.x.empty()) {
            canvas.draw_text(x, box.bottom() + kTickLength + kLabelSize + 1,
                             tick_text(tick, x_ticks),
                             {.size = kLabelSize, .align = Align::Centre});
        }
    }
    if (!labels.x.empty()) {
        canvas.draw_text(box.left + 0.5 * box.width, box.bottom() + 3 * kLabelSize, labels.x,
                         {.size = kLabelSize + 0.5, .align = Align::Centre});
    }
    canvas.draw_text(box.left - 36, box.top + 0.5 * box.height, labels.y,
                     {.size = kLabelSize + 0.5, .align = Align::Centre, .upright = true});
    TextStyle title{.size = 10, .bold = true};
    const double room = box.width + kTitleOverhang;
    title.size *= std::min(1.0, room / std::max(room, canvas.text_width(labels.title, title)));
    canvas.draw_text(box.left, box.top - 5, labels.title, title);
}

void draw_curve(Canvas& canvas,
                const Panel& panel,
                const std::vector<double>& x,
                const std::vector<double>& y,
                const Pen& pen) {
    Points points;
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        points.emplace_back(panel.to_x(x[i]), panel.to_y(y[i]));
    }
    canvas.clip_to({panel.box.left, panel.box.top - 1, panel.box.width + 1, panel.box.height + 2});
    canvas.draw_line(points, pen);
    canvas.clip_to({});
}

void draw_band(Canvas& canvas,
               const Panel& panel,
               const std::vector<double>& x,
               const std::vector<double>& low,
               const std::vector<double>& high,
               Colour colour) {
    constexpr double kBandAlpha = 0.18;
    if (low.empty()) {
        return;
    }
    Points outline;
    for (std::size_t i = 0; i < x.size(); ++i) {
        outline.emplace_back(panel.to_x(x[i]), panel.to_y(low[i]));
    }
    for (std::size_t i = x.size(); i-- > 0;) {
        outline.emplace_back(panel.to_x(x[i]), panel.to_y(high[i]));
    }
    colour.alpha = kBandAlpha;
    canvas.fill(outline, colour);
}

void draw_mark(Canvas& canvas, const Panel& panel, double x, const Colour& colour) {
    if (x >= panel.x.low && x <= panel.x.high) {
        const double place = panel.to_x(x);
        const double y = panel.box.bottom();
        canvas.fill({{place, y - 7}, {place - 3.5, y}, {place + 3.5, y}}, colour);
    }
}

}  // namespace ventral::app
