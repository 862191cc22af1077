#include "analysis/procedures/condition_filter.h"
#include "tests/analysis/procedures/synthetic.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace ventral;
using test::labelled;
using test::measured;
using test::step_to;

namespace {

/// Rates of 20 Hz; on the left more by `side`, in light displays by `polarity`.
analysis::UnitResponses design(double side, double polarity) {
    return test::unit_with(
        {labelled("side", {"left", "left", "right", "right"}),
         labelled("polarity", {"light", "dark", "light", "dark"})},
        {step_to(20 + side + polarity), step_to(20 + side), step_to(20 + polarity), step_to(20)});
}

/// The share of units that are significant; every unit has its own name, hence counts.
double significant_share(const analysis::SignificanceProcedure& procedure,
                         analysis::UnitResponses unit,
                         const std::string& name,
                         int count) {
    int significant = 0;
    for (int i = 0; i < count; ++i) {
        unit.unit = "cell " + std::to_string(i);
        significant += measured(procedure, unit, name).value == 1 ? 1 : 0;
    }
    return static_cast<double>(significant) / count;
}

analysis::SignificanceProcedure side_and_polarity() {
    analysis::SignificanceProcedure procedure;
    procedure.factors = {"side", "polarity"};
    return procedure;
}

std::string missing(const analysis::Quantity& quantity) {
    CHECK(std::isnan(quantity.value));
    return quantity.reason;
}

}  // namespace

TEST_CASE("units without an effect are significant as often as the level says") {
    analysis::SignificanceProcedure procedure = side_and_polarity();
    procedure.alpha = 0.05;
    // Three binomial standard errors of 0.05 among 1000.
    const double error = 3 * std::sqrt(0.05 * 0.95 / 1000);
    for (const std::string name : {"significant_first", "significant_second"}) {
        CHECK(std::abs(significant_share(procedure, design(0, 0), name, 1000) - 0.05) < error);
    }
    procedure.factors = {"side"};
    CHECK(std::abs(significant_share(procedure, design(0, 0), "significant_first", 1000) - 0.05) <
          error);
}

TEST_CASE("an effect is found on its own factor, the more often the larger it is") {
    const auto procedure = side_and_polarity();
    const double small = significant_share(procedure, design(2, 0), "significant_first", 200);
    const double large = significant_share(procedure, design(14, 0), "significant_first", 200);
    CHECK(small > 0.01);
    CHECK(small < 0.7);
    CHECK(large > 0.95);
    CHECK(significant_share(procedure, design(14, 0), "significant_second", 200) < 0.05);
    CHECK(significant_share(procedure, design(0, 14), "significant_second", 200) > 0.95);
    analysis::SignificanceProcedure few = procedure;
    few.trials = 3;
    CHECK(significant_share(few, design(14, 0), "significant_first", 200) < large);
}

TEST_CASE("the counts come from the seed and the unit's name alone") {
    const auto p_of = [](std::uint64_t seed, const std::string& name) {
        analysis::SignificanceProcedure procedure = side_and_polarity();
        procedure.seed = seed;
        analysis::UnitResponses unit = design(3, 0);
        unit.unit = name;
        return measured(procedure, unit, "p_first").value;
    };
    CHECK(p_of(1, "a") == p_of(1, "a"));
    CHECK(p_of(1, "a") != p_of(2, "a"));
    CHECK(p_of(1, "a") != p_of(1, "b"));
}

TEST_CASE("one factor has no second and needs two levels, and catch trials do not count") {
    analysis::SignificanceProcedure procedure;
    procedure.factors = {"side"};
    const auto unit = design(20, 0);
    CHECK(measured(procedure, unit, "significant_first").value == 1);
    CHECK(missing(measured(procedure, unit, "significant_second")) == "only one factor is tested");
    procedure.factors = {"condition"};
    CHECK(test::holds(missing(measured(procedure, unit, "p_first")), "compares two levels"));
    const double none = std::numeric_limits<double>::quiet_NaN();
    const auto with_catch = test::unit_with({test::numbered("contrast", {none, 0.1, 0.9})},
                                            {step_to(2), step_to(20), step_to(40)});
    procedure.factors = {"contrast"};
    CHECK(measured(procedure, with_catch, "significant_first").value == 1);
}

TEST_CASE("silence, a NaN, a window outside and a missing combination have no p") {
    const auto procedure = side_and_polarity();
    const auto silent =
        test::unit_with(design(0, 0).factors, std::vector<test::Course>(4, step_to(0, 0)));
    analysis::UnitResponses broken = design(10, 0);
    broken.rates[1][300] = std::numeric_limits<double>::quiet_NaN();
    const auto unequal =
        analysis::select_conditions(design(10, 0), std::vector<std::size_t>{0, 1, 2});
    analysis::SignificanceProcedure late = procedure;
    late.window_ms = {400, 900};
    analysis::SignificanceProcedure too_regular = procedure;
    too_regular.variance_to_mean = 0.05;
    for (const std::string name : {"p_first", "significant_first", "significant_second"}) {
        CHECK(test::holds(missing(measured(procedure, silent, name)), "do not vary"));
        CHECK(test::holds(missing(measured(procedure, broken, name)), "not finite"));
        CHECK(missing(measured(procedure, unequal, name)) ==
              "a combination of the two factors has no trials");
        CHECK(test::holds(missing(measured(late, design(10, 0), name)), "does not lie within"));
        CHECK(test::holds(missing(measured(too_regular, design(-18, 0), name)),
                          "cannot vary as little"));
    }
}
