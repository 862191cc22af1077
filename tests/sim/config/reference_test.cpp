#include "tests/sim/config/example.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <string>

using namespace ventral;
using test::holds;

TEST_CASE("The reference has a row of seven columns for every key") {
    const std::string text = test::example_spec().reference();
    CHECK(holds(text, "| key | type | unit | default | range | meaning | source |\n"));
    CHECK(holds(text,
                "| `tau_ms` | number | ms | `10` | 0 < tau_ms <= 10000 ms | Time constant. | "
                "Ozeki et al. 2009 |\n"));
    CHECK(holds(text,
                "| `diameter_deg` | number | deg | required | 0 < diameter_deg <= 40 deg | "
                "Diameter. | chosen |\n"));
    CHECK(holds(text, "| `format` | text |  | required | `ventral-example/1` |"));
    CHECK(holds(text,
                "| `solver` | one of `euler` (first order), `runge_kutta` (fourth) |  | `euler` "
                "|  | Method. |  |\n"));
    CHECK(holds(text, "| `cells` | map of [cell](#cell) |"));
    CHECK(holds(text, "| `elements` | list of [element](#element) |"));
    CHECK(holds(text, "| `spot` | [disk](#disk) |  | none |"));
    CHECK(holds(text, "| `field` | one of [blank](#blank), [disk](#disk), [ring](#ring) |"));
    CHECK(holds(text, "| `at_deg` | list of numbers in deg | deg | `[0, 0]` |"));
    CHECK(holds(text,
                "| `pacemaker` | [cell](#cell) |  | `{tau_ms: 20, field: {disk: {diameter_deg: "
                "1}}}` |"));
}

TEST_CASE("Every record has one table, however often it is used") {
    const std::string text = test::example_spec().reference();
    for (const char* name : {"example", "cell", "disk", "ring", "blank", "element"}) {
        CAPTURE(name);
        const std::string title = base::str("## ", name, "\n");
        const std::size_t first = text.find(title);
        REQUIRE(first != std::string::npos);
        CHECK(text.find(title, first + 1) == std::string::npos);
    }
}

TEST_CASE("Two records of one name have both their tables") {
    struct Pair {
        test::Ring ring;
        test::Disk disk;
    };
    const auto other = config::Spec<test::Disk>("ring", "Has the name of another.")
                           .number("width_deg", &test::Disk::diameter_deg, {.unit = "deg"});
    const std::string text = config::Spec<Pair>("pair", "")
                                 .record("ring", &Pair::ring, test::ring_spec(), "")
                                 .record("disk", &Pair::disk, other, "")
                                 .reference();
    CHECK(holds(text, "`inner_deg`"));
    CHECK(holds(text, "`width_deg`"));
}

TEST_CASE("A record that takes its own defaults says so instead of repeating them") {
    struct Owner {
        test::Ring ring;
    };
    const auto spec = config::Spec<Owner>("owner", "Has a ring.")
                          .record("ring", &Owner::ring, test::ring_spec(), "Its | ring.");
    CHECK(holds(spec.reference(), "| `ring` | [ring](#ring) |  | its defaults |"));
    CHECK(holds(spec.reference(), "Its \\| ring."));
}

TEST_CASE("Types and ranges are said in words") {
    const auto numbers = config::list_codec(config::number_codec({.unit = "ms", .max = 5}), {2, 3});
    CHECK(config::type_text(numbers.outline) == "a list of numbers in ms");
    CHECK(config::range_text(numbers.outline, "t_ms") == "2 to 3 elements, each t_ms <= 5 ms");
    const auto open =
        config::number_codec({.min = -1, .max = 1, .exclusive_min = true, .exclusive_max = true});
    CHECK(config::range_text(open.outline, "x") == "-1 < x < 1");
    CHECK(config::range_text(config::number_codec({.min = 0}).outline, "x") == "x >= 0");
    CHECK(config::range_text(config::number_codec({}).outline, "x").empty());
    CHECK(config::unit_suffix("cycles/deg") == "_cpd");
    CHECK(config::unit_suffix("m/s") == "_m_per_s");
    CHECK(config::unit_suffix("").empty());
}
