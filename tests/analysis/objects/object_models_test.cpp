#include "analysis/objects/object_models.h"

#include "sim/base/random.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ventral;
using namespace ventral::analysis;
using test::close;

namespace {

/// Single responses of 200 pairs, and the pair's response by a rule, with noise.
struct Pairs {
    std::vector<double> singles;
    std::vector<double> observed;
    template <class Rule>
    Pairs(const Rule& rule, double noise) {
        base::RandomStream stream(21, "pairs");
        for (int i = 0; i < 200; ++i) {
            const double first = stream.uniform(0, 60);
            const double second = stream.uniform(0, 60);
            singles.insert(singles.end(), {first, second});
            observed.push_back(rule(first, second) + noise * stream.normal());
        }
    }
    Rows rows() const { return {.values = singles, .length = 2}; }
};

double average(double a, double b) {
    return (a + b) / 2;
}

}  // namespace

TEST_CASE(
    "an averaging cell has slope one half on the sum and explains itself without parameters") {
    const Pairs pairs(average, 0);
    const auto sum = compare_objects(ObjectModel::Sum, pairs.observed, pairs.rows());
    CHECK(close(sum.line.slope, 0.5, 1e-9, 0));
    CHECK(close(sum.line.intercept, 0, 0, 1e-9));
    CHECK(close(sum.scatter, 0, 0, 1e-12));
    CHECK(sum.r2_no_free_parameter < 0);
    CHECK(sum.share_above == 0);
    const auto mean = compare_objects(ObjectModel::Mean, pairs.observed, pairs.rows());
    CHECK(close(mean.r2_no_free_parameter, 1, 1e-12, 0));
    const auto max = compare_objects(ObjectModel::Max, pairs.observed, pairs.rows());
    CHECK(max.r2_no_free_parameter < mean.r2_no_free_parameter);
    CHECK(max.r2_no_free_parameter > sum.r2_no_free_parameter);
    CHECK(max.residuals.size() == 200);
}

TEST_CASE("noise leaves the slope unbiased and lowers the correlation") {
    const Pairs pairs(average, 6);
    const auto sum = compare_objects(ObjectModel::Sum, pairs.observed, pairs.rows());
    CHECK(close(sum.line.slope, 0.5, 0, 0.04));
    CHECK(sum.line.slope_interval.low < 0.5);
    CHECK(sum.line.slope_interval.high > 0.5);
    CHECK(sum.line.r < 0.95);
    CHECK(sum.line.r > 0.85);
}

TEST_CASE("object weights are recovered, with an offset if there is one") {
    const Pairs pairs([](double a, double b) { return 0.72 * a + 0.39 * b + 3; }, 0);
    const auto with_offset = fit_object_weights(pairs.observed, pairs.rows(), true);
    REQUIRE(with_offset.reason.empty());
    CHECK(close(with_offset.weights[0], 0.72, 1e-9, 0));
    CHECK(close(with_offset.weights[1], 0.39, 1e-9, 0));
    CHECK(close(with_offset.offset, 3, 1e-9, 0));
    CHECK(close(with_offset.r2, 1, 1e-9, 0));
    const auto without = fit_object_weights(pairs.observed, pairs.rows());
    CHECK(without.offset == 0);
    CHECK(without.weights[0] > 0.72);
}

TEST_CASE("the slope of interaction on selectivity is the weight of the probe") {
    std::vector<double> reference;
    std::vector<double> probe;
    std::vector<double> pair;
    base::RandomStream stream(3, "attention");
    for (int i = 0; i < 60; ++i) {
        reference.push_back(stream.uniform(5, 50));
        probe.push_back(stream.uniform(5, 50));
        pair.push_back(0.8 * probe.back() + 0.2 * reference.back());
    }
    const std::vector<double> largest(60, 50);
    const auto weights = attention_weights(reference, probe, pair, largest);
    CHECK(close(weights.line.slope, 0.8, 1e-9, 0));
    CHECK(close(weights.line.intercept, 0, 0, 1e-9));
    CHECK(attention_weights(reference, probe, pair, std::vector<double>(60, 0)).reason ==
          "a cell has no largest response above zero");
}

TEST_CASE("conditions that cannot be compared say why") {
    const std::vector<double> one_row{3, 4};
    const std::vector<double> one{3.5};
    CHECK(compare_objects(ObjectModel::Mean, one, {.values = one_row, .length = 2}).reason ==
          "a line needs at least 2 points");
    CHECK(compare_objects(ObjectModel::Mean, {}, {.values = {}, .length = 2}).reason ==
          "no conditions");
    CHECK(fit_object_weights(one, {.values = one_row, .length = 2}).reason ==
          "there must be more conditions than weights");
    const std::vector<double> alike{1, 1, 2, 2, 3, 3};
    const std::vector<double> responses{1, 2, 3};
    CHECK(fit_object_weights(responses, {.values = alike, .length = 2}).reason ==
          "the objects' responses do not vary independently");
    CHECK_THROWS_WITH(compare_objects(ObjectModel::Sum, one, {.values = alike, .length = 2}),
                      doctest::Contains("conditions and rows of singles differ in length"));
}
