#include "analysis/measures/plots.h"

#include "analysis/measures/instances.h"
#include "analysis/measures/recordings.h"
#include "analysis/procedures/points.h"
#include "analysis/procedures/unit_responses.h"

#include <algorithm>

namespace ventral::analysis {

namespace {

constexpr const char* kTime = "time from stimulus onset (ms)";
constexpr const char* kRate = "rate (Hz)";

/// The units of a measure as one, so that all their conditions count alike.
UnitResponses joined(const Measure& measure, const std::vector<UnitResponses>& units) {
    Measure pooled = measure;
    pooled.over.clear();
    pooled.pool = units.size() > 1;
    const std::vector<Instance> instances = make_instances(pooled, units);
    return instances.empty() ? UnitResponses{} : instances.front().responses;
}

/// The mean course over the units of the conditions of a filter that units may fill in themselves.
std::vector<double> mean_course_over(const std::vector<UnitResponses>& units,
                                     const ConditionFilter& filter) {
    std::vector<double> mean;
    for (const UnitResponses& unit : units) {
        const std::vector<double> course = mean_course(unit, filter);
        mean.resize(course.size());
        for (std::size_t i = 0; i < course.size(); ++i) {
            mean[i] += course[i] / static_cast<double>(units.size());
        }
    }
    return mean;
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
    void operator()(const AnnulusProcedure& p) { add_tuning(p.factor, p.response, p.with); }
    void operator()(const ObjectsProcedure& p) {
        label("sum of the responses to each alone (Hz)", "response to all (Hz)");
        const Points points = object_points(p, joined(measure_, units_));
        plot_.series.push_back({variant_, points.x, points.y, false, true});
    }
    void operator()(const ScatterProcedure& p) {
        label("x (Hz)", "y (Hz)");
        const Points points = scatter_points(p, joined(measure_, units_));
        plot_.series.push_back({variant_, points.x, points.y, false, true});
    }
    void operator()(const OverlayProcedure& p) {
        label(p.factor.empty() ? kTime : p.factor, kRate);
        if (plot_.series.empty()) {
            const Points points = read_columns(p.csv, p.csv_x, p.csv_y);
            plot_.series.push_back({"", points.x, points.y, false, true});
        }
        const Points points = simulated_curve(p, joined(measure_, units_));
        plot_.series.push_back({variant_, points.x, points.y, false, false});
    }
    /// Orientation, size, contrast and the other tuning curves.
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
        if (!units_.empty()) {
            plot_.series.push_back({variant_, units_.front().times_ms,
                                    mean_course_over(units_, filter), is_reference, false});
        }
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
        const TuningCurve curve =
            tuning_curve(select_conditions(joined(measure_, units_), filter), factor, window);
        plot_.series.push_back({variant_, curve.levels, curve.rates, false, false});
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
    }
}

}  // namespace

std::vector<MeasurePlot> plots_of(const std::vector<Measure>& measures,
                                  const io::ResultFile& file) {
    Recordings recordings(file);
    std::vector<MeasurePlot> plots;
    for (const Measure& measure : measures) {
        MeasurePlot plot{measure.name, "", "", {}};
        for (const std::string& variant : file.layout().variants) {
            Plotter plotter(plot, measure, recordings.units(variant, measure.at), variant);
            std::visit(plotter, measure.kind);
        }
        add(plots, std::move(plot));
    }
    return plots;
}

}  // namespace ventral::analysis
