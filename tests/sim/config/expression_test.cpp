#include "sim/config/expression.h"
#include "sim/base/errors.h"
#include "sim/config/load.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <string>

using namespace ventral;
using test::close;

namespace {

config::Expression parse(const std::string& text) {
    return config::Expression(config::load_text("x: " + text, "test.yaml").at("x"));
}

double two(const std::string&) {
    return 2;
}

}  // namespace

TEST_CASE("expressions compute with names that hold dots") {
    const config::Expression expression = parse("max(inner_deg, low.srf_deg * 3) + 0.5");
    CHECK(expression.names() == std::vector<std::string>{"inner_deg", "low.srf_deg"});
    CHECK(close(expression.evaluate(two), 6.5, 1e-15, 0));
    CHECK(close(parse("4").evaluate(two), 4, 0, 0));
    CHECK(close(parse("-(a - 3)^2 / 4").evaluate(two), -0.25, 1e-15, 0));
}

TEST_CASE("what is no expression is refused where it stands") {
    CHECK_THROWS_WITH_AS(parse("max(1,"), doctest::Contains("test.yaml:1:4: this is no expression"),
                         base::ConfigError);
    CHECK_THROWS_WITH_AS(parse("[1, 2]"), doctest::Contains("an expression is expected"),
                         base::ConfigError);
}

TEST_CASE("a value that is not finite is refused with what it was computed from") {
    CHECK_THROWS_WITH_AS(parse("1 / (a - 2)").evaluate(two), doctest::Contains("with a = 2"),
                         base::ConfigError);
}
