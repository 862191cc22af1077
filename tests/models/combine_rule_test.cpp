#include "models/combine_rule.h"
#include "sim/config/load.h"
#include "tests/models/axes.h"
#include "tests/sim/config/fault.h"

#include <doctest/doctest.h>

using namespace ventral;
using models::ChannelSpace;
using test::circular_axis;
using test::fault_of;
using test::label_axis;

namespace {

models::CombineRule rule_from(const std::string& yaml) {
    return models::combine_rule_codec().read(config::load_text("c: " + yaml, "c.yaml").at("c"));
}

const config::Node kNowhere;

}  // namespace

TEST_CASE("Energy over phases asks for a stage with the phases last") {
    const ChannelSpace source(
        {circular_axis("orientation", 2, 180), circular_axis("phase", 4, 360)});
    const ChannelSpace target({circular_axis("orientation", 2, 180)});
    const auto rule = rule_from("{root_sum_of_squares: {over: phase}}");
    const auto plan = models::plan_combination(rule, source, target, kNowhere);
    CHECK(plan.over_axis == "phase");
    CHECK(plan.stage_axes.size() == 2);
    CHECK(plan.stage_axes.back().name == "phase");
    const auto combination = models::make_combination(rule, source, target, {}, kNowhere);
    CHECK(combination.kind == engine::CombinationKind::RootSumOfSquares);
    CHECK(combination.members == std::vector<std::vector<int>>{{0, 1, 2, 3}, {4, 5, 6, 7}});
}

TEST_CASE("Orientation contrast keeps the target's orientation beside the source's") {
    const ChannelSpace both({circular_axis("orientation", 3, 180)});
    const auto rule = rule_from("{orientation_contrast: {over: orientation}}");
    const auto plan = models::plan_combination(rule, both, both, kNowhere);
    CHECK(ChannelSpace(plan.stage_axes).size() == 9);
    const auto combination = models::make_combination(rule, both, both, {}, kNowhere);
    CHECK(combination.members[1] == std::vector<int>{3, 4, 5});
}

TEST_CASE("Own against opponent lists the own side first") {
    const ChannelSpace target(
        {circular_axis("orientation", 2, 180), label_axis("side", {"left", "right"})});
    const auto rule =
        rule_from("{own_against_opponent: {over: side, exponent: 2, input_gain: 15}}");
    const auto plan = models::plan_combination(rule, ChannelSpace({}), target, kNowhere);
    CHECK(plan.input_gain == 15.0);
    const auto combination = models::make_combination(rule, ChannelSpace({}), target, {}, kNowhere);
    CHECK(combination.exponent == 2.0);
    CHECK(combination.members == std::vector<std::vector<int>>{{0, 1}, {1, 0}, {2, 3}, {3, 2}});
}

TEST_CASE("Pairs join a value of an axis with the value at the target's offset") {
    const ChannelSpace source({circular_axis("direction", 4, 360)});
    const ChannelSpace target({circular_axis("direction", 4, 360),
                               engine::ChannelAxis{"apart", "deg", {90, 180}, {}, 0}});
    const auto rule = rule_from("{geometric_mean_of_pairs: {along: direction, by: apart}}");
    CHECK(models::plan_combination(rule, source, target, kNowhere).stage_is_source);
    const std::vector<std::vector<double>> every(8, std::vector<double>(4, 1.0));
    const auto combination = models::make_combination(rule, source, target, every, kNowhere);
    CHECK(combination.kind == engine::CombinationKind::GeometricMean);
    CHECK(combination.members[0] == std::vector<int>{0, 1});
    CHECK(combination.members[1] == std::vector<int>{0, 2});
    CHECK(combination.members[6] == std::vector<int>{3, 0});
    const ChannelSpace odd(
        {circular_axis("direction", 4, 360), engine::ChannelAxis{"apart", "deg", {30}, {}, 0}});
    const std::vector<std::vector<double>> few(4, std::vector<double>(4, 1.0));
    CHECK(fault_of([&] {
              (void)models::make_combination(rule, source, odd, few, kNowhere);
          }).what == "no source channel has direction 30 to make a pair with");
}

TEST_CASE("A combination over an axis that does not exist names the nearest") {
    const ChannelSpace source({circular_axis("phase", 4, 360)});
    const config::Node node =
        config::load_text("{power_mean: {over: phas, exponent: 0.3}}", "c.yaml");
    const auto rule = models::combine_rule_codec().read(node);
    const auto fault =
        fault_of([&] { (void)models::plan_combination(rule, source, ChannelSpace({}), node); });
    CHECK(fault.what == "the channels of the source have no axis 'phas'");
    CHECK(fault.hint == "did you mean 'phase'?");
    CHECK(fault.file == "c.yaml");
}
