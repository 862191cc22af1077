#include "app/figure/result_figure.h"

#include "app/figure/axes.h"
#include "sim/base/index_of.h"
#include "sim/base/text.h"

#include <algorithm>
#include <cmath>

namespace ventral::app {

namespace {

using analysis::OverviewRow;

constexpr double kWidth = 780;
constexpr double kLeft = 62;
constexpr double kPanelWidth = 300;
constexpr double kPanelHeight = 92;
constexpr double kRowHeight = 128;
constexpr double kColumnGap = 88;
constexpr double kThumbnail = 84;
constexpr double kThumbnailGap = 14;
constexpr std::size_t kMostThumbnails = 7;

/// Rows of one view of one population.
using Group = std::vector<const OverviewRow*>;

std::vector<Group> group_rows(const std::vector<OverviewRow>& rows) {
    std::vector<Group> groups;
    for (const OverviewRow& row : rows) {
        const bool continues = !groups.empty() && groups.back().front()->area == row.area &&
                               groups.back().front()->population == row.population &&
                               groups.back().front()->view == row.view;
        if (!continues) {
            groups.emplace_back();
        }
        groups.back().push_back(&row);
    }
    return groups;
}

std::vector<std::string> variant_names(const std::vector<OverviewRow>& rows) {
    std::vector<std::string> names;
    for (const OverviewRow& row : rows) {
        if (std::find(names.begin(), names.end(), row.variant) == names.end()) {
            names.push_back(row.variant);
        }
    }
    return names;
}

Pen variant_pen(const std::vector<std::string>& names, const std::string& name) {
    const std::size_t index = base::index_of(names, name);
    static const std::vector<std::vector<double>> kDashes{{}, {5, 2.5}, {1.5, 2}, {7, 2, 1.5, 2}};
    return {palette(index), 1.6, kDashes[index % kDashes.size()]};
}

void mark_onset(Canvas& canvas, const Panel& panel) {
    canvas.draw_line({{panel.to_x(0), panel.box.top}, {panel.to_x(0), panel.box.bottom()}},
                     {kPale, 1.2, {}});
}

Range time_range(const Group& group) {
    const std::vector<double>& times = group.front()->times_ms;
    return times.empty() ? Range{} : Range{times.front(), times.back()};
}

void draw_rates(Canvas& canvas,
                const Box& box,
                const Group& group,
                const std::vector<std::string>& names,
                bool has_time_labels) {
    std::vector<std::vector<double>> series;
    for (const OverviewRow* row : group) {
        series.push_back(row->rates);
    }
    const Panel panel{box, time_range(group), range_of(series, true)};
    const OverviewRow& first = *group.front();
    const std::string unit = first.unit == "1" ? "rate" : "rate (" + first.unit + ")";
    mark_onset(canvas, panel);
    draw_axes(canvas, panel,
              {base::str(first.area, ".", first.population, ", ", first.view, " mean"),
               has_time_labels ? "time from stimulus onset (ms)" : "", unit});
    for (auto row = group.rbegin(); row != group.rend(); ++row) {
        draw_curve(canvas, panel, (*row)->times_ms, (*row)->rates,
                   variant_pen(names, (*row)->variant));
    }
}

void draw_divergences(Canvas& canvas,
                      const Box& box,
                      const Group& group,
                      const std::vector<std::string>& names,
                      const std::string& reference,
                      bool has_time_labels) {
    std::vector<std::vector<double>> series;
    for (const OverviewRow* row : group) {
        if (row->divergence) {
            series.push_back(row->divergence->size);
        }
    }
    if (series.empty()) {
        return;
    }
    const Panel panel{box, time_range(group), range_of(series, true)};
    mark_onset(canvas, panel);
    draw_axes(
        canvas, panel,
        {"divergence from " + reference, has_time_labels ? "time from stimulus onset (ms)" : "",
         "size (" + group.front()->unit + ")"});
    for (const OverviewRow* row : group) {
        if (!row->divergence) {
            continue;
        }
        const Pen pen = variant_pen(names, row->variant);
        draw_curve(canvas, panel, row->times_ms, row->divergence->size, pen);
        const double onset = row->divergence->onset_ms;
        if (std::isfinite(onset)) {
            const double x = panel.to_x(onset);
            const double y = panel.to_y(row->divergence->criterion);
            canvas.fill({{x - 4, y - 8}, {x + 4, y - 8}, {x, y - 1}}, pen.colour);
        }
    }
}

void draw_legend(Canvas& canvas, double y, const std::vector<std::string>& names) {
    double x = kLeft;
    for (const std::string& name : names) {
        canvas.draw_line({{x, y - 3.5}, {x + 26, y - 3.5}}, variant_pen(names, name));
        canvas.draw_text(x + 31, y, name, {.size = 10});
        x += 31 + canvas.text_width(name, {.size = 10}) + 22;
    }
}

double draw_thumbnails(Canvas& canvas, double top, const std::vector<Thumbnail>& thumbnails) {
    double x = kLeft;
    for (std::size_t i = 0; i < std::min(thumbnails.size(), kMostThumbnails); ++i) {
        const Thumbnail& thumbnail = thumbnails[i];
        const Box box{x, top + 14, kThumbnail,
                      kThumbnail * thumbnail.image.height / std::max(thumbnail.image.width, 1)};
        canvas.draw_image(box, thumbnail.image);
        canvas.draw_box(box, {kGrey, 0.6, {}});
        canvas.draw_text(x, top + 9, thumbnail.label, {.size = 8.5});
        if (i == 0) {
            canvas.draw_text(box.left - 6, box.bottom(),
                             base::str(base::format_number(thumbnail.width_deg), " deg"),
                             {.size = 8.5, .align = Align::Right, .colour = kGrey});
        }
        x += kThumbnail + kThumbnailGap;
    }
    return thumbnails.empty() ? top : top + kThumbnail + 40;
}

}  // namespace

void draw_result(const ResultFigure& figure, const std::string& path, bool force) {
    const std::vector<Group> groups = group_rows(figure.rows);
    const std::vector<std::string> names = variant_names(figure.rows);
    const double head = 62 + (figure.thumbnails.empty() ? 0 : kThumbnail + 40) + 22;
    Canvas canvas(path, kWidth, head + kRowHeight * static_cast<double>(groups.size()) + 20);
    canvas.draw_text(kLeft, 26, figure.title, {.size = 14, .bold = true});
    canvas.draw_text(kLeft, 42, figure.subtitle, {.size = 9.5, .colour = kGrey});
    double y = draw_thumbnails(canvas, 56, figure.thumbnails);
    draw_legend(canvas, y + 12, names);
    y += 40;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const bool is_last = g + 1 == groups.size();
        const Box left{kLeft, y, kPanelWidth, kPanelHeight};
        const Box right{kLeft + kPanelWidth + kColumnGap, y, kPanelWidth, kPanelHeight};
        draw_rates(canvas, left, groups[g], names, is_last);
        draw_divergences(canvas, right, groups[g], names, figure.reference, is_last);
        y += kRowHeight;
    }
    canvas.save(force);
}

}  // namespace ventral::app
