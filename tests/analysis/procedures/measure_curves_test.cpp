#include "analysis/procedures/points.h"
#include "tests/analysis/procedures/synthetic.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace ventral;
using test::close;
using test::labelled;
using test::measured;
using test::message_of;
using test::step_to;

namespace {

std::string write(const test::TemporaryFolder& folder, const std::string& text) {
    std::ofstream(folder.file("laboratory.csv")) << text;
    return folder.file("laboratory.csv");
}

std::string missing(const analysis::Quantity& quantity) {
    CHECK(std::isnan(quantity.value));
    return quantity.reason;
}

/// Images a to d, seen alone (x), with another (1 + 0.4 x), and the other alone.
analysis::UnitResponses with_another() {
    base::Axis image = labelled("image", {});
    base::Axis shown = labelled("shown", {});
    std::vector<test::Course> courses;
    for (const auto& [name, rate] :
         std::vector<std::pair<std::string, double>>{{"a", 5}, {"b", 10}, {"c", 20}, {"d", 40}}) {
        for (const std::string how : {"alone", "both", "other"}) {
            image.labels.push_back(name);
            shown.labels.push_back(how);
            courses.push_back(step_to(how == "alone" ? rate : how == "both" ? 1 + 0.4 * rate : 3));
        }
    }
    return test::unit_with({image, shown}, courses);
}

analysis::ScatterProcedure both_over_alone() {
    analysis::ScatterProcedure procedure;
    procedure.x = {{"shown", {"alone"}}};
    procedure.y = {{"shown", {"both"}}};
    return procedure;
}

}  // namespace

TEST_CASE(
    "a scatter has one point for every level of the other factors, and the line through them") {
    const auto found = analysis::measure(both_over_alone(), with_another());
    CHECK(close(test::find_quantity(found, "slope").value, 0.4, 1e-9, 0));
    CHECK(close(test::find_quantity(found, "intercept").value, 1, 1e-9, 0));
    CHECK(close(test::find_quantity(found, "r").value, 1, 1e-9, 0));
    // sum x y / sum x^2 with x of 5, 10, 20, 40.
    CHECK(close(test::find_quantity(found, "slope_through_origin").value,
                0.4 + 75.0 / (25 + 100 + 400 + 1600), 1e-9, 0));
    CHECK(close(test::find_quantity(found, "mean_difference").value, 1 - 0.6 * 75 / 4, 1e-9, 0));
    CHECK(missing(test::find_quantity(found, "csv_slope")) == "no table was given");
}

TEST_CASE("what is subtracted from both axes moves the intercept only") {
    analysis::ScatterProcedure procedure = both_over_alone();
    procedure.less = {{"shown", {"other"}}};
    const auto found = analysis::measure(procedure, with_another());
    CHECK(close(test::find_quantity(found, "slope").value, 0.4, 1e-9, 0));
    // y - 3 = 1 + 0.4 (x - 3 + 3) - 3
    CHECK(close(test::find_quantity(found, "intercept").value, -0.8, 1e-9, 0));
}

TEST_CASE("a laboratory's points get a line of their own") {
    const test::TemporaryFolder folder;
    analysis::ScatterProcedure procedure = both_over_alone();
    procedure.csv = write(folder, "probe,pair\n1,3\n2,5\n4,9\n");
    procedure.csv_x = "probe";
    procedure.csv_y = "pair";
    CHECK(close(measured(procedure, with_another(), "csv_slope").value, 2, 1e-9, 0));
    CHECK(close(measured(procedure, with_another(), "csv_r").value, 1, 1e-9, 0));
    CHECK(close(measured(procedure, with_another(), "slope").value, 0.4, 1e-9, 0));
}

TEST_CASE("points without a partner are left out, and without points there is no line") {
    const auto whole = with_another();
    // a alone, both, other; b alone; c both: only a has both.
    const auto few = analysis::select_conditions(whole, std::vector<std::size_t>{0, 1, 2, 3, 7});
    CHECK(analysis::scatter_points(both_over_alone(), few).x == std::vector<double>{5});
    CHECK_FALSE(missing(measured(both_over_alone(), few, "slope")).empty());
    CHECK(close(measured(both_over_alone(), few, "mean_difference").value, -2, 1e-9, 0));
    const auto none = analysis::select_conditions(whole, std::vector<std::size_t>{0, 3});
    CHECK(missing(measured(both_over_alone(), none, "mean_difference")) == "no points");
}

TEST_CASE("a table must have the columns and numbers, and says where it has not") {
    const test::TemporaryFolder folder;
    const std::string path = write(folder, "time_ms,rate_hz\n0,1\n10,two\n");
    const std::string number =
        message_of([&] { analysis::read_columns(path, "time_ms", "rate_hz"); });
    CHECK(test::holds(number, "laboratory.csv:3: a number is expected in column rate_hz"));
    CHECK(test::holds(number, "two"));
    const std::string column =
        message_of([&] { analysis::read_columns(path, "time_ms", "rates_hz"); });
    CHECK(test::holds(column, "laboratory.csv: the table has no such column"));
    CHECK(test::holds(column, "did you mean 'rate_hz'?"));
    CHECK(
        test::holds(message_of([&] { analysis::read_columns(folder.file("none.csv"), "x", "y"); }),
                    "none.csv"));
    const analysis::Points sorted =
        analysis::read_columns(write(folder, "x,y\n3,30\n1,10\n2,20\n"), "x", "y");
    CHECK(sorted.x == std::vector<double>{1, 2, 3});
    CHECK(sorted.y == std::vector<double>{10, 20, 30});
}

namespace {

/// 2 Hz, and from onset a rise of 0.1 Hz/ms; the other condition stays at 2 Hz.
analysis::UnitResponses rising() {
    return test::unit_with(
        {labelled("shown", {"bar", "grey"})},
        {[](double t) { return t < 0 ? 2 : 2 + 0.1 * t; }, [](double) { return 2.0; }});
}

/// The simulated rise, times a factor and plus an offset, at odd times.
std::string table_of(double factor, double offset) {
    std::ostringstream text;
    text.precision(17);
    text << "time_ms,rate_hz\n";
    for (const double t : {0.0, 50.5, 100.25, 200.0, 400.75}) {
        text << t << "," << factor * (2 + 0.1 * t) + offset << "\n";
    }
    return text.str();
}

analysis::OverlayProcedure overlay(const std::string& csv, analysis::OverlayScale scale) {
    analysis::OverlayProcedure procedure;
    procedure.of = {{"shown", {"bar"}}};
    procedure.csv = csv;
    procedure.scale = scale;
    return procedure;
}

}  // namespace

TEST_CASE("an overlay as it is measures the distance in the curve's unit") {
    using analysis::OverlayScale;
    const test::TemporaryFolder folder;
    const auto same = overlay(write(folder, table_of(1, 0)), OverlayScale::None);
    CHECK(close(measured(same, rising(), "rms").value, 0, 0, 1e-9));
    CHECK(close(measured(same, rising(), "r").value, 1, 1e-9, 0));
    const auto shifted = overlay(write(folder, table_of(1, 3)), OverlayScale::None);
    CHECK(close(measured(shifted, rising(), "rms").value, 3, 1e-9, 0));
    CHECK(close(measured(shifted, rising(), "nrmse").value, 3 / 40.075, 1e-9, 0));
    CHECK(close(measured(shifted, rising(), "r").value, 1, 1e-9, 0));
    CHECK(close(measured(shifted, rising(), "scale").value, 1, 0, 0));
    analysis::OverlayProcedure against = shifted;
    against.against = {{"shown", {"grey"}}};  // 2 Hz less
    CHECK(close(measured(against, rising(), "rms").value, 5, 1e-9, 0));
}

TEST_CASE("an overlay is scaled to its peak or by the factor that fits") {
    using analysis::OverlayScale;
    const test::TemporaryFolder folder;
    const std::string path = write(folder, table_of(2.5, 0));
    CHECK(measured(overlay(path, OverlayScale::None), rising(), "rms").value > 1);
    CHECK(close(measured(overlay(path, OverlayScale::Peak), rising(), "rms").value, 0, 0, 1e-9));
    CHECK(measured(overlay(path, OverlayScale::Peak), rising(), "rms").unit == "1");
    const auto fitted = overlay(path, OverlayScale::Fit);
    CHECK(close(measured(fitted, rising(), "scale").value, 2.5, 1e-9, 0));
    CHECK(close(measured(fitted, rising(), "rms").value, 0, 0, 1e-9));
    CHECK(measured(fitted, rising(), "rms").unit == "Hz");
}

TEST_CASE("an overlay along a factor compares tuning curves, interpolated between its levels") {
    const test::TemporaryFolder folder;
    const auto tuned = test::unit_with({test::numbered("contrast", {0, 0.2, 0.4, 0.8})},
                                       {step_to(2), step_to(6), step_to(10), step_to(18)});
    analysis::OverlayProcedure procedure;
    procedure.csv = write(folder, "c,spikes\n0.1,4\n0.3,8\n0.6,14\n0.9,100\n");
    procedure.csv_x = "c";
    procedure.csv_y = "spikes";
    procedure.factor = "contrast";
    // 0.9 lies outside and is left out.
    CHECK(close(measured(procedure, tuned, "rms").value, 0, 0, 1e-9));
}

TEST_CASE("an overlay without overlap, shape or scale has no value and a reason") {
    using analysis::OverlayScale;
    const test::TemporaryFolder folder;
    const std::string late = write(folder, "time_ms,rate_hz\n100,1\n600,2\n700,3\n");
    CHECK(missing(measured(overlay(late, OverlayScale::None), rising(), "rms")) ==
          "fewer than 3 points of the table lie within the simulated curve");
    const std::string flat = write(folder, "time_ms,rate_hz\n0,5\n100,5\n200,5\n");
    CHECK(missing(measured(overlay(flat, OverlayScale::None), rising(), "r")) ==
          "one of the curves is flat");
    CHECK(missing(measured(overlay(flat, OverlayScale::None), rising(), "nrmse")) ==
          "the table's values are all equal");
    const auto silent = test::unit_with({labelled("shown", {"bar"})}, {step_to(0, 0)});
    const std::string path = write(folder, table_of(1, 0));
    for (const std::string name : {"r", "rms", "nrmse", "scale"}) {
        CHECK(missing(measured(overlay(path, OverlayScale::Fit), silent, name)) ==
              "the simulated curve is zero: no factor fits");
        CHECK(missing(measured(overlay(path, OverlayScale::Peak), silent, name)) ==
              "one of the curves has no peak above zero");
    }
}
