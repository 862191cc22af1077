#include "analysis/measures/plots.h"

#include "analysis/measures/plot_fits.h"
#include "tests/analysis/measures/synthetic_result.h"
#include "tests/support/allowed_folder.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace ventral;
using test::close;

namespace {

std::vector<analysis::MeasurePlot> plots(const std::string& path, const std::string& yaml) {
    return analysis::plots_of(test::measures_of(yaml), io::ResultFile(path));
}

}  // namespace

TEST_CASE("a pair of conditions is drawn as two mean courses for each variant") {
    const test::TemporaryFolder folder;
    const auto drawn = plots(test::write_result(folder), R"(
side: {at: owner, index: {of: {side: own}, against: {side: other}}}
none: {formula: {expression: 2 * side.index}})");
    REQUIRE(drawn.size() == 1);  // a formula has no curve
    REQUIRE(drawn[0].series.size() == 4);
    CHECK(drawn[0].measure == "side");
    CHECK(drawn[0].series[0].variant == "recurrent");
    CHECK_FALSE(drawn[0].series[0].is_reference);
    CHECK(drawn[0].series[1].is_reference);
    CHECK(drawn[0].series[2].variant == "feedforward");
    CHECK(close(drawn[0].series[0].y.back(), (22.5 + 15) / 2, 1e-6, 0));
    CHECK(close(drawn[0].series[1].y.back(), 7.5, 1e-6, 0));
}

TEST_CASE("latencies are marked on the courses they were measured on, other values are not") {
    const test::TemporaryFolder folder;
    analysis::MeasureTable table;
    const auto add = [&](const char* measure, const char* quantity, const char* variant,
                         double value, analysis::Summary summary = analysis::Summary::Mean) {
        analysis::MeasureRow row;
        row.measure = measure;
        row.quantity = quantity;
        row.variant = variant;
        row.value = value;
        row.summary = summary;
        table.rows.push_back(row);
    };
    add("onset", "latency_ms", "recurrent", 70);
    add("onset", "latency_ms", "feedforward", std::nan(""));
    add("onset", "latency_ms", "recurrent", 60, analysis::Summary::LowerQuartile);
    add("late", "latency_ms", "recurrent", 90, analysis::Summary::Median);
    add("late", "index", "recurrent", 0.5);
    add("else", "latency_ms", "recurrent", 1);
    const auto drawn = analysis::plots_of(test::measures_of(R"(
onset: {at: owner, latency: {of: {side: own}, against: {side: other}}}
late: {at: owner, latency: {of: {side: own}, against: {side: other}}}
side: {at: owner, index: {of: {side: left}, against: {side: right}}})"),
                                          io::ResultFile(test::write_result(folder)), table);
    REQUIRE(drawn.size() == 2);
    CHECK(drawn[0].measure == "onset, late");
    CHECK(drawn[0].marks == std::vector<analysis::PlotMark>{{"recurrent", 70, "onset, recurrent"},
                                                            {"recurrent", 90, "late, recurrent"}});
    CHECK(drawn[1].marks.empty());
}

TEST_CASE("the mean over units has a bootstrap band, that of one unit has none") {
    const test::TemporaryFolder folder;
    const auto drawn = plots(test::write_result(folder), R"(
side: {at: owner, index: {of: {side: own}, against: {side: other}}}
tuning: {at: owner, best_level: {factor: contrast}}
alone: {at: edge, index: {of: {side: left}, against: {side: right}}})");
    REQUIRE(drawn.size() == 3);
    // Of two units a resample is either of them twice in one case of four each, far more than the
    // 2.5 % beyond the band: it reaches from the one unit to the other.
    const analysis::PlotSeries& own = drawn[0].series[0];
    REQUIRE(own.low.size() == own.x.size());
    CHECK(close(own.low.back(), 15, 1e-6, 0));
    CHECK(close(own.high.back(), 22.5, 1e-6, 0));
    CHECK(close(own.low.front(), 2, 1e-6, 0));
    CHECK(close(own.high.front(), 2, 1e-6, 0));
    CHECK(close(drawn[1].series[0].low.back(), 15, 1e-6, 0));
    CHECK(close(drawn[1].series[0].high.back(), 20, 1e-6, 0));
    CHECK(drawn[2].series[0].low.empty());
}

TEST_CASE("tuning curves are means over units, scatters the points of all of them") {
    const test::TemporaryFolder folder;
    const auto drawn = plots(test::write_result(folder), R"(
best: {at: owner, best_level: {factor: contrast}}
apart: {at: owner, scatter: {x: {side: own}, y: {side: other}}}
pooled: {at: owner, pool: true, scatter: {x: {side: left}, y: {side: right}}})");
    REQUIRE(drawn.size() == 3);
    CHECK(drawn[0].series[0].x == std::vector<double>{0.2, 0.8});
    CHECK(close(drawn[0].series[0].y[1], (20 + 15) / 2.0, 1e-6, 0));
    for (const std::size_t scatter : {1U, 2U}) {
        CHECK(drawn[scatter].series[0].is_points);
        CHECK(drawn[scatter].series[0].x.size() == 4);
    }
    CHECK(close(drawn[1].series[0].x[1], 30, 1e-6, 0));
    CHECK(close(drawn[1].series[0].y[1], 10, 1e-6, 0));
    // Of the points (15, 5), (30, 10), (10, 5), (20, 10): slope 62.5 / 218.75.
    const analysis::PlotSeries& line = drawn[1].series[1];
    REQUIRE(line.is_fit);
    CHECK(line.x == std::vector<double>{10, 30});
    CHECK(close((line.y[1] - line.y[0]) / 20, 62.5 / 218.75, 1e-6, 0));
}

TEST_CASE("contrasts lie at equal ratios, unless one of them is zero") {
    const test::TemporaryFolder folder;
    const std::string yaml = "tuning: {at: owner, contrast: {factor: contrast}}";
    CHECK(plots(test::write_result(folder), yaml)[0].log_x);
    io::ResultLayout layout = test::measured_layout();
    layout.factors[1].values = {0, 0.8, 0, 0.8};
    const test::TemporaryFolder other;
    CHECK_FALSE(
        plots(test::write_result(other, test::border_ownership, 1000, layout), yaml)[0].log_x);
}

TEST_CASE("an overlay draws the laboratory's points and every variant's curve") {
    const test::AllowedFolder folder;
    std::ofstream(folder.file("psth.csv")) << "time_ms,rate_hz\n0,2\n100,20\n200,18\n";
    const auto drawn = plots(
        test::write_result(folder),
        "psth: {at: owner, overlay: {of: {side: own}, csv: " + folder.file("psth.csv") + "}}");
    REQUIRE(drawn.size() == 1);
    REQUIRE(drawn[0].series.size() == 3);
    CHECK(drawn[0].series[0].variant.empty());
    CHECK(drawn[0].series[0].y == std::vector<double>{2, 20, 18});
    CHECK(close(drawn[0].series[1].y.back(), (22.5 + 15) / 2, 1e-6, 0));
}

TEST_CASE("fitted curves are the functions that the tuning was made of") {
    analysis::Points contrast;
    for (const double c : {0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.0}) {
        contrast.x.push_back(c);
        contrast.y.push_back(3 + 40 * c * c / (c * c + 0.04));
    }
    const auto fitted = analysis::fitted_curve(analysis::ContrastProcedure{}, contrast, 0);
    REQUIRE(fitted.x.size() == 101);
    CHECK(close(fitted.x.front(), 0.02, 1e-12, 0));
    CHECK(close(fitted.x.back(), 1.0, 1e-12, 0));
    for (std::size_t i = 0; i < fitted.x.size(); ++i) {
        const double c2 = fitted.x[i] * fitted.x[i];
        CHECK(close(fitted.y[i], 3 + 40 * c2 / (c2 + 0.04), 1e-3, 0));
    }
    // A direction curve of period 360 keeps its own levels.
    analysis::Points direction;
    for (int d = 0; d < 360; d += 30) {
        direction.x.push_back(d);
        direction.y.push_back(2 +
                              10 * std::exp(3 * (std::cos((d - 90) * 3.14159265358979 / 180) - 1)));
    }
    analysis::OrientationProcedure procedure;
    procedure.period_deg = 360;
    const auto tuned = analysis::fitted_curve(procedure, direction, 0);
    REQUIRE(tuned.x.size() == 101);
    const auto peak = std::max_element(tuned.y.begin(), tuned.y.end()) - tuned.y.begin();
    CHECK(close(tuned.x[static_cast<std::size_t>(peak)], 90, 0, 4));
    CHECK(close(tuned.y[static_cast<std::size_t>(peak)], 12, 0.02, 0));
}

TEST_CASE("a curve that cannot be fitted has no fitted curve") {
    const analysis::Points flat{{0.1, 0.2, 0.4, 0.8}, {5, 5, 5, 5}};
    CHECK(analysis::fitted_curve(analysis::ContrastProcedure{}, flat, 0).x.empty());
}
