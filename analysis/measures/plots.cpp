#include "analysis/measures/plots.h"

#include "analysis/measures/instances.h"
#include "analysis/measures/plot_fits.h"
#include "analysis/measures/recordings.h"
#include "analysis/procedures/points.h"
#include "analysis/procedures/unit_responses.h"
#include "analysis/timecourse/population_band.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace ventral::analysis {

namespace {

constexpr const char* kTime = "time from stimulus onset (ms)";
constexpr const char* kRate = "rate (Hz)";

/// The units one by one, or all as one where the measure pools them.
std::vector<UnitResponses> parts_of(const Measure& measure,
                                    const std::vector<UnitResponses>& units) {
    if (!measure.pool) {
        return units;
    }
    Measure pooled = measure;
    pooled.over.clear();
    pooled.where.clear();
    std::vector<UnitResponses> joined;
    for (const Instance& instance : make_instances(pooled, units)) {
        joined.push_back(instance.responses);
    }
    return joined;
}

/// The mean over the curves, level by level.
Points mean_curve(const std::vector<Points>& curves) {
    std::map<double, std::pair<double, int>> sums;
    for (const Points& curve : curves) {
        for (std::size_t i = 0; i < curve.x.size(); ++i) {
            auto& [sum, count] = sums[curve.x[i]];
            sum += curve.y[i];
            ++count;
        }
    }
    Points mean;
    for (const auto& [level, sum] : sums) {
        mean.x.push_back(level);
        mean.y.push_back(sum.first / sum.second);
    }
    return mean;
}

/// The band over curves that have the same levels; without one where they have not.
void set_band(PlotSeries& series, const std::vector<Points>& curves) {
    std::vector<double> rows;
    if (series.x.empty()) {
        return;
    }
    for (const Points& curve : curves) {
        if (curve.x != series.x) {
            return;
        }
        rows.insert(rows.end(), curve.y.begin(), curve.y.end());
    }
    constexpr double kMostWork = 3e7;
    PopulationBand band = figure_band({.values = rows, .length = series.x.size()}, kMostWork);
    series.low = std::move(band.low);
    series.high = std::move(band.high);
}

/// Adds the series of one variant to the plot.
class Plotter {
public:
    Plotter(MeasurePlot& plot,
            const Measure& measure,
            const std::vector<UnitResponses>& units,
            std::string variant)
        : plot_(plot), measure_(measure), variant_(std::move(variant)) {
        for (const UnitResponses& unit : units) {
            units_.push_back(select_conditions(unit, measure.where));
        }
    }

    void operator()(const Formula&) {}
    void operator()(const ReceptiveFieldProcedure&) {}
    void operator()(const SparseNoiseProcedure&) {}
    void operator()(const SparsenessProcedure&) {}
    void operator()(const SignificanceProcedure&) {}
    void operator()(const ResponseProcedure&) { add_course({}, false); }
    void operator()(const IndexProcedure& p) { add_pair(p.of, p.against); }
    void operator()(const LatencyProcedure& p) { add_pair(p.of, p.against); }
    void operator()(const DecayProcedure& p) { add_pair(p.of, p.against); }
    void operator()(const IdentifyProcedure& p) {
        label(kTime, "accuracy");
        add_curve([&](const UnitResponses& unit) { return accuracy_over_time(p, unit); });
    }
    void operator()(const NeurometricProcedure& p) {
        label(kTime, "accuracy");
        add_curve([&](const UnitResponses& unit) { return accuracy_over_time(p, unit); });
    }
    void operator()(const OrientationProcedure& p) { add_fitted(p); }
    void operator()(const SpatialFrequencyProcedure& p) {
        plot_.log_x = true;
        add_fitted(p);
    }
    void operator()(const SizeProcedure& p) { add_fitted(p); }
    void operator()(const ContrastProcedure& p) {
        plot_.log_x = true;
        add_fitted(p);
    }
    void operator()(const AnnulusProcedure& p) { add_tuning(p.factor, p.response, p.with); }
    void operator()(const ObjectsProcedure& p) {
        label("sum of the responses to each alone (Hz)", "response to all (Hz)");
        plot_.lines = {{1, "sum"}, {1.0 / p.count, "average"}};
        add_points([&](const UnitResponses& unit) { return object_points(p, unit); });
    }
    void operator()(const ScatterProcedure& p) {
        label("x (Hz)", "y (Hz)");
        plot_.lines = {{1, "equal"}};
        add_points([&](const UnitResponses& unit) { return scatter_points(p, unit); });
    }
    void operator()(const OverlayProcedure& p) {
        label(p.factor.empty() ? kTime : p.factor, kRate);
        if (plot_.series.empty()) {
            const Points points = read_columns(p.csv, p.csv_x, p.csv_y);
            plot_.series.push_back({"", points.x, points.y, false, true});
        }
        add_curve([&](const UnitResponses& unit) { return simulated_curve(p, unit); });
    }
    /// The other tuning curves.
    template <class P>
    void operator()(const P& p) {
        add_tuning(p.factor, p.response, {});
    }

private:
    void label(const std::string& x, const std::string& y) {
        plot_.x_label = x;
        plot_.y_label = y;
    }
    void add_course(const ConditionFilter& filter, bool is_reference) {
        label(kTime, kRate);
        if (units_.empty()) {
            return;
        }
        std::vector<Points> courses;
        for (const UnitResponses& unit : units_) {
            courses.push_back({unit.times_ms, mean_course(unit, filter)});
        }
        add_mean(courses, is_reference);
    }
    void add_pair(const ConditionFilter& of, const ConditionFilter& against) {
        add_course(of, false);
        if (!against.empty()) {
            add_course(against, true);
        }
    }
    void add_tuning(const std::string& factor,
                    const ResponseWindow& window,
                    const ConditionFilter& filter) {
        label(factor, "response (Hz)");
        add_curve([&](const UnitResponses& unit) {
            const TuningCurve curve = tuning_curve(select_conditions(unit, filter), factor, window);
            return Points{curve.levels, curve.rates};
        });
    }
    /// A tuning curve and the function that the procedure fits, here to the mean over units.
    template <class P>
    void add_fitted(const P& p) {
        add_tuning(p.factor, p.response, {});
        double spontaneous = 0;
        for (const UnitResponses& unit : units_) {
            spontaneous += spontaneous_of(unit, p.response) / static_cast<double>(units_.size());
        }
        const PlotSeries& curve = plot_.series.back();
        const Points fitted = fitted_curve(p, {curve.x, curve.y}, spontaneous);
        if (!fitted.x.empty()) {
            plot_.series.push_back(
                {.variant = variant_, .x = fitted.x, .y = fitted.y, .is_fit = true});
        }
    }
    /// The points of all units, and the line that is fitted to them.
    template <class Take>
    void add_points(Take take) {
        PlotSeries series{variant_, {}, {}, false, true};
        for (const UnitResponses& unit : parts_of(measure_, units_)) {
            const Points points = take(unit);
            series.x.insert(series.x.end(), points.x.begin(), points.x.end());
            series.y.insert(series.y.end(), points.y.begin(), points.y.end());
        }
        const Points line = fitted_line({series.x, series.y});
        plot_.series.push_back(std::move(series));
        if (!line.x.empty()) {
            plot_.series.push_back({.variant = variant_, .x = line.x, .y = line.y, .is_fit = true});
        }
    }
    /// The mean of the units' curves.
    template <class Take>
    void add_curve(Take take) {
        std::vector<Points> curves;
        for (const UnitResponses& unit : parts_of(measure_, units_)) {
            curves.push_back(take(unit));
        }
        add_mean(curves, false);
    }
    void add_mean(const std::vector<Points>& curves, bool is_reference) {
        const Points mean = mean_curve(curves);
        PlotSeries series{variant_, mean.x, mean.y, is_reference};
        set_band(series, curves);
        plot_.series.push_back(std::move(series));
    }

    MeasurePlot& plot_;
    const Measure& measure_;
    std::vector<UnitResponses> units_;
    std::string variant_;
};

void add(std::vector<MeasurePlot>& plots, MeasurePlot plot) {
    if (plot.series.empty()) {
        return;
    }
    const auto same = std::find_if(plots.begin(), plots.end(), [&](const MeasurePlot& other) {
        return other.series == plot.series;
    });
    if (same == plots.end()) {
        plots.push_back(std::move(plot));
    } else {
        same->measure += ", " + plot.measure;
        same->marks.insert(same->marks.end(), plot.marks.begin(), plot.marks.end());
    }
}

/// Latencies are measured with the courses of their own measure's plot.
void mark_latencies(MeasurePlot& plot, const MeasureTable& measured) {
    for (const MeasureRow& row : measured.rows) {
        const bool is_middle = row.summary == Summary::Mean || row.summary == Summary::Median;
        if (row.measure == plot.measure && row.quantity == "latency_ms" && is_middle &&
            std::isfinite(row.value)) {
            plot.marks.push_back({row.variant, row.value, row.measure + ", " + row.variant});
        }
    }
}

}  // namespace

std::vector<MeasurePlot> plots_of(const std::vector<Measure>& measures,
                                  const io::ResultFile& file,
                                  const MeasureTable& measured) {
    Recordings recordings(file);
    std::vector<MeasurePlot> plots;
    for (const Measure& measure : measures) {
        MeasurePlot plot{measure.name, "", "", {}};
        for (const std::string& variant : file.layout().variants) {
            Plotter plotter(plot, measure, recordings.units(variant, measure.at), variant);
            std::visit(plotter, measure.kind);
        }
        for (const PlotSeries& series : plot.series) {
            plot.log_x = plot.log_x && std::all_of(series.x.begin(), series.x.end(),
                                                   [](double x) { return x > 0; });
        }
        mark_latencies(plot, measured);
        add(plots, std::move(plot));
    }
    return plots;
}

}  // namespace ventral::analysis
