#include "tests/analysis/procedures/synthetic.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace ventral;
using test::close;
using test::holds;
using test::measured;

namespace {

using Combine = std::function<double(double, double)>;

/// Objects a, b, c above and below fixation, alone and in pairs; 2 Hz of baseline, above which an
/// object alone gives `alone` Hz, those below half of it, and a pair what the model says.
analysis::UnitResponses show_pairs(const Combine& pair) {
    const std::vector<std::string> objects{"none", "a", "b", "c"};
    const std::vector<double> alone{0, 5, 12, 30};
    base::Axis above = test::labelled("above", {});
    base::Axis below = test::labelled("below", {});
    std::vector<test::Course> courses;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        for (std::size_t k = 0; k < objects.size(); ++k) {
            above.labels.push_back(objects[i]);
            below.labels.push_back(objects[k]);
            const bool both = i > 0 && k > 0;
            const double first = alone[i];
            const double second = alone[k] / 2;
            courses.push_back(test::step_to(2 + (both ? pair(first, second) : first + second)));
        }
    }
    return test::unit_with({above, below}, courses);
}

analysis::ObjectsProcedure pairs() {
    analysis::ObjectsProcedure procedure;
    procedure.places = {"above", "below"};
    return procedure;
}

}  // namespace

TEST_CASE("each model of several objects explains everything where it is the truth") {
    const auto mean = show_pairs([](double a, double b) { return (a + b) / 2; });
    CHECK(close(measured(pairs(), mean, "r2_mean").value, 1, 0, 1e-9));
    CHECK(close(measured(pairs(), mean, "slope").value, 0.5, 0, 1e-9));
    CHECK(close(measured(pairs(), mean, "slope_through_origin").value, 0.5, 0, 1e-9));
    CHECK(close(measured(pairs(), mean, "intercept").value, 0, 0, 1e-9));
    CHECK(close(measured(pairs(), mean, "r").value, 1, 0, 1e-9));
    CHECK(close(measured(pairs(), mean, "above_sum_percent").value, 0, 0, 0));
    CHECK(measured(pairs(), mean, "r2_sum").value < 0.5);
    CHECK(measured(pairs(), mean, "r2_max").value < 0.9);
    // (5, 12, 30) above and (2.5, 6, 15) below: the mean of all nine means.
    CHECK(close(measured(pairs(), mean, "mean_response").value, (47 + 23.5) / 6, 1e-9, 0));

    const auto largest = show_pairs([](double a, double b) { return std::max(a, b); });
    CHECK(close(measured(pairs(), largest, "r2_max").value, 1, 0, 1e-9));
    CHECK(measured(pairs(), largest, "r2_mean").value < 0.9);

    const auto sum = show_pairs([](double a, double b) { return a + b + 1; });
    CHECK(close(measured(pairs(), sum, "slope").value, 1, 0, 1e-9));
    CHECK(close(measured(pairs(), sum, "intercept").value, 1, 0, 1e-9));
    CHECK(close(measured(pairs(), sum, "above_sum_percent").value, 100, 0, 0));
}

TEST_CASE("the baseline counts as response only if asked to") {
    const auto sum = show_pairs([](double a, double b) { return a + b; });
    CHECK(close(measured(pairs(), sum, "r2_sum").value, 1, 0, 1e-9));
    analysis::ObjectsProcedure raw = pairs();
    raw.above_baseline = false;
    // Two baselines in the sum, one in the response.
    CHECK(close(measured(raw, sum, "intercept").value, -2, 0, 1e-9));
}

TEST_CASE("pooled units each have their own baseline") {
    const auto unit = show_pairs([](double a, double b) { return a + b; });
    analysis::UnitResponses both = unit;
    both.factors.push_back(test::labelled("site", std::vector<std::string>(16, "a")));
    for (std::size_t i = 0; i < 16; ++i) {
        both.rates.push_back(unit.rates[i]);
        for (double& rate : both.rates.back()) {
            rate += 6;
        }
        both.conditions.push_back(unit.conditions[i]);
        both.factors[0].labels.push_back(unit.factors[0].labels[i]);
        both.factors[1].labels.push_back(unit.factors[1].labels[i]);
        both.factors[2].labels.push_back("b");
    }
    CHECK(close(measured(pairs(), both, "r2_sum").value, 1, 0, 1e-9));
    CHECK(close(measured(pairs(), both, "intercept").value, 0, 0, 1e-9));
}

TEST_CASE("several objects need as many places, and displays of each object alone") {
    const auto sum = show_pairs([](double a, double b) { return a + b; });
    analysis::ObjectsProcedure triplets = pairs();
    triplets.count = 3;
    const analysis::Quantity none = measured(triplets, sum, "slope");
    CHECK(std::isnan(none.value));
    CHECK(none.reason == "fewer than 3 displays of 3 objects whose objects were also shown alone");
    analysis::ObjectsProcedure misnamed = pairs();
    misnamed.places = {"above", "bellow"};
    const std::string message = test::message_of([&] { analysis::measure(misnamed, sum); });
    CHECK(holds(message, "no factor has the name of this place"));
    CHECK(holds(message, "did you mean 'below'?"));
}

TEST_CASE("a unit that answers nothing has no slope over the sum") {
    const auto silent = test::unit_with(show_pairs([](double, double) { return 0; }).factors,
                                        std::vector<test::Course>(16, test::step_to(2)));
    const analysis::Quantity slope = measured(pairs(), silent, "slope");
    CHECK(std::isnan(slope.value));
    CHECK_FALSE(slope.reason.empty());
}
