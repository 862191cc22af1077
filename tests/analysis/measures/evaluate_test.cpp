#include "analysis/measures/evaluate.h"
#include "sim/base/text.h"
#include "tests/analysis/measures/synthetic_result.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace ventral;
using analysis::Verdict;
using test::close;
using test::evaluate;
using test::find_row;

namespace {

const std::string kSide =
    "side: {at: owner, index: {of: {side: own}, against: {side: other}}, over: contrast";

std::vector<std::string> instances_of(const analysis::MeasureTable& table,
                                      const std::string& quantity) {
    std::vector<std::string> labels;
    for (const analysis::InstanceValue& value : table.values) {
        if (value.quantity == quantity && value.variant == "recurrent") {
            labels.push_back(value.instance);
        }
    }
    return labels;
}

}  // namespace

TEST_CASE("a measure without targets gives a row for each quantity and variant, in file order") {
    const test::TemporaryFolder folder;
    const auto table = evaluate(test::write_result(folder), kSide + "}\nrate: {response: {}}");
    std::vector<std::string> names;
    for (const analysis::MeasureRow& row : table.rows) {
        names.push_back(row.measure + "." + row.quantity + " " + row.variant);
        CHECK(row.verdict == Verdict::Reported);
        CHECK_FALSE(row.target.has_value());
        CHECK(row.reason.empty());
    }
    CHECK(names == std::vector<std::string>{"side.index recurrent", "side.index feedforward",
                                            "side.ratio recurrent", "side.ratio feedforward",
                                            "side.difference recurrent",
                                            "side.difference feedforward", "side.percent recurrent",
                                            "side.percent feedforward", "rate.response recurrent",
                                            "rate.response feedforward"});
    // All three units; the edge gives 10 and 5 Hz.
    CHECK(close(find_row(table, "rate", "response").value, (15 + 11.25 + 7.5) / 3, 1e-6, 0));
    CHECK(find_row(table, "rate", "response").count == 3);
    CHECK(find_row(table, "rate", "response").unit == "Hz");
    CHECK(find_row(table, "rate", "response").estimator == "mean rate 50-300 ms");
}

TEST_CASE("units and levels are measured one by one, each by its own preference") {
    const test::TemporaryFolder folder;
    const auto table = evaluate(test::write_result(folder), kSide + "}");
    const auto row = find_row(table, "side", "index");
    CHECK(row.count == 4);
    CHECK(close(row.value, (0.5 + 1.0 / 3) / 2, 1e-6, 0));
    CHECK(row.interval.low >= 1.0 / 3 - 1e-6);
    CHECK(row.interval.low < row.value);
    CHECK(row.interval.high > row.value);
    CHECK(row.interval.high <= 0.5 + 1e-6);
    CHECK(instances_of(table, "index") ==
          std::vector<std::string>{"owner/side=left, contrast=0.2", "owner/side=left, contrast=0.8",
                                   "owner/side=right, contrast=0.2",
                                   "owner/side=right, contrast=0.8"});
    CHECK(close(table.values[1].value, 0.5, 1e-6, 0));
    CHECK(close(table.values[2].value, 1.0 / 3, 1e-6, 0));
    // Equal values have no spread to bootstrap.
    CHECK(close(find_row(table, "side", "index", "feedforward").value, 0, 0, 1e-9));
    CHECK(std::isnan(find_row(table, "side", "index", "feedforward").interval.low));
}

TEST_CASE("a level of conditions may be measured by condition, and conditions chosen before") {
    const test::TemporaryFolder folder;
    const std::string path = test::write_result(folder);
    const auto by_condition = evaluate(path, "r: {at: edge, response: {}, over: condition}");
    CHECK(instances_of(by_condition, "response") ==
          std::vector<std::string>{"edge, condition=left/0.2", "edge, condition=left/0.8",
                                   "edge, condition=right/0.2", "edge, condition=right/0.8"});
    const auto chosen =
        evaluate(path, "r: {at: edge, where: {contrast: 0.8}, response: {above_baseline: true}}");
    CHECK(close(find_row(chosen, "r", "response").value, 8, 1e-6, 0));
    CHECK(find_row(chosen, "r", "response").count == 1);
}

TEST_CASE("many values become one number by the summary that was asked for") {
    const test::TemporaryFolder folder;
    const std::string path = test::write_result(folder);
    // Above: 30, 15, 10, 5 of the left unit at both sides and contrasts.
    const std::vector<std::pair<std::string, double>> truths{
        {"mean", 15},    {"median", 12.5},         {"least", 5},
        {"largest", 30}, {"lower_quartile", 8.75}, {"upper_quartile", 18.75}};
    for (const auto& [name, truth] : truths) {
        const auto table = evaluate(path,
                                    "r: {at: owner/side=left, response: {}, "
                                    "over: [side, contrast], summary: " +
                                        name + "}");
        INFO(name);
        CHECK(close(find_row(table, "r", "response").value, truth, 1e-6, 0));
        CHECK(find_row(table, "r", "response").count == 4);
    }
}

TEST_CASE("pooled units are one measurement, and site is a factor of it") {
    const test::TemporaryFolder folder;
    const std::string path = test::write_result(folder);
    const std::string scatter = "{at: owner, scatter: {x: {side: left}, y: {side: right}}";
    const auto apart = evaluate(path, "s: " + scatter + "}");
    CHECK(find_row(apart, "s", "mean_difference").count == 2);
    const auto pooled = evaluate(path, "s: " + scatter + ", pool: true}");
    const auto slope = find_row(pooled, "s", "slope");
    // (30, 10), (15, 5) of the left unit, (10, 20), (5, 10) of the right one.
    CHECK(close(slope.value, -1.0 / 7, 1e-6, 0));
    CHECK(slope.count == 1);
    CHECK(slope.interval.low < slope.value);  // the regression's own
    CHECK(instances_of(pooled, "slope") == std::vector<std::string>{"all units"});
    const auto by_site = evaluate(path, "r: {at: owner, response: {}, pool: true, over: site}");
    CHECK(instances_of(by_site, "response") ==
          std::vector<std::string>{"all units, site=owner/side=left",
                                   "all units, site=owner/side=right"});
    // Each unit's own side is chosen before they are pooled.
    const auto own = evaluate(path, "r: {at: owner, where: {side: own}, response: {}, pool: true}");
    CHECK(close(find_row(own, "r", "response").value, (22.5 + 15) / 2, 1e-6, 0));
}

TEST_CASE("a target is held against its band, under its variant and summary") {
    const test::TemporaryFolder folder;
    const std::string path = test::write_result(folder);
    const auto table = evaluate(path, kSide + R"(, expect: [
      {value: 0.42, band: [0.4, 0.45], hard: true},
      {band: [0.5, 0.6]},
      {summary: largest, band: [0.49, 0.51]},
      {quantity: ratio, value: 0.4},
      {variant: feedforward, band: [-0.01, 0.01]}]})");
    REQUIRE(table.rows.size() == 3 + 2 + 2);  // two targets under one variant make two rows
    CHECK(table.rows[0].verdict == Verdict::InBand);
    CHECK(table.rows[0].target->hard);
    CHECK(table.rows[1].verdict == Verdict::Outside);
    CHECK(table.rows[2].variant == "feedforward");
    CHECK(table.rows[2].verdict == Verdict::InBand);
    CHECK(table.rows[3].summary == analysis::Summary::Largest);
    CHECK(close(table.rows[3].value, 0.5, 1e-6, 0));
    CHECK(table.rows[3].verdict == Verdict::InBand);
    CHECK_FALSE(table.rows[4].target.has_value());
    CHECK(table.rows[5].quantity == "ratio");
    CHECK(table.rows[5].verdict == Verdict::Reported);
    CHECK(*table.rows[5].target->value == 0.4);
    CHECK(analysis::name_of(Verdict::Outside) == "outside");
}

TEST_CASE("a target may hold for the value over that under another variant") {
    const test::TemporaryFolder folder;
    const std::string path = test::write_result(folder);
    const auto table = evaluate(path, R"(
rate: {at: owner/side=left, response: {}, where: {side: left},
  expect: [{relative_to: feedforward, band: [2.9, 3.1]}]}
side: {at: owner, index: {of: {side: own}, against: {side: other}},
  expect: [{relative_to: feedforward, band: [0, 10]}, {relative_to: no_feedback, band: [0, 10]}]})");
    CHECK(close(find_row(table, "rate", "response").compared, 3, 1e-6, 0));
    CHECK(find_row(table, "rate", "response").verdict == Verdict::InBand);
    CHECK(close(find_row(table, "rate", "response").value, 22.5, 1e-6, 0));
    const auto row = find_row(table, "side", "index");  // over an index of zero
    CHECK(row.verdict == Verdict::NoValue);
    CHECK(row.reason == "there is no value under feedforward to divide by");
    CHECK(table.rows.size() == 2 + 3);
}

TEST_CASE("a target under a variant that the file lacks has no value, and is not forgotten") {
    const test::TemporaryFolder folder;
    const auto table =
        evaluate(test::write_result(folder),
                 kSide + ", expect: [{variant: no_feedback, band: [0, 1], hard: true}]}");
    const auto row = find_row(table, "side", "index", "no_feedback");
    CHECK(std::isnan(row.value));
    CHECK(row.verdict == Verdict::NoValue);
    CHECK(row.target->hard);
    CHECK(row.reason == "the file has no variant 'no_feedback', only recurrent, feedforward");
}

TEST_CASE("what an unfinished run has not done is left out, and told where nothing is left") {
    const test::TemporaryFolder folder;
    // Eight cells of the recurrent variant, then two of left/0.2 under feedforward.
    const auto table = evaluate(test::write_result(folder, test::border_ownership, 10), R"(
side: {at: owner, index: {of: {side: own}, against: {side: other}}, expect: [{variant: feedforward, band: [0, 1]}]}
rate: {at: edge, response: {}}
tuning: {at: edge, best_level: {factor: contrast}, where: {side: right}})");
    CHECK(close(find_row(table, "side", "index").value, (0.5 + 1.0 / 3) / 2, 1e-6, 0));
    const auto none = find_row(table, "side", "index", "feedforward");
    CHECK(std::isnan(none.value));
    CHECK(none.reason == "no condition is left by the filter");
    CHECK(none.verdict == Verdict::NoValue);
    CHECK(close(find_row(table, "rate", "response", "feedforward").value, 5, 1e-6, 0));
    CHECK(std::isnan(find_row(table, "tuning", "best", "feedforward").value));
    CHECK_FALSE(find_row(table, "tuning", "best", "feedforward").reason.empty());
}

TEST_CASE("a NaN in a file takes its unit's value away, and says so") {
    const test::TemporaryFolder folder;
    const auto broken = [](const test::Shown& shown, double t) {
        const bool here = shown.unit == "owner/side=left" && shown.side == 1 && t > 99 && t < 101;
        return here ? std::numeric_limits<double>::quiet_NaN() : test::border_ownership(shown, t);
    };
    const auto table = evaluate(test::write_result(folder, broken), R"(
both: {at: owner, index: {of: {side: own}, against: {side: other}}}
left: {at: owner/side=left, index: {of: {side: own}, against: {side: other}}}
latency: {at: owner/side=left, latency: {of: {side: right}, rule: half_peak}})");
    const auto both = find_row(table, "both", "index");
    CHECK(both.count == 1);
    CHECK(close(both.value, 1.0 / 3, 1e-6, 0));
    CHECK(both.reason == "1 of 2 without value: a rate in the window is not finite");
    CHECK(std::isnan(find_row(table, "left", "index").value));
    CHECK(find_row(table, "left", "index").reason == "a rate in the window is not finite");
    CHECK(std::isnan(find_row(table, "latency", "latency_ms").value));
}

TEST_CASE("windows outside the recording, silence and filters that leave nothing have reasons") {
    const test::TemporaryFolder folder;
    const auto silent = [](const test::Shown&, double) { return 0.0; };
    const auto table = evaluate(test::write_result(folder, silent), R"(
late: {response: {response: {window_ms: [300, 900]}}}
index: {at: owner, index: {of: {side: own}, against: {side: other}}, expect: [{band: [0, 1]}]}
half: {latency: {rule: half_peak}}
twice: {where: {side: left}, index: {of: {side: left}, against: {side: right}}})");
    CHECK(test::holds(find_row(table, "late", "response").reason, "does not lie within"));
    CHECK(find_row(table, "index", "index").reason == "no response");
    CHECK(find_row(table, "index", "index").verdict == Verdict::NoValue);
    CHECK(find_row(table, "twice", "index").reason == "no condition is left by the filter");
    for (const analysis::MeasureRow& row : table.rows) {
        INFO(row.measure << "." << row.quantity);
        CHECK((std::isnan(row.value) || row.quantity == "difference"));
        CHECK((std::isfinite(row.value) || !row.reason.empty()));
    }
}

TEST_CASE("units of a closed loop answer for what was shown to them alone") {
    const test::TemporaryFolder folder;
    io::ResultLayout layout = test::measured_layout();
    layout.conditions = {"a/low", "a/high", "b/low", "b/high"};
    layout.factors = {{"unit", "", "unit", {}, {"a", "a", "b", "b"}},
                      {"contrast", "1", "contrast", {0.2, 0.8, 0.3, 0.9}, {}}};
    layout.views = {test::site_view("V2", {"a", "b"}), test::site_view("V1", {"edge"})};
    const auto rate = [](const test::Shown& shown, double) {
        const bool own = shown.unit == (shown.side == 0 ? "a" : "b");
        return own ? (shown.contrast == 0 ? 10.0 : 30.0) : 99.0;
    };
    const std::string path = test::write_result(folder, rate, 1000, layout);
    const auto table = evaluate(path, R"(
contrast: {index: {of: {condition: high}, against: {condition: low}}}
best: {best_level: {factor: contrast}, over: unit}
edge: {at: edge, response: {}, where: {unit: a}})");
    CHECK(close(find_row(table, "contrast", "index").value, 0.5, 1e-6, 0));
    CHECK(find_row(table, "contrast", "index").count == 2);  // the edge is no unit
    CHECK(close(find_row(table, "best", "best").value, (0.8 + 0.9) / 2, 1e-6, 0));
    CHECK(close(find_row(table, "edge", "response").value, 99, 1e-6, 0));
}

TEST_CASE("the evaluation tells before each unit how far it is") {
    const test::TemporaryFolder folder;
    std::vector<std::string> told;
    analysis::evaluate(test::measures_of("rate: {response: {}}"),
                       io::ResultFile(test::write_result(folder)),
                       [&](const analysis::MeasureStep& step) {
                           told.push_back(base::str(step.measure, ", ", step.variant, ": ",
                                                    step.done, " of ", step.all));
                       });
    CHECK(told == std::vector<std::string>{"rate, recurrent: 0 of 3", "rate, recurrent: 1 of 3",
                                           "rate, recurrent: 2 of 3", "rate, feedforward: 0 of 3",
                                           "rate, feedforward: 1 of 3",
                                           "rate, feedforward: 2 of 3"});
}
