#include "app/terminal/progress.h"
#include "app/terminal/table.h"

#include <doctest/doctest.h>

#include <limits>

using namespace ventral;

TEST_CASE("durations and sizes read as a person says them") {
    CHECK(app::format_duration(0.2) == "1 s");
    CHECK(app::format_duration(59) == "59 s");
    CHECK(app::format_duration(125) == "2 min 5 s");
    CHECK(app::format_duration(4200) == "1 h 10 min");
    CHECK(app::format_bytes(310e3) == "310 kB");
    CHECK(app::format_bytes(1.25e6) == "1.2 MB");
    CHECK(app::format_bytes(12) == "12 B");
}

TEST_CASE("a table stands in columns, numbers to the right") {
    const app::TextGrid table{{{"name"}, {"rate", true}}, {{"a", "1.5"}, {"long one", "10.25"}}};
    CHECK(app::format_table(table) ==
          "name       rate\n"
          "--------  -----\n"
          "a           1.5\n"
          "long one  10.25\n");
}

TEST_CASE("what is not finite is a dash") {
    CHECK(app::format_fixed(1.25, 1) == "1.2");
    CHECK(app::format_fixed(std::numeric_limits<double>::quiet_NaN(), 1) == "-");
}
