#include "tests/analysis/procedures/synthetic.h"
#include "tests/support/close.h"

#include <cmath>

using namespace ventral;
using analysis::IdentifyProcedure;
using test::close;
using test::labelled;
using test::measured;
using test::step_to;

namespace {

/// Two units; unit i answers object i with `strong` Hz and the other with `weak`, alone and
/// crowded, where all rates are multiplied by `gain` and `mixed` of them swap places.
analysis::UnitResponses two_units(double strong, double weak, double gain, double mixed) {
    const auto crowd = [=](double own, double other) {
        return gain * ((1 - mixed) * own + mixed * other);
    };
    std::vector<test::Course> courses;
    for (const auto& [a, b] : {std::pair{strong, weak}, std::pair{weak, strong}}) {
        courses.push_back(step_to(a, 0));
        courses.push_back(step_to(b, 0));
        courses.push_back(step_to(crowd(a, b), 0));
        courses.push_back(step_to(crowd(b, a), 0));
    }
    const std::vector<std::string> objects{"a", "b", "a", "b", "a", "b", "a", "b"};
    const std::vector<std::string> flankers{"none", "none", "near", "near",
                                            "none", "none", "near", "near"};
    const std::vector<std::string> sites{"u", "u", "u", "u", "v", "v", "v", "v"};
    return test::unit_with(
        {labelled("letter", objects), labelled("flankers", flankers), labelled("site", sites)},
        courses);
}

IdentifyProcedure letters(const std::string& tests) {
    IdentifyProcedure procedure;
    procedure.object = "letter";
    procedure.templates = {{"flankers", {"none"}}};
    procedure.tests = {{"flankers", {tests}}};
    procedure.trials = 4000;
    return procedure;
}

}  // namespace

TEST_CASE("two cells that answer one object each tell it as often as the closed form says") {
    // Silent cell against one of rate r: right unless it is silent too, and then half of the time:
    // 1 - exp(-r T) / 2. Ties go to the first object, so both kinds of display together have it.
    const auto unit = two_units(10, 0, 1, 0);
    IdentifyProcedure procedure = letters("near");
    procedure.window_ms = {0, 140};  // 100 ms of response
    const auto accuracy = measured(procedure, unit, "accuracy");
    CHECK(close(accuracy.value, 1 - std::exp(-1.0) / 2, 0.02, 0));
    CHECK(accuracy.interval.low < 1 - std::exp(-1.0) / 2);
    CHECK(accuracy.interval.high > accuracy.value);
    CHECK(measured(procedure, unit, "chance").value == 0.5);
    // 0.75 at 40 ms + ln 2 / r = 109.3 ms, looked at every 10 ms.
    CHECK(close(measured(procedure, unit, "reaction_ms").value, 110, 10, 0));
}

TEST_CASE("a gain common to all units does not matter, a mixture of objects does") {
    CHECK(measured(letters("near"), two_units(60, 5, 0.5, 0), "accuracy").value > 0.99);
    CHECK(
        close(measured(letters("near"), two_units(60, 5, 1, 0.5), "accuracy").value, 0.5, 0.02, 0));
    CHECK(measured(letters("near"), two_units(60, 5, 1, 1), "accuracy").value < 0.01);
}

TEST_CASE("more cells see more, and another seed sees other spikes") {
    IdentifyProcedure procedure = letters("near");
    const auto unit = two_units(12, 8, 1, 0);
    const double one = measured(procedure, unit, "accuracy").value;
    procedure.cells = 10;
    CHECK(measured(procedure, unit, "accuracy").value > one + 0.1);
    procedure.cells = 1;
    procedure.seed = 2;
    CHECK(measured(procedure, unit, "accuracy").value != one);
}

TEST_CASE("what cannot be told has a reason") {
    const auto unit = two_units(60, 5, 1, 0);
    IdentifyProcedure one = letters("near");
    one.templates = {{"flankers", {"none"}}, {"letter", {"a"}}};
    CHECK(measured(one, unit, "accuracy").reason ==
          "there are templates of fewer than two objects");
    IdentifyProcedure late = letters("near");
    late.window_ms = {0, 900};
    CHECK(measured(late, unit, "accuracy").reason == "the recording does not cover the window");
}
