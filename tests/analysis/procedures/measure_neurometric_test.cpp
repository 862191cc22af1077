#include "analysis/statistics/roc_area.h"

#include "tests/analysis/procedures/synthetic.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"

#include <cmath>

using namespace ventral;
using analysis::measure;
using analysis::NeurometricProcedure;
using analysis::poisson_forced_choice;
using analysis::roc_area;
using test::close;
using test::labelled;
using test::measured;
using test::unit_with;

namespace {

NeurometricProcedure there_or_not() {
    NeurometricProcedure procedure;
    procedure.of = {{"figure", {"there"}}};
    procedure.against = {{"figure", {"none"}}};
    return procedure;
}

/// Rates after 40 ms of displays with a figure and of as many without; silence before.
analysis::UnitResponses unit_of(const std::vector<double>& with,
                                const std::vector<double>& without) {
    std::vector<std::string> labels(with.size(), "there");
    labels.resize(with.size() + without.size(), "none");
    std::vector<test::Course> courses;
    for (const double rate : with) {
        courses.push_back(test::step_to(rate, 0));
    }
    for (const double rate : without) {
        courses.push_back(test::step_to(rate, 0));
    }
    return unit_with({labelled("figure", labels)}, courses);
}

}  // namespace

TEST_CASE("a forced choice between Poisson counts has its closed forms") {
    for (const double mean : {0.0, 0.3, 4.0, 250.0}) {
        CHECK(close(poisson_forced_choice(mean, mean), 0.5, 1e-12, 0));
        CHECK(close(poisson_forced_choice(mean, 0), 1 - std::exp(-mean) / 2, 1e-12, 0));
    }
    CHECK(close(poisson_forced_choice(3, 7) + poisson_forced_choice(7, 3), 1, 1e-12, 0));
    // Two counts of at most a few: sum over all pairs by hand.
    const double a = 0.7;
    const double b = 0.2;
    double sum = 0;
    double p_x = std::exp(-a);
    for (int x = 0; x < 30; p_x *= a / ++x) {
        double p_y = std::exp(-b);
        for (int y = 0; y < 30; p_y *= b / ++y) {
            sum += p_x * p_y * (x > y ? 1.0 : x == y ? 0.5 : 0.0);
        }
    }
    CHECK(close(poisson_forced_choice(a, b), sum, 1e-12, 0));
    // Large counts are normal: the difference of 1100 and 1000 has an SD of sqrt(2100).
    const double normal = 0.5 * std::erfc(-100 / std::sqrt(2100.0) / std::sqrt(2.0));
    CHECK(close(poisson_forced_choice(1100, 1000), normal, 1e-3, 0));
}

TEST_CASE("the ROC area is the mean over all pairs, its interval DeLong's over displays") {
    const std::vector<double> signal{5, 2};
    const std::vector<double> other{1, 3};
    const auto psi = [](double x, double y) { return poisson_forced_choice(x, y); };
    const double area = (psi(5, 1) + psi(5, 3) + psi(2, 1) + psi(2, 3)) / 4;
    const double s0 = (psi(5, 1) + psi(5, 3)) / 2 - (psi(2, 1) + psi(2, 3)) / 2;
    const double s1 = (psi(5, 1) + psi(2, 1)) / 2 - (psi(5, 3) + psi(2, 3)) / 2;
    // The variance of two values is half of their squared difference.
    const double sd = std::sqrt(s0 * s0 / 2 / 2 + s1 * s1 / 2 / 2);
    const analysis::RocArea roc = roc_area(signal, other);
    CHECK(close(roc.area, area, 1e-12, 0));
    CHECK(close(roc.interval.low, std::max(area - 1.959963984540054 * sd, 0.0), 1e-9, 0));
    CHECK(close(roc.interval.high, std::min(area + 1.959963984540054 * sd, 1.0), 1e-9, 0));
    CHECK(std::isnan(roc_area(std::vector<double>{5}, other).interval.low));
    CHECK(test::holds(roc_area({}, other).reason, "no display"));
    CHECK(test::holds(roc_area(std::vector<double>{-1}, other).reason, "negative"));
}

TEST_CASE("accuracy and reaction time of a cell that is silent without the figure") {
    // accuracy(t) = 1 - exp(-r (t - 40) / 1000) / 2, 0.75 at 40 ms + ln 2 / r = 74.7 ms.
    const auto unit = unit_of({20, 20}, {0, 0});
    CHECK(close(measured(there_or_not(), unit, "accuracy").value, 1 - std::exp(-5.2) / 2, 1e-9, 0));
    CHECK(measured(there_or_not(), unit, "reaction_ms").value == 75);
    NeurometricProcedure ten = there_or_not();
    ten.cells = 10;  // 43.5 ms
    CHECK(measured(ten, unit, "reaction_ms").value == 45);
    NeurometricProcedure sure = there_or_not();
    sure.criterion = 0.95;  // 40 + ln 10 / 0.02 = 155.1
    CHECK(measured(sure, unit, "reaction_ms").value == 160);
}

TEST_CASE("displays that do not differ are told apart at chance, and never") {
    const auto unit = unit_of({30, 10}, {10, 30});
    const auto accuracy = measured(there_or_not(), unit, "accuracy");
    CHECK(close(accuracy.value, 0.5, 1e-12, 0));
    CHECK(accuracy.interval.low < 0.5);
    const auto reaction = measured(there_or_not(), unit, "reaction_ms");
    CHECK(std::isnan(reaction.value));
    CHECK(reaction.reason == "the accuracy does not stay at 0.75 or above");
    // More spikes where there is no figure is worse than chance, not a choice the other way round.
    CHECK(measured(there_or_not(), unit_of({0}, {20}), "accuracy").value < 0.01);
}

TEST_CASE("a window that was not recorded has no accuracy") {
    NeurometricProcedure late = there_or_not();
    late.window_ms = {0, 900};
    const auto accuracy = measured(late, unit_of({20}, {0}), "accuracy");
    CHECK(std::isnan(accuracy.value));
    CHECK(accuracy.reason == "the recording does not cover the window");
}
