#include "tests/analysis/procedures/synthetic.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numbers>

using namespace ventral;
using test::close;
using test::labelled;
using test::measured;
using test::step_to;

namespace {

const std::vector<std::string> kIndexQuantities{"index", "ratio", "difference", "percent"};

/// The figure on the left gives 30 Hz, on the right 10 Hz; 2 Hz before.
analysis::UnitResponses two_sides() {
    return test::unit_with({labelled("side", {"left", "right"})}, {step_to(30), step_to(10)});
}

analysis::IndexProcedure left_against_right() {
    analysis::IndexProcedure procedure;
    procedure.of = {{"side", {"left"}}};
    procedure.against = {{"side", {"right"}}};
    return procedure;
}

/// No value, and the reason.
std::string missing(const analysis::Quantity& quantity) {
    CHECK(std::isnan(quantity.value));
    return quantity.reason;
}

}  // namespace

TEST_CASE("the response is the mean over conditions and window, less the baseline if asked for") {
    analysis::ResponseProcedure procedure;
    CHECK(close(measured(procedure, two_sides(), "response").value, 20, 1e-12, 0));
    procedure.above_baseline = true;
    CHECK(close(measured(procedure, two_sides(), "response").value, 18, 1e-12, 0));
    procedure.response.window_ms = {0, 80};  // half of it before the response
    CHECK(close(measured(procedure, two_sides(), "response").value, 9, 1e-12, 0));
}

TEST_CASE("the fundamental is the amplitude at its frequency, and needs a whole cycle") {
    const auto unit = test::unit_with({labelled("side", {"left"})}, {[](double t) {
                                          return 10 + 4 * std::cos(2 * std::numbers::pi * t / 250);
                                      }});
    analysis::ResponseProcedure procedure;
    procedure.response = {{0, 500}, analysis::ResponseMeasure::Fundamental, 4};
    CHECK(close(measured(procedure, unit, "response").value, 4, 1e-9, 0));
    procedure.response.window_ms = {0, 100};
    CHECK(missing(measured(procedure, unit, "response")) == "the window holds no whole cycle");
}

TEST_CASE("a response outside the recording, without baseline or without number has a reason") {
    analysis::ResponseProcedure procedure;
    procedure.response.window_ms = {400, 900};
    CHECK(test::holds(missing(measured(procedure, two_sides(), "response")),
                      "does not lie within the recording from -200 to 499 ms"));
    procedure.response.window_ms = {50, 300};
    analysis::UnitResponses broken = two_sides();
    broken.rates[1][300] = std::numeric_limits<double>::quiet_NaN();
    CHECK(missing(measured(procedure, broken, "response")) == "a rate in the window is not finite");
    analysis::UnitResponses late = two_sides();
    late.times_ms.erase(late.times_ms.begin(), late.times_ms.begin() + 200);
    for (std::vector<double>& rates : late.rates) {
        rates.erase(rates.begin(), rates.begin() + 200);
    }
    CHECK(close(measured(procedure, late, "response").value, 20, 1e-12, 0));
    procedure.above_baseline = true;
    CHECK(missing(measured(procedure, late, "response")) == "there is no baseline before onset");
    const auto nothing = analysis::select_conditions(two_sides(), std::vector<std::size_t>{});
    CHECK(missing(measured(procedure, nothing, "response")) ==
          "no condition is left by the filter");
}

TEST_CASE("index, ratio, difference and per cent follow from two responses") {
    const auto procedure = left_against_right();
    CHECK(close(measured(procedure, two_sides(), "index").value, 0.5, 1e-12, 0));
    CHECK(close(measured(procedure, two_sides(), "ratio").value, 1.0 / 3, 1e-12, 0));
    CHECK(close(measured(procedure, two_sides(), "difference").value, 20, 1e-12, 0));
    CHECK(close(measured(procedure, two_sides(), "percent").value, 200, 1e-12, 0));
    analysis::IndexProcedure above = procedure;
    above.above_baseline = true;  // 28 and 8
    CHECK(close(measured(above, two_sides(), "index").value, 20.0 / 36, 1e-12, 0));
}

TEST_CASE("an index of a silent unit is missing, and so is a ratio to no response") {
    const auto silent =
        test::unit_with({labelled("side", {"left", "right"})}, {step_to(0, 0), step_to(0, 0)});
    const auto procedure = left_against_right();
    CHECK(missing(measured(procedure, silent, "index")) == "no response");
    CHECK(missing(measured(procedure, silent, "percent")) ==
          "the response divided by is not above zero");
    CHECK(measured(procedure, silent, "difference").value == 0);
    const auto left = analysis::select_conditions(two_sides(), {{"side", {"left"}}});
    for (const std::string& name : kIndexQuantities) {
        CHECK(missing(measured(procedure, left, name)) == "no condition is left by the filter");
    }
}

namespace {

/// A centre alone gives 22 Hz over a baseline of 2; annuli of inner diameter 8, 6, 4, 2.
analysis::UnitResponses annuli(double centre) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    return test::unit_with({labelled("shown", {"both", "both", "both", "both", "alone"}),
                            test::numbered("inner_deg", {8, 6, 4, 2, none})},
                           {step_to(22), step_to(27), step_to(19), step_to(7), step_to(centre)});
}

analysis::AnnulusProcedure annulus() {
    analysis::AnnulusProcedure procedure;
    procedure.with = {{"shown", {"both"}}};
    procedure.centre = {{"shown", {"alone"}}};
    return procedure;
}

}  // namespace

TEST_CASE("an annulus that closes in facilitates, then suppresses the response to the centre") {
    const auto unit = annuli(22);  // 20 above baseline; 20, 25, 17 and 5 with the annuli
    CHECK(close(measured(annulus(), unit, "facilitation_percent").value, 25, 1e-9, 0));
    CHECK(close(measured(annulus(), unit, "facilitation_peak_deg").value, 6, 0, 0));
    CHECK(close(measured(annulus(), unit, "suppression_onset_deg").value, 4, 0, 0));
    CHECK(close(measured(annulus(), unit, "strongest_suppression").value, 0.75, 1e-9, 0));
    CHECK(close(measured(annulus(), unit, "smallest_hole_percent").value, -75, 1e-9, 0));
}

TEST_CASE("an annulus has no onset where nothing is suppressed, and no share of no response") {
    const auto weak = annuli(7);
    CHECK(missing(measured(annulus(), weak, "suppression_onset_deg")) ==
          "no annulus brings the response below 0.9 of that to the centre");
    const auto silent = annuli(2);
    for (const std::string name : {"facilitation_percent", "smallest_hole_percent"}) {
        CHECK(missing(measured(annulus(), silent, name)) ==
              "the centre alone does not drive the cell");
    }
    const auto alone = analysis::select_conditions(annuli(22), {{"shown", {"alone"}}});
    CHECK(missing(measured(annulus(), alone, "facilitation_percent")) == "no annulus");
}

TEST_CASE("sparseness is one for a single stimulus, zero for all, and none for silence or NaN") {
    const base::Axis image = labelled("image", {"a", "b", "c", "d"});
    const analysis::SparsenessProcedure procedure;
    const auto of = [&](double a, double b, double c, double d) {
        return measured(procedure,
                        test::unit_with({image}, {step_to(a), step_to(b), step_to(c), step_to(d)}),
                        "sparseness");
    };
    CHECK(close(of(8, 0, 0, 0).value, 1, 1e-12, 0));
    CHECK(close(of(5, 5, 5, 5).value, 0, 0, 1e-12));
    // (1 - (sum / n)^2 / (sum of squares / n)) / (1 - 1 / n), of 1, 2, 3, 4.
    CHECK(close(of(1, 2, 3, 4).value, (1 - 6.25 / 7.5) / 0.75, 1e-12, 0));
    CHECK(missing(of(0, 0, 0, 0)) == "no response");
    auto broken = test::unit_with({image}, {step_to(8), step_to(0), step_to(0), step_to(0)});
    broken.rates[2].assign(broken.rates[2].size(), std::numeric_limits<double>::quiet_NaN());
    CHECK(missing(measured(procedure, broken, "sparseness")) == "a rate is negative or not finite");
}

TEST_CASE("tuning procedures say why a flat or an empty curve has no peak") {
    const auto flat = test::unit_with({test::numbered("diameter_deg", {1, 2, 4, 8})},
                                      std::vector<test::Course>(4, step_to(2)));
    const analysis::Procedure best = analysis::BestLevelProcedure{"diameter_deg", {}};
    CHECK(missing(measured(best, flat, "best")) == "the responses to all levels are equal");
    const auto nothing = analysis::select_conditions(flat, std::vector<std::size_t>{});
    for (const analysis::Procedure& procedure :
         {best, analysis::Procedure(analysis::SizeProcedure{}),
          analysis::Procedure(analysis::OrientationProcedure{"diameter_deg", 180, {}}),
          analysis::Procedure(analysis::ContrastProcedure{"diameter_deg", {}, {}})}) {
        for (const auto& unit : {flat, nothing}) {
            for (const analysis::Quantity& quantity : analysis::measure(procedure, unit)) {
                INFO(quantity.name << " " << quantity.value << " " << quantity.reason);
                CHECK((std::isfinite(quantity.value) || !quantity.reason.empty()));
            }
        }
    }
}
