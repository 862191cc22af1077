#include "sim/config/load.h"
#include "tests/sim/config/example.h"
#include "tests/sim/config/fault.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using namespace ventral;
using test::fault_of;
using test::place_of;

namespace {

/// The fault of a file that begins with two good lines; `text` begins in line 3.
base::ConfigFault fault_in(const std::string& text) {
    const std::string file = "format: ventral-example/1\ntitle: x\n" + text;
    return fault_of([&] { (void)test::example_spec().read(config::load_text(file, "f.yaml")); });
}

}  // namespace

TEST_CASE("An unknown key names its place, the valid keys and the nearest of them") {
    const auto fault = fault_in("cells:\n  a:\n    taus_ms: 3\n");
    CHECK(fault.what == "unknown key 'taus_ms'");
    CHECK(place_of(fault) == "f.yaml:5:5");
    CHECK(fault.key_path == "cells.a.taus_ms");
    CHECK(fault.got == "taus_ms: 3");
    CHECK(fault.allowed == "tau_ms, noise_sd, field");
    CHECK(fault.hint == "did you mean 'tau_ms'?");
    CHECK(fault_in("zebra: 1\n").hint.empty());
    CHECK(fault_in("cells: {a: {field: {blank: {x: 1}}}}\n").allowed == "no keys");
}

TEST_CASE("The message of a fault holds all its facts") {
    try {
        (void)test::example_spec().read(config::load_text(
            "format: ventral-example/1\ntitle: x\ncells: {a: {tau_ms: 0}}\n", "f.yaml"));
        FAIL_CHECK("no error");
    } catch (const base::ConfigError& error) {
        CHECK(std::string(error.what()) ==
              "f.yaml:3:21: 'tau_ms' is out of range\n"
              "  at:      cells.a.tau_ms\n"
              "  got:     0\n"
              "  allowed: 0 < tau_ms <= 10000 ms");
    }
}

TEST_CASE("A key without its unit, or with another, is told the key to write") {
    const auto bare = fault_in("cells: {a: {tau: 3}}\n");
    CHECK(bare.what == "unknown key 'tau'");
    CHECK(bare.hint == "the unit belongs in the key: write 'tau_ms'");
    CHECK(fault_in("cells: {a: {tau_s: 3}}\n").hint == "give it in ms: write 'tau_ms'");
    CHECK(fault_in("at: [1, 2]\n").hint == "the unit belongs in the key: write 'at_deg'");
}

TEST_CASE("A missing key names itself, what it takes and the place of its parent") {
    const auto fault = fault_in("spot:\n  {}\n");
    CHECK(fault.what == "missing key 'diameter_deg'");
    CHECK(place_of(fault) == "f.yaml:3:1");
    CHECK(fault.key_path == "spot.diameter_deg");
    CHECK(fault.got == "an empty map");
    CHECK(fault.allowed == "a number in deg, 0 < diameter_deg <= 40 deg");
    const auto root = fault_of([] {
        (void)test::example_spec().read(
            config::load_text("format: ventral-example/1\nseed: 1\n", "f.yaml"));
    });
    CHECK(root.what == "missing key 'title'");
    CHECK(place_of(root) == "f.yaml:1:1");
    CHECK(root.got == "a map with format, seed");
    CHECK(root.allowed == "a text, not empty");
}

TEST_CASE("An ill-typed value names the type that is expected, the text and the range") {
    struct Row {
        const char* text;
        const char* place;
        const char* key_path;
        const char* what;
        const char* got;
        const char* allowed;
    };
    const Row rows[] = {
        {"cells: {a: {tau_ms: fast}}\n", "f.yaml:3:21", "cells.a.tau_ms",
         "expected a number in ms, got text", "fast", "0 < tau_ms <= 10000 ms"},
        {"trials: 2.5\n", "f.yaml:3:9", "trials", "expected an integer, got a number", "2.5",
         "1 <= trials <= 100"},
        {"is_noisy: yes\n", "f.yaml:3:11", "is_noisy", "expected true or false, got text", "yes",
         ""},
        {"comment: 12\n", "f.yaml:3:10", "comment", "expected text, got a number", "12", ""},
        {"solver: 3\n", "f.yaml:3:9", "solver", "expected a name, got a number", "3",
         "one of: euler, runge_kutta"},
        {"times_ms: 3\n", "f.yaml:3:11", "times_ms", "expected a list, got a number", "3", ""},
        {"times_ms: [3, x]\n", "f.yaml:3:15", "times_ms.1", "expected a number in ms, got text",
         "x", "times_ms >= 0 ms"},
        {"spot: 3\n", "f.yaml:3:7", "spot", "expected a map, got a number", "3", ""},
        {"cells: [1]\n", "f.yaml:3:8", "cells", "expected a map, got a list", "[1]", ""},
        {"elements: {a: 1}\n", "f.yaml:3:11", "elements", "expected a list, got a map", "{a: 1}",
         ""},
        {"seed: -1\n", "f.yaml:3:7", "seed", "the integer must not be negative", "-1", "seed >= 0"},
        {"title2:\n", "f.yaml:3:1", "title2", "unknown key 'title2'", "title2: nothing",
         "format, title, comment, seed, trials, is_noisy, solver, solvers, at_deg, times_ms, "
         "variants, weight_limit, spot, pacemaker, cells, elements, gains, factors, ratio"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto fault = fault_in(row.text);
        CHECK(fault.what == row.what);
        CHECK(place_of(fault) == row.place);
        CHECK(fault.key_path == row.key_path);
        CHECK(fault.got == row.got);
        CHECK(fault.allowed == row.allowed);
    }
}

TEST_CASE("Ranges are held from both sides") {
    const auto spec = test::example_spec();
    const auto read = [&](const std::string& line) {
        return spec.read(
            config::load_text("format: ventral-example/1\ntitle: x\n" + line, "f.yaml"));
    };
    CHECK(read("trials: 1\n").trials == 1);
    CHECK(read("trials: 100\n").trials == 100);
    CHECK(read("cells: {a: {tau_ms: 10000}}\n").cells[0].tau_ms == 10000);
    CHECK(read("cells: {a: {tau_ms: 1.0e-9}}\n").cells[0].tau_ms == 1e-9);
    CHECK(read("times_ms: [0]\n").times_ms == std::vector<double>{0});
    for (const char* line : {"trials: 0\n", "trials: 101\n", "trials: -9223372036854775808\n",
                             "cells: {a: {tau_ms: 0}}\n", "cells: {a: {tau_ms: 10000.000001}}\n",
                             "times_ms: [-1.0e-300]\n", "at_deg: [0, 30.5]\n"}) {
        CAPTURE(line);
        CHECK(fault_in(line).what.find("is out of range") != std::string::npos);
    }
    CHECK(fault_in("at_deg: [0, 30.5]\n").allowed == "-30 <= at_deg <= 30 deg");
    CHECK(fault_in("at_deg: [0, 30.5]\n").key_path == "at_deg.1");
}

TEST_CASE("Infinity passes only where the field allows it") {
    CHECK(fault_in("times_ms: [.inf]\n").what == "expected a finite number, got infinity");
    CHECK(fault_in("weight_limit: -.inf\n").what == "'weight_limit' is out of range");
    CHECK(fault_in("weight_limit: .nan\n").what == "expected a finite number, got not-a-number");
}

TEST_CASE("Lists and maps with too few or too many elements are refused") {
    const auto pair = fault_in("at_deg: [1, 2, 3]\n");
    CHECK(pair.what == "'at_deg' has 3 elements");
    CHECK(pair.got == "[1, 2, 3]");
    CHECK(pair.allowed == "2 elements");
    CHECK(fault_in("at_deg: [1]\n").what == "'at_deg' has 1 element");
    CHECK(fault_in("variants: []\n").allowed == "at least 1 element");
    CHECK(fault_in("solvers: [euler, euler, euler]\n").allowed == "at most 2 elements");
}

TEST_CASE("An unknown name of a choice is refused with the nearest") {
    const auto fault = fault_in("solver: rungekutta\n");
    CHECK(fault.what == "unknown name 'rungekutta' for 'solver'");
    CHECK(fault.got == "rungekutta");
    CHECK(fault.allowed == "one of: euler, runge_kutta");
    CHECK(fault.hint == "did you mean 'runge_kutta'?");
    CHECK(fault_in("solvers: [eulr]\n").key_path == "solvers.0");
}

TEST_CASE("A tagged union takes one known alternative") {
    const auto unknown = fault_in("cells: {a: {field: {rong: {}}}}\n");
    CHECK(unknown.what == "unknown name 'rong' for 'field'");
    CHECK(place_of(unknown) == "f.yaml:3:21");
    CHECK(unknown.allowed == "one of: blank, disk, ring");
    CHECK(unknown.hint == "did you mean 'ring'?");
    const auto two = fault_in("cells: {a: {field: {ring: {}, blank: {}}}}\n");
    CHECK(two.what == "expected a map with a single key, got 2");
    CHECK(two.allowed == "one of: blank, disk, ring");
    CHECK(fault_in("cells: {a: {field: [disk]}}\n").what ==
          "expected a map with a single key, got a list");
    const auto bare = fault_in("cells: {a: {field: disk}}\n");
    CHECK(bare.what == "missing key 'diameter_deg'");
    CHECK(bare.key_path == "cells.a.field.disk.diameter_deg");
    CHECK(bare.line == 3);
    CHECK(fault_in("cells: {a: {field: {disk: {diameter_deg: 41}}}}\n").key_path ==
          "cells.a.field.disk.diameter_deg");
}

TEST_CASE("Alternatives among the keys of a record exclude one another") {
    const auto none = fault_in("elements:\n  - onset_ms: 3\n");
    CHECK(none.what == "one of the keys blank, disk, ring is missing");
    CHECK(none.key_path == "elements.0");
    CHECK(none.line == 4);
    CHECK(none.got == "a map with onset_ms");
    const auto two = fault_in("elements:\n  - ring: {}\n    blank: {}\n");
    CHECK(two.what == "'ring' excludes 'blank', given in line 5");
    CHECK(two.allowed == "exactly one of: blank, disk, ring");
    CHECK(fault_in("elements: [{rong: {}}]\n").hint == "did you mean 'ring'?");
}

TEST_CASE("A rule over several keys throws at the key it blames") {
    const auto fault = fault_in("elements:\n  - ring: {inner_deg: 3, outer_deg: 3}\n");
    CHECK(fault.what == "the ring is closed");
    CHECK(place_of(fault) == "f.yaml:4:37");
    CHECK(fault.key_path == "elements.0.ring.outer_deg");
    CHECK(fault.got == "3");
    CHECK(fault.allowed == "outer_deg > 3");
}

TEST_CASE("The format is checked before anything else") {
    const auto fault = fault_of([] {
        (void)test::example_spec().read(
            config::load_text("format: ventral-example/2\nnew_key: 1\n", "f.yaml"));
    });
    CHECK(fault.what == "the file has another version of its format than this program reads");
    CHECK(fault_of([] {
              (void)test::example_spec().read(config::load_text("title: x\n", "f.yaml"));
          }).what == "missing key 'format'");
}

TEST_CASE("A spec that contradicts itself is a mistake of the program") {
    using test::Disk;
    using DiskSpec = config::Spec<Disk>;
    CHECK_THROWS_AS(DiskSpec("disk", "").number("diameter", &Disk::diameter_deg, {.unit = "deg"}),
                    std::logic_error);
    CHECK_THROWS_AS(DiskSpec("disk", "").number("diameter_deg", &Disk::diameter_deg, {}),
                    std::logic_error);
    CHECK_THROWS_AS(DiskSpec("disk", "")
                        .number("x_deg", &Disk::diameter_deg, {.unit = "deg"})
                        .number("x_deg", &Disk::diameter_deg, {.unit = "deg"}),
                    std::logic_error);
}
