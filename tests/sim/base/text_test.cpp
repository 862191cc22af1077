#include "sim/base/text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

using namespace ventral;
using base::did_you_mean;
using base::format_number;
using base::nearest_name;

TEST_CASE("The nearest name forgives a letter changed, lost, added or swapped") {
    const std::vector<std::string> names = {"recurrent", "no_feedback", "feedforward"};
    for (const char* slip : {"recurrant", "recurrnt", "recurrrent", "recurernt", "Recurrent"}) {
        CAPTURE(slip);
        CHECK(nearest_name(slip, names) == "recurrent");
    }
    CHECK(nearest_name("feed_forward", names) == "feedforward");
    CHECK(nearest_name("nofeedback", names) == "no_feedback");
    CHECK(nearest_name("recurrent", names) == "recurrent");
}

TEST_CASE("A name that nobody can have meant has no nearest") {
    CHECK(nearest_name("zebra", {"recurrent", "feedforward"}).empty());
    CHECK(nearest_name("x", {}).empty());
    CHECK(nearest_name("", {"recurrent"}).empty());
    CHECK(did_you_mean("zebra", {"recurrent"}).empty());
}

TEST_CASE("A key without its unit is near to the key with it") {
    CHECK(nearest_name("tau", {"threshold", "tau_ms", "gain"}) == "tau_ms");
    CHECK(nearest_name("diameter", {"diameter_deg"}) == "diameter_deg");
}

TEST_CASE("The first of equally near names is taken") {
    CHECK(nearest_name("bat", {"cat", "hat"}) == "cat");
}

TEST_CASE("did_you_mean makes a question of it") {
    CHECK(did_you_mean("tau", {"tau_ms"}) == "did you mean 'tau_ms'?");
}

TEST_CASE("Numbers are formatted in the shortest way that reads back") {
    CHECK(format_number(0.1) == "0.1");
    CHECK(format_number(16) == "16");
    CHECK(format_number(-2.5) == "-2.5");
    CHECK(format_number(1e-7) == "1e-07");
    CHECK(format_number(0) == "0");
    for (const double value : {1.0 / 3.0, 1e300, 5e-324, std::numeric_limits<double>::max()}) {
        CHECK(std::strtod(format_number(value).c_str(), nullptr) == value);
    }
}

TEST_CASE("Texts are joined with a separator between them") {
    CHECK(base::join({}) == "");
    CHECK(base::join({"a"}) == "a");
    CHECK(base::join({"a", "b", "c"}) == "a, b, c");
    CHECK(base::join({"a", "b"}, " -> ") == "a -> b");
}

TEST_CASE("Empty parts keep their separators") {
    CHECK(base::join({"", "a", ""}) == ", a, ");
}

TEST_CASE("str streams its parts one after the other") {
    CHECK(base::str("a", 1, ' ', 2.5) == "a1 2.5");
}

TEST_CASE("a number is the whole text or none") {
    CHECK(base::parse_number("-0.5") == -0.5);
    CHECK(base::parse_number("1e3") == 1000.0);
    for (const char* text : {"", " 1", "1 ", "1 deg", "0x10", "inf", "nan", "+1"}) {
        CAPTURE(text);
        CHECK_FALSE(base::parse_number(text).has_value());
    }
}
