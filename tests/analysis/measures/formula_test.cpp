#include "analysis/measures/evaluate.h"
#include "tests/analysis/measures/synthetic_result.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace ventral;
using test::close;
using test::evaluate;
using test::find_row;

namespace {

/// Responses to the preferred and the other side of each unit: 22.5 and 7.5, 15 and 7.5.
const std::string kOwnAndOther = R"(
own: {at: owner, where: {side: own}, response: {}}
other: {at: owner, where: {side: other}, response: {}}
)";

}  // namespace

TEST_CASE("a formula is computed unit by unit where its measures have the same units") {
    const test::TemporaryFolder folder;
    const auto table =
        evaluate(test::write_result(folder),
                 kOwnAndOther +
                     "ratio: {formula: {expression: own.response / other.response}}\n"
                     "more: {formula: {expression: 2 * ratio.value + 1, unit: ms}}");
    const auto ratio = find_row(table, "ratio", "value");
    CHECK(ratio.count == 2);
    CHECK(close(ratio.value, (3.0 + 2.0) / 2, 1e-6, 0));  // not 18.75 / 7.5
    CHECK(ratio.estimator == "own.response / other.response");
    CHECK(close(find_row(table, "more", "value").value, 6, 1e-6, 0));
    CHECK(find_row(table, "more", "value").unit == "ms");
    CHECK(close(find_row(table, "ratio", "value", "feedforward").value, 1, 1e-6, 0));
}

TEST_CASE("a formula over measures of different units takes their summaries") {
    const test::TemporaryFolder folder;
    const auto table =
        evaluate(test::write_result(folder),
                 "own: {at: owner, where: {side: own}, response: {}, summary: largest}\n"
                 "edge: {at: edge, response: {}}\n"
                 "gain: {formula: {expression: own.response - edge.response, unit: Hz}}");
    const auto gain = find_row(table, "gain", "value");
    CHECK(gain.count == 1);
    CHECK(close(gain.value, 22.5 - 7.5, 1e-6, 0));
}

TEST_CASE("a formula may ask for the summaries of measures that have the same units") {
    const test::TemporaryFolder folder;
    const auto table = evaluate(
        test::write_result(folder),
        kOwnAndOther +
            "ratio: {formula: {expression: own.response / other.response, of_summaries: true}}");
    const auto ratio = find_row(table, "ratio", "value");
    CHECK(ratio.count == 1);
    CHECK(close(ratio.value, 18.75 / 7.5, 1e-6, 0));  // not the mean of 3 and 2
}

TEST_CASE("a formula over a missing value names it, and one that is not finite has no value") {
    const test::TemporaryFolder folder;
    const auto table = evaluate(test::write_result(folder), R"(
absent: {at: edge, response: {response: {window_ms: [300, 900]}}}
edge: {at: edge, response: {}}
difference: {at: owner, where: {contrast: 0.8}, index: {of: {side: left}, against: {side: right}}}
lag: {formula: {expression: absent.response - edge.response}}
nothing: {formula: {expression: edge.response / (edge.response - edge.response)}}
root: {formula: {expression: sqrt(difference.index)}})");
    CHECK(std::isnan(find_row(table, "lag", "value").value));
    CHECK(find_row(table, "lag", "value").reason == "absent.response has no value");
    CHECK(std::isnan(find_row(table, "nothing", "value").value));
    CHECK(find_row(table, "nothing", "value").reason == "the value is not finite");
    // The root of the left unit's 0.5 only.
    CHECK(find_row(table, "root", "value").count == 1);
    CHECK(close(find_row(table, "root", "value").value, std::sqrt(0.5), 1e-6, 0));
    CHECK(find_row(table, "root", "value").reason ==
          "1 of 2 without value: the value is not finite");
}
