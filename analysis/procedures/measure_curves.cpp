#include "analysis/procedures/measure_one.h"
#include "analysis/procedures/points.h"
#include "analysis/procedures/unit_responses.h"
#include "analysis/rows.h"
#include "analysis/statistics/descriptive.h"
#include "analysis/statistics/regression.h"
#include "analysis/timecourse/curves.h"
#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/csv_read.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ventral::analysis {

namespace {

std::size_t column_of(const io::CsvText& table, const std::string& path, const std::string& name) {
    const auto found = std::find(table.header.begin(), table.header.end(), name);
    if (found == table.header.end()) {
        throw base::ConfigError({.what = "the table has no such column",
                                 .file = path,
                                 .got = name,
                                 .allowed = base::join(table.header),
                                 .hint = base::did_you_mean(name, table.header)});
    }
    return static_cast<std::size_t>(found - table.header.begin());
}

/// Linear between the points; NaN outside.
double interpolate(const Points& curve, double x) {
    const auto after = std::lower_bound(curve.x.begin(), curve.x.end(), x);
    if (after == curve.x.end() || (after == curve.x.begin() && *after > x)) {
        return kNoValue;
    }
    const auto i = static_cast<std::size_t>(after - curve.x.begin());
    if (*after <= x || i == 0) {
        return curve.y[i];
    }
    const double share = (x - curve.x[i - 1]) / (curve.x[i] - curve.x[i - 1]);
    return curve.y[i - 1] + share * (curve.y[i] - curve.y[i - 1]);
}

/// The factor of the simulated values; not finite where they are all zero.
double best_factor(const std::vector<double>& simulated, const std::vector<double>& measured) {
    double product = 0;
    double square = 0;
    for (std::size_t i = 0; i < simulated.size(); ++i) {
        product += simulated[i] * measured[i];
        square += simulated[i] * simulated[i];
    }
    return product / square;
}

/// False, and nothing done, where no value is above zero.
bool divide_by_peak(std::vector<double>& values) {
    const double peak = *std::max_element(values.begin(), values.end());
    if (!(peak > 0)) {
        return false;
    }
    for (double& value : values) {
        value /= peak;
    }
    return true;
}

std::vector<Quantity> no_overlay(const char* reason) {
    return {{"r", "1", kNoValue, reason},
            {"rms", "Hz", kNoValue, reason},
            {"nrmse", "1", kNoValue, reason},
            {"scale", "1", kNoValue, reason}};
}

}  // namespace

Points read_columns(const std::string& path, const std::string& x, const std::string& y) {
    const io::CsvText table = io::read_csv(path);
    const std::size_t columns[2] = {column_of(table, path, x), column_of(table, path, y)};
    std::vector<std::pair<double, double>> pairs;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        double values[2] = {0, 0};
        for (std::size_t c = 0; c < 2; ++c) {
            const std::string& field = table.rows[row][columns[c]];
            const auto number = base::parse_number(field);
            if (!number) {
                throw base::ConfigError(
                    {.what = "a number is expected in column " + table.header[columns[c]],
                     .file = path,
                     .line = table.lines[row],
                     .got = field});
            }
            values[c] = *number;
        }
        pairs.emplace_back(values[0], values[1]);
    }
    std::sort(pairs.begin(), pairs.end());
    Points points;
    for (const auto& [px, py] : pairs) {
        points.x.push_back(px);
        points.y.push_back(py);
    }
    return points;
}

Points simulated_curve(const OverlayProcedure& p, const UnitResponses& responses) {
    if (p.factor.empty()) {
        const std::vector<double> a = mean_course(responses, p.of);
        return {responses.times_ms,
                p.against.empty() ? a : difference(a, mean_course(responses, p.against))};
    }
    const TuningCurve curve =
        tuning_curve(select_conditions(responses, p.of), p.factor, p.response);
    Points points{curve.levels, curve.rates};
    if (!p.against.empty()) {
        const TuningCurve other =
            tuning_curve(select_conditions(responses, p.against), p.factor, p.response);
        require_equal_lengths(points.y.size(), other.rates.size(), "the curves of both conditions");
        points.y = difference(points.y, other.rates);
    }
    return points;
}

Points scatter_points(const ScatterProcedure& p, const UnitResponses& responses) {
    std::vector<std::string> filtered;
    for (const ConditionFilter* filter : {&p.x, &p.y, &p.less}) {
        for (const auto& [factor, levels] : *filter) {
            filtered.push_back(factor);
        }
    }
    const auto key_of = [&](std::size_t condition) {
        std::string key;
        for (const base::Axis& axis : responses.factors) {
            if (std::find(filtered.begin(), filtered.end(), axis.name) == filtered.end()) {
                key += axis.name + "=" + level_text(axis, condition) + ";";
            }
        }
        return key;
    };
    const auto means_of = [&](const ConditionFilter& filter) {
        std::map<std::string, std::pair<double, int>> sums;
        for (const std::size_t i : conditions_matching(responses, filter)) {
            auto& [sum, count] = sums[key_of(i)];
            sum += response_to(responses.times_ms, responses.rates[i], p.response);
            ++count;
        }
        return sums;
    };
    const auto x = means_of(p.x);
    const auto y = means_of(p.y);
    const auto less = p.less.empty() ? decltype(x){} : means_of(p.less);
    Points points;
    for (const auto& [key, sum] : x) {
        const auto other = y.find(key);
        const auto reference = less.find(key);
        if (other == y.end() || (!p.less.empty() && reference == less.end())) {
            continue;
        }
        const double base = p.less.empty() ? 0 : reference->second.first / reference->second.second;
        points.x.push_back(sum.first / sum.second - base);
        points.y.push_back(other->second.first / other->second.second - base);
    }
    return points;
}

std::vector<Quantity> measure_one(const OverlayProcedure& p, const UnitResponses& responses) {
    const Points laboratory = read_columns(p.csv, p.csv_x, p.csv_y);
    const Points curve = simulated_curve(p, responses);
    std::vector<double> measured;
    std::vector<double> simulated;
    for (std::size_t i = 0; i < laboratory.x.size(); ++i) {
        const double value = interpolate(curve, laboratory.x[i]);
        if (std::isfinite(value)) {
            measured.push_back(laboratory.y[i]);
            simulated.push_back(value);
        }
    }
    if (measured.size() < 3) {
        return no_overlay("fewer than 3 points of the table lie within the simulated curve");
    }
    double scale = 1;
    if (p.scale == OverlayScale::Peak) {
        if (!divide_by_peak(measured) || !divide_by_peak(simulated)) {
            return no_overlay("one of the curves has no peak above zero");
        }
    } else if (p.scale == OverlayScale::Fit) {
        scale = best_factor(simulated, measured);
        if (!std::isfinite(scale)) {
            return no_overlay("the simulated curve is zero: no factor fits");
        }
    }
    double squares = 0;
    for (std::size_t i = 0; i < measured.size(); ++i) {
        squares += (scale * simulated[i] - measured[i]) * (scale * simulated[i] - measured[i]);
    }
    const double rms = std::sqrt(squares / static_cast<double>(measured.size()));
    const auto [low, high] = std::minmax_element(measured.begin(), measured.end());
    const double r = correlation(simulated, measured);
    return {{"r", "1", r, std::isnan(r) ? "one of the curves is flat" : ""},
            {"rms", p.scale == OverlayScale::Peak ? "1" : "Hz", rms, {}},
            {"nrmse", "1", *high > *low ? rms / (*high - *low) : kNoValue,
             *high > *low ? "" : "the table's values are all equal"},
            {"scale", "1", scale, {}}};
}

std::vector<Quantity> measure_one(const ScatterProcedure& p, const UnitResponses& responses) {
    const Points points = scatter_points(p, responses);
    const Regression line = regress(points.x, points.y);
    Regression laboratory;
    laboratory.reason = "no table was given";
    if (!p.csv.empty()) {
        const Points table = read_columns(p.csv, p.csv_x, p.csv_y);
        laboratory = regress(table.x, table.y);
    }
    return {{"slope", "1", line.slope, line.reason, 0, line.slope_interval},
            {"slope_through_origin", "1", line.slope_through_origin, line.reason},
            {"intercept", "Hz", line.intercept, line.reason},
            {"r", "1", line.r, line.reason},
            {"mean_difference", "Hz", mean(points.y) - mean(points.x),
             points.x.empty() ? "no points" : ""},
            {"csv_slope", "1", laboratory.slope, laboratory.reason},
            {"csv_r", "1", laboratory.r, laboratory.reason}};
}

}  // namespace ventral::analysis
