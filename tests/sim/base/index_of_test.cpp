#include "sim/base/index_of.h"

#include <doctest/doctest.h>

using namespace ventral;

TEST_CASE("A name has the place of the first like it, an unknown one the place behind the last") {
    const std::vector<std::string> names{"a", "b", "a", "c"};
    CHECK(base::index_of(names, "a") == 0);
    CHECK(base::index_of(names, "c") == 3);
    CHECK(base::index_of(names, "d") == 4);
    CHECK(base::index_of({}, "d") == 0);
}
