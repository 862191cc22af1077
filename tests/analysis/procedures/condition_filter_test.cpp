#include "analysis/procedures/condition_filter.h"
#include "sim/config/load.h"
#include "sim/config/write.h"
#include "tests/analysis/procedures/synthetic.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace ventral;
using test::close;
using test::holds;
using test::labelled;
using test::message_of;
using test::numbered;

namespace {

using Indices = std::vector<std::size_t>;

/// Two sides by two contrasts, and a catch trial without a contrast.
analysis::UnitResponses make_unit() {
    analysis::UnitResponses unit = test::unit_with(
        {labelled("side", {"left", "left", "right", "right", "none"}),
         numbered("contrast", {0.1, 0.3, 0.1, 0.3, std::numeric_limits<double>::quiet_NaN()})},
        {test::step_to(10), test::step_to(20), test::step_to(30), test::step_to(40),
         test::step_to(2)});
    unit.conditions = {"left/0.1", "left/0.3", "right/0.1", "right/0.3", "catch"};
    unit.preferred = {{"side", "right"}, {"orientation", "90"}};
    return unit;
}

Indices matching(const analysis::ConditionFilter& filter) {
    return analysis::conditions_matching(make_unit(), filter);
}

}  // namespace

TEST_CASE("a filter takes labels, numbers as numbers, lists and the conditions' own labels") {
    CHECK(matching({}) == Indices{0, 1, 2, 3, 4});
    CHECK(matching({{"side", {"left"}}}) == Indices{0, 1});
    CHECK(matching({{"contrast", {"0.10"}}}) == Indices{0, 2});
    CHECK(matching({{"contrast", {"1e-1", "0.3"}}}) == Indices{0, 1, 2, 3});
    CHECK(matching({{"side", {"left", "none"}}}) == Indices{0, 1, 4});
    CHECK(matching({{"side", {"left"}}, {"contrast", {"0.3"}}}) == Indices{1});
    CHECK(matching({{"condition", {"right/0.1", "catch"}}}) == Indices{2, 4});
    CHECK(matching({{"side", {"none"}}, {"contrast", {"0.3"}}}).empty());
}

TEST_CASE("own and other follow the unit's preference, on the factor's axis or on a named one") {
    CHECK(matching({{"side", {"own"}}}) == Indices{2, 3});
    CHECK(matching({{"side", {"other"}}}) == Indices{0, 1, 4});
    CHECK(matching({{"side", {"own side"}}, {"contrast", {"0.1"}}}) == Indices{2});
    analysis::UnitResponses unit = test::unit_with(
        {numbered("bar_deg", {0, 90, 45, std::numeric_limits<double>::quiet_NaN()})},
        {test::step_to(1), test::step_to(2), test::step_to(3), test::step_to(4)});
    unit.preferred = {{"orientation", "90"}};
    CHECK(analysis::conditions_matching(unit, {{"bar_deg", {"own orientation"}}}) == Indices{1});
    // A catch trial has no level: it is neither one's own nor another's.
    CHECK(analysis::conditions_matching(unit, {{"bar_deg", {"other orientation"}}}) ==
          Indices{0, 2});
}

TEST_CASE("a level that is called other is that level") {
    analysis::UnitResponses unit = test::unit_with({labelled("shown", {"figure", "other"})},
                                                   {test::step_to(1), test::step_to(2)});
    CHECK(analysis::conditions_matching(unit, {{"shown", {"other"}}}) == Indices{1});
    unit.preferred = {{"shown", "other"}};
    CHECK(analysis::conditions_matching(unit, {{"shown", {"other"}}}) == Indices{1});
}

TEST_CASE("unknown factors, levels and preferences are refused with what there is") {
    const std::string factor = message_of([] { matching({{"sied", {"left"}}}); });
    CHECK(holds(factor, "no factor has this name"));
    CHECK(holds(factor, "condition, side, contrast"));
    CHECK(holds(factor, "did you mean 'side'?"));
    const std::string level = message_of([] { matching({{"side", {"lfet"}}}); });
    CHECK(holds(level, "no condition has this level of side"));
    CHECK(holds(level, "left, right, none"));
    CHECK(holds(level, "did you mean 'left'?"));
    CHECK(holds(message_of([] { matching({{"contrast", {"0.2"}}}); }), "0.1, 0.3"));
    CHECK(holds(message_of([] { matching({{"condition", {"lfet/0.1"}}}); }), "left/0.1"));
    const std::string own = message_of([] { matching({{"contrast", {"own"}}}); });
    CHECK(holds(own, "the unit has no preference of its own on this axis"));
    CHECK(holds(own, "contrast"));
}

TEST_CASE("a part of a design may lack levels that the whole has") {
    const analysis::UnitResponses left =
        analysis::select_conditions(make_unit(), {{"side", {"left"}}});
    CHECK(left.conditions == std::vector<std::string>{"left/0.1", "left/0.3"});
    CHECK(left.factors[0].labels == std::vector<std::string>{"left", "left"});
    CHECK(left.factors[1].values == std::vector<double>{0.1, 0.3});
    CHECK(left.unit == "cell");
    CHECK(left.preferred.size() == 2);
    CHECK(analysis::conditions_matching(left, {{"side", {"right"}}}).empty());
    CHECK_THROWS_AS(analysis::conditions_matching(left, {{"sied", {"left"}}}), base::ConfigError);
}

TEST_CASE("the mean course is over the conditions that pass, and has no value where none does") {
    const analysis::UnitResponses unit = make_unit();
    const std::vector<double> mean =
        analysis::mean_course(unit, {{"contrast", {"0.1"}}});  // 10 and 30 Hz
    REQUIRE(mean.size() == 700);
    CHECK(close(mean[0], 2, 0, 1e-12));
    CHECK(close(mean[300], 20, 0, 1e-12));
    CHECK(std::isnan(analysis::mean_course(unit, {{"side", {"none"}}, {"contrast", {"0.1"}}})[0]));
}

TEST_CASE("filters are written as names, numbers or lists, and read back") {
    const auto codec = analysis::condition_filter_codec();
    const auto filter =
        codec.read(config::load_text("{side: left, contrast: [0.1, 0.3]}", "test.yaml"));
    CHECK(filter == analysis::ConditionFilter{{"side", {"left"}}, {"contrast", {"0.1", "0.3"}}});
    const std::string text = config::to_yaml_text(codec.write(filter));
    CHECK(codec.read(config::load_text(text, "again.yaml")) == filter);
    CHECK(
        holds(message_of([&] { codec.read(config::load_text("{side: {left: 1}}", "test.yaml")); }),
              "test.yaml:1:8: a name is expected"));
}
