#include "sim/config/load.h"
#include "tests/sim/config/fault.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>

using namespace ventral;
using config::Node;
using test::fault_of;

namespace {

Node value_of(const std::string& text) {
    return config::load_text("k: " + text, "f").at("k");
}

struct Refused {
    const char* text;
    const char* what;
    const char* hint;
};

}  // namespace

TEST_CASE("Numbers are read as YAML 1.2 writes decimal numbers, to the last bit") {
    struct Row {
        const char* text;
        double value;
    };
    const Row rows[] = {
        {"0", 0.0},
        {"-0", -0.0},
        {"+3", 3.0},
        {"1", 1.0},
        {"-1.5", -1.5},
        {".5", 0.5},
        {"-.5", -0.5},
        {"5.", 5.0},
        {"0.1", 0.1},
        {"1e3", 1000.0},
        {"1E3", 1000.0},
        {"1e+3", 1000.0},
        {"1.e-3", 0.001},
        {"0.5e0", 0.5},
        {"0e0", 0.0},
        {"1e05", 100000.0},
        {"123456789012345678901234567890", 123456789012345678901234567890.0},
        {"0.1000000000000000055511151231257827021181583404541015625", 0.1},
        {"9007199254740993", 9007199254740992.0},
        {"1.7976931348623157e308", std::numeric_limits<double>::max()},
        {"2.2250738585072014e-308", std::numeric_limits<double>::min()},
        {"5e-324", 5e-324},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(value_of(row.text).number() == row.value);
        CHECK(std::signbit(value_of(row.text).number()) == std::signbit(row.value));
    }
}

TEST_CASE("What is no decimal number is refused, with a hint where the meaning is plain") {
    const Refused rows[] = {
        {"\"1\"", "expected a number, got text", "remove the quotes"},
        {"'1e3'", "expected a number, got text", "remove the quotes"},
        {"one", "expected a number, got text", ""},
        {"10 ms", "expected a number, got text",
         "the unit belongs in the key, the value is 10 alone"},
        {"10ms", "expected a number, got text",
         "the unit belongs in the key, the value is 10 alone"},
        {"-2.5 deg", "expected a number, got text",
         "the unit belongs in the key, the value is -2.5 alone"},
        {"1,5", "expected a number, got text", "the decimal sign is a point: 1.5"},
        {"1_000", "expected a number, got text", "write it without underscores: 1000"},
        {"1.2.3", "expected a number, got text", ""},
        {"1e", "expected a number, got text", "the unit belongs in the key, the value is 1 alone"},
        {"--1", "expected a number, got text", ""},
        {"+", "expected a number, got text", ""},
        {".", "expected a number, got text", ""},
        {"1/3", "expected a number, got text", "the unit belongs in the key, the value is 1 alone"},
        {"010", "a number must not begin with a zero", "numbers are decimal; write 10"},
        {"-007.5", "a number must not begin with a zero", "numbers are decimal; write -7.5"},
        {"00", "a number must not begin with a zero", "numbers are decimal; write 0"},
        {"0x1F", "expected a number in decimal digits", ""},
        {"0o17", "expected a number in decimal digits", ""},
        {"nan", "expected a number, got text", ""},
        {".nan", "expected a finite number, got not-a-number", ""},
        {".NaN", "expected a finite number, got not-a-number", ""},
        {".inf", "expected a finite number, got infinity", ""},
        {"-.Inf", "expected a finite number, got infinity", ""},
        {"inf", "expected a number, got text", ""},
        {"1e309", "the number is beyond the range of double precision", ""},
        {"-1e999", "the number is beyond the range of double precision", ""},
        {"1e-400", "the number is beyond the range of double precision", ""},
        {"true", "expected a number, got a boolean", ""},
        {"yes", "expected a number, got text", ""},
        {"[1]", "expected a number, got a list", ""},
        {"{a: 1}", "expected a number, got a map", ""},
        {"", "expected a number, got nothing",
         "write a value, or leave the key out to take its default"},
        {"~", "expected a number, got nothing",
         "write a value, or leave the key out to take its default"},
    };
    for (const Refused& row : rows) {
        CAPTURE(row.text);
        const auto fault = fault_of([&] { (void)value_of(row.text).number(); });
        CHECK(fault.what == row.what);
        CHECK(fault.hint == row.hint);
        CHECK(fault.key_path == "k");
    }
}

TEST_CASE("Infinity is read only where it is asked for") {
    CHECK(value_of(".inf").number_or_infinity() == HUGE_VAL);
    CHECK(value_of("-.INF").number_or_infinity() == -HUGE_VAL);
    CHECK(value_of("+.inf").number_or_infinity() == HUGE_VAL);
    CHECK(value_of("3").number_or_infinity() == 3);
    CHECK(fault_of([] { (void)value_of(".nan").number_or_infinity(); }).what ==
          "expected a finite number, got not-a-number");
    CHECK(fault_of([] { (void)value_of("inf").number_or_infinity(); }).what ==
          "expected a number, got text");
}

TEST_CASE("Integers are decimal digits within 64 bits") {
    CHECK(value_of("0").integer() == 0);
    CHECK(value_of("-12").integer() == -12);
    CHECK(value_of("+12").integer() == 12);
    CHECK(value_of("9223372036854775807").integer() == std::numeric_limits<std::int64_t>::max());
    CHECK(value_of("-9223372036854775808").integer() == std::numeric_limits<std::int64_t>::min());
    CHECK(value_of("18446744073709551615").unsigned_integer() ==
          std::numeric_limits<std::uint64_t>::max());
    const Refused rows[] = {
        {"3.0", "expected an integer, got a number", "write 3"},
        {"1e3", "expected an integer, got a number", "write 1000"},
        {"2.5", "expected an integer, got a number", ""},
        {"1e40", "expected an integer, got a number", ""},
        {"010", "a number must not begin with a zero", "numbers are decimal; write 10"},
        {"0xff", "expected an integer in decimal digits", ""},
        {"\"3\"", "expected an integer, got text", "remove the quotes"},
        {"9223372036854775808", "the integer does not fit into 64 bits", ""},
        {"-9223372036854775809", "the integer does not fit into 64 bits", ""},
        {"true", "expected an integer, got a boolean", ""},
        {"3 trials", "expected an integer, got text",
         "the unit belongs in the key, the value is 3 alone"},
        {".inf", "expected an integer, got infinity", ""},
    };
    for (const Refused& row : rows) {
        CAPTURE(row.text);
        const auto fault = fault_of([&] { (void)value_of(row.text).integer(); });
        CHECK(fault.what == row.what);
        CHECK(fault.hint == row.hint);
    }
    CHECK(fault_of([] { (void)value_of("-1").unsigned_integer(); }).what ==
          "the integer must not be negative");
    CHECK(fault_of([] { (void)value_of("18446744073709551616").unsigned_integer(); }).what ==
          "the integer does not fit into 64 bits");
}

TEST_CASE("Booleans are true and false alone") {
    CHECK(value_of("true").boolean());
    CHECK_FALSE(value_of("false").boolean());
    const Refused rows[] = {
        {"yes", "expected true or false, got text", "write true"},
        {"on", "expected true or false, got text", "write true"},
        {"True", "expected true or false, got a boolean", "write true"},
        {"1", "expected true or false, got a number", "write true"},
        {"no", "expected true or false, got text", "write false"},
        {"Off", "expected true or false, got text", "write false"},
        {"FALSE", "expected true or false, got a boolean", "write false"},
        {"0", "expected true or false, got a number", "write false"},
        {"'true'", "expected true or false, got text", "write true"},
        {"maybe", "expected true or false, got text", ""},
        {"[true]", "expected true or false, got a list", ""},
    };
    for (const Refused& row : rows) {
        CAPTURE(row.text);
        const auto fault = fault_of([&] { (void)value_of(row.text).boolean(); });
        CHECK(fault.what == row.what);
        CHECK(fault.hint == row.hint);
    }
}

TEST_CASE("Text is what YAML takes for no other type, or what is quoted") {
    CHECK(value_of("hello world").text() == "hello world");
    CHECK(value_of("\"12\"").text() == "12");
    CHECK(value_of("'true'").text() == "true");
    CHECK(value_of("yes").text() == "yes");
    CHECK(value_of("off").text() == "off");
    CHECK(value_of("''").text().empty());
    CHECK(value_of("2020-01-01").text() == "2020-01-01");
    CHECK(value_of("1.2.3").text() == "1.2.3");
    CHECK(value_of("nan").text() == "nan");
    CHECK(value_of("|\n  two\n  lines\n").text() == "two\nlines\n");
    CHECK(value_of("Zhou, Friedman & von der Heydt 2000").text() ==
          "Zhou, Friedman & von der Heydt 2000");
    const Refused rows[] = {
        {"12", "expected text, got a number", "put it in quotes if it is meant as text: \"12\""},
        {"010", "expected text, got a number", "put it in quotes if it is meant as text: \"010\""},
        {"1e3", "expected text, got a number", "put it in quotes if it is meant as text: \"1e3\""},
        {"true", "expected text, got a boolean",
         "put it in quotes if it is meant as text: \"true\""},
        {".nan", "expected text, got not-a-number",
         "put it in quotes if it is meant as text: \".nan\""},
        {"", "expected text, got nothing",
         "write a value, or leave the key out to take its default"},
        {"{a: b}", "expected text, got a map", ""},
    };
    for (const Refused& row : rows) {
        CAPTURE(row.text);
        const auto fault = fault_of([&] { (void)value_of(row.text).text(); });
        CHECK(fault.what == row.what);
        CHECK(fault.hint == row.hint);
    }
}
