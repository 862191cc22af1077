#include "app/sweep/sweep_plots.h"

#include "analysis/value.h"
#include "sim/base/index_of.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ventral::app {

namespace {

struct Sum {
    double total = 0;
    std::size_t count = 0;
    double mean() const {
        return count == 0 ? analysis::kNoValue : total / static_cast<double>(count);
    }
};

double value_at(const SweepTable& table,
                const SweepQuantity& quantity,
                std::size_t variant,
                std::size_t point) {
    return quantity.values[variant * table.rows.size() + point];
}

analysis::PlotSeries make_series(const SweepTable& table,
                                 const SweepColumn& column,
                                 const SweepQuantity& quantity,
                                 std::size_t variant) {
    analysis::PlotSeries series;
    series.variant = table.variants[variant];
    series.is_points = column.is_drawn;
    std::map<double, Sum> sums;
    for (std::size_t point = 0; point < table.rows.size(); ++point) {
        const double value = value_at(table, quantity, variant, point);
        if (!std::isfinite(value)) {
            continue;
        }
        if (column.is_drawn) {
            series.x.push_back(column.numbers[point]);
            series.y.push_back(value);
        } else {
            Sum& sum = sums[column.numbers[point]];
            sum.total += value;
            ++sum.count;
        }
    }
    for (const auto& [x, sum] : sums) {
        series.x.push_back(x);
        series.y.push_back(sum.mean());
    }
    return series;
}

/// Levels in the order of their first points.
std::vector<std::string> levels_of(const SweepColumn& column) {
    std::vector<std::string> levels;
    for (const std::string& text : column.texts) {
        if (base::index_of(levels, text) == levels.size()) {
            levels.push_back(text);
        }
    }
    return levels;
}

ParameterMap make_map(const SweepTable& table,
                      const SweepColumn& x,
                      const SweepColumn& y,
                      const SweepQuantity& quantity,
                      std::size_t variant) {
    ParameterMap map{quantity.name + ", " + table.variants[variant],
                     x.path,
                     y.path,
                     levels_of(x),
                     levels_of(y),
                     {}};
    std::vector<Sum> sums(map.x.size() * map.y.size());
    for (std::size_t point = 0; point < table.rows.size(); ++point) {
        const double value = value_at(table, quantity, variant, point);
        if (std::isfinite(value)) {
            Sum& sum = sums[base::index_of(map.y, y.texts[point]) * map.x.size() +
                            base::index_of(map.x, x.texts[point])];
            sum.total += value;
            ++sum.count;
        }
    }
    for (const Sum& sum : sums) {
        map.values.push_back(sum.mean());
    }
    return map;
}

}  // namespace

std::vector<analysis::MeasurePlot> sweep_lines(const SweepTable& table) {
    std::vector<analysis::MeasurePlot> plots;
    for (const SweepQuantity& quantity : table.quantities) {
        for (const SweepColumn& column : table.columns) {
            if (column.numbers.empty() || !column.varies() || plots.size() == kMostSweepPanels) {
                continue;
            }
            analysis::MeasurePlot plot{quantity.name, column.path, quantity.unit, {}, {}};
            for (std::size_t variant = 0; variant < table.variants.size(); ++variant) {
                plot.series.push_back(make_series(table, column, quantity, variant));
            }
            plots.push_back(std::move(plot));
        }
    }
    return plots;
}

std::vector<ParameterMap> sweep_maps(const SweepTable& table) {
    std::vector<ParameterMap> maps;
    std::vector<const SweepColumn*> columns;
    for (const SweepColumn& column : table.columns) {
        if (column.varies() && !column.is_drawn && column.path != "seed") {
            columns.push_back(&column);
        }
    }
    for (const SweepQuantity& quantity : table.quantities) {
        for (std::size_t x = 0; x < columns.size(); ++x) {
            for (std::size_t y = x + 1; y < columns.size(); ++y) {
                for (std::size_t v = 0; v < table.variants.size(); ++v) {
                    if (maps.size() < kMostSweepPanels) {
                        maps.push_back(make_map(table, *columns[x], *columns[y], quantity, v));
                    }
                }
            }
        }
    }
    return maps;
}

}  // namespace ventral::app
