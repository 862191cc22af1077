#include "app/sweep/sensitivity.h"

#include "analysis/statistics/descriptive.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace ventral::app {

namespace {

using analysis::kNoValue;

/// Level of each value: that of its text, or a bin of equal counts for drawn numbers.
std::vector<std::size_t> levels_of(const SweepColumn& column,
                                   const std::vector<std::size_t>& rows) {
    std::vector<std::size_t> levels(rows.size());
    if (!column.is_drawn) {
        std::map<std::string, std::size_t> known;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            levels[i] = known.emplace(column.texts[rows[i]], known.size()).first->second;
        }
        return levels;
    }
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return column.numbers[rows[a]] < column.numbers[rows[b]];
    });
    const auto root = static_cast<std::size_t>(std::sqrt(static_cast<double>(rows.size())));
    const std::size_t bins = std::clamp<std::size_t>(root, 2, 16);
    for (std::size_t i = 0; i < order.size(); ++i) {
        levels[order[i]] = i * bins / order.size();
    }
    return levels;
}

/// Sum of squares between levels over the sum of squares about the mean.
void explain(const std::vector<double>& values,
             const std::vector<std::size_t>& levels,
             Sensitivity& row) {
    const std::size_t num_levels = *std::max_element(levels.begin(), levels.end()) + 1;
    std::vector<double> sums(num_levels, 0);
    std::vector<double> counts(num_levels, 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        sums[levels[i]] += values[i];
        counts[levels[i]] += 1;
    }
    const double mean = analysis::mean(values);
    double all = 0;
    double between = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        all += (values[i] - mean) * (values[i] - mean);
    }
    for (std::size_t level = 0; level < num_levels; ++level) {
        if (counts[level] > 0) {
            const double distance = sums[level] / counts[level] - mean;
            between += counts[level] * distance * distance;
        }
    }
    if (all > 0 && num_levels > 1) {
        row.explained = std::min(between / all, 1.0);
        row.by_chance =
            static_cast<double>(num_levels - 1) / static_cast<double>(values.size() - 1);
    }
}

void relate(const std::vector<double>& x, const std::vector<double>& y, Sensitivity& row) {
    row.rank_correlation = analysis::rank_correlation(x, y);
    const double mean_x = analysis::mean(x);
    const double mean_y = analysis::mean(y);
    double xx = 0;
    double xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    if (xx > 0) {
        row.slope = xy / xx;
        row.elasticity = mean_y != 0 ? row.slope * mean_x / mean_y : kNoValue;
    }
}

Sensitivity compute(const SweepColumn& column, const SweepQuantity& quantity, std::size_t variant) {
    std::vector<std::size_t> rows;
    std::vector<double> values;
    const std::size_t num_points = column.texts.size();
    for (std::size_t point = 0; point < num_points; ++point) {
        const double value = quantity.values[variant * num_points + point];
        if (std::isfinite(value)) {
            rows.push_back(point);
            values.push_back(value);
        }
    }
    Sensitivity row;
    row.parameter = column.path;
    row.quantity = quantity.name;
    row.count = rows.size();
    if (rows.size() < 3) {
        return row;
    }
    explain(values, levels_of(column, rows), row);
    if (!column.numbers.empty()) {
        std::vector<double> x;
        for (const std::size_t point : rows) {
            x.push_back(column.numbers[point]);
        }
        relate(x, values, row);
    }
    return row;
}

}  // namespace

std::vector<Sensitivity> compute_sensitivity(const SweepTable& table) {
    std::vector<Sensitivity> rows;
    for (const SweepColumn& column : table.columns) {
        if (!column.varies()) {
            continue;
        }
        for (const SweepQuantity& quantity : table.quantities) {
            for (std::size_t variant = 0; variant < table.variants.size(); ++variant) {
                rows.push_back(compute(column, quantity, variant));
                rows.back().variant = table.variants[variant];
            }
        }
    }
    return rows;
}

}  // namespace ventral::app
