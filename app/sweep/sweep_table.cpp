#include "app/sweep/sweep_table.h"

#include "analysis/value.h"
#include "app/sweep/point_measures.h"
#include "sim/base/index_of.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

void read_numbers(SweepColumn& column) {
    for (const std::string& text : column.texts) {
        double value = 0;
        if (text.empty() || !read_number(text, value)) {
            column.numbers.clear();
            return;
        }
        column.numbers.push_back(value);
    }
}

std::vector<SweepColumn> make_columns(const SweepAxes& axes,
                                      const std::vector<SweepPoint>& points) {
    std::vector<SweepColumn> columns;
    for (std::size_t a = 0; a < axes.axes.size(); ++a) {
        SweepColumn column{axes.axes[a].path, {}, {}, axes.axes[a].kind != VaryKind::Levels};
        for (const SweepPoint& point : points) {
            column.texts.push_back(point.values[a]);
        }
        read_numbers(column);
        columns.push_back(std::move(column));
    }
    if (!axes.seeds.empty()) {
        SweepColumn column{"seed", {}, {}, false};
        for (const SweepPoint& point : points) {
            column.texts.push_back(std::to_string(*point.seed));
        }
        columns.push_back(std::move(column));  // a name, not a quantity: no numbers
    }
    return columns;
}

void add_measures(const PointMeasures& measures, std::size_t point, SweepTable& table) {
    const std::size_t num_points = table.rows.size();
    for (std::size_t row = 0; row < measures.size(); ++row) {
        const std::string name =
            measures.text(row, kMeasureColumn) + "." + measures.text(row, kQuantityColumn);
        auto found = std::find_if(table.quantities.begin(), table.quantities.end(),
                                  [&](const SweepQuantity& known) { return known.name == name; });
        if (found == table.quantities.end()) {
            table.quantities.push_back({name, measures.text(row, kUnitColumn), {}});
            found = table.quantities.end() - 1;
        }
        std::size_t variant = base::index_of(table.variants, measures.text(row, kVariantColumn));
        if (variant == table.variants.size()) {
            table.variants.push_back(measures.text(row, kVariantColumn));
        }
        found->values.resize(std::max(found->values.size(), (variant + 1) * num_points),
                             analysis::kNoValue);
        double& value = found->values[variant * num_points + point];
        if (!std::isfinite(value)) {  // several targets of one quantity repeat its value
            value = measures.number(row, kValueColumn);
        }
    }
}

}  // namespace

bool SweepColumn::varies() const {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const std::string& text) { return text != texts.front(); });
}

SweepTable read_sweep(const std::string& title,
                      const SweepAxes& axes,
                      const std::vector<SweepPoint>& points,
                      const PointFiles& files) {
    SweepTable table{title, make_columns(axes, points), {}, {}, {}};
    for (std::size_t point = 0; point < points.size(); ++point) {
        if (const auto fault = files.read_fault(point)) {
            table.rows.push_back({fault->status, fault->reason, ""});
        } else {
            table.rows.push_back(
                {"done", "",
                 fs::path(files.result(point)).lexically_relative(files.folder()).string()});
        }
    }
    for (std::size_t point = 0; point < points.size(); ++point) {
        if (!table.rows[point].file.empty()) {
            add_measures(PointMeasures(files.measures(point)), point, table);
        }
    }
    for (SweepQuantity& quantity : table.quantities) {
        quantity.values.resize(table.variants.size() * points.size(), analysis::kNoValue);
    }
    return table;
}

}  // namespace ventral::app
