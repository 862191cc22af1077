#include "sim/config/node.h"
#include "sim/config/load.h"
#include "tests/sim/config/fault.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

using namespace ventral;
using config::load_text;
using config::Node;
using test::fault_of;
using test::place_of;

namespace {

const char* const kText =
    "areas:\n"
    "  V1:\n"
    "    tau_ms: 10\n"
    "    at_deg: [1, -2.5]\n"
    "  V2: {tau_ms: 12}\n"
    "empty:\n"
    "names: [é, {z: 1}]\n";

Node example() {
    return load_text(kText, "model.yaml");
}

}  // namespace

TEST_CASE("A node knows the file, line, column and key path of its value and of its key") {
    const Node tau = example().at("areas").at("V1").at("tau_ms");
    CHECK(tau.place() == config::Place{"model.yaml", 3, 13, "areas.V1.tau_ms"});
    CHECK(tau.key_place() == config::Place{"model.yaml", 3, 5, "areas.V1.tau_ms"});
    CHECK(tau.name() == "tau_ms");

    const Node y = example().at("areas").at("V1").at("at_deg").element(1);
    CHECK(y.place() == config::Place{"model.yaml", 4, 17, "areas.V1.at_deg.1"});
    CHECK(y.name() == "at_deg");

    const Node flow = example().at("areas").at("V2");
    CHECK(flow.place().line == 5);
    CHECK(flow.place().column == 7);
    CHECK(flow.key_place().column == 3);
}

TEST_CASE("Columns count characters, not bytes") {
    const Node z = example().at("names").element(1).at("z");
    CHECK(z.key_place().column == 13);
    CHECK(z.place().column == 16);
}

TEST_CASE("The root has no key path and the place of its first key") {
    CHECK(example().place() == config::Place{"model.yaml", 1, 1, ""});
    CHECK(example().key_place() == example().place());
    CHECK(example().name().empty());
}

TEST_CASE("A value that was left blank is a null at its key") {
    const Node empty = example().at("empty");
    CHECK(empty.is_null());
    CHECK(empty.place().line == 6);
    CHECK(empty.place().column == 1);
    CHECK(empty.summary() == "nothing");
}

TEST_CASE("Keys and entries come in the order of the file") {
    const Node root = load_text("b: 1\na: 2\nc: 3\n", "order.yaml");
    CHECK(root.keys() == std::vector<std::string>{"b", "a", "c"});
    CHECK(root.entries()[1].first == "a");
    CHECK(root.entries()[1].second.integer() == 2);
    CHECK(root.size() == 3);
}

TEST_CASE("A missing key names itself, the place of its parent and the keys that are there") {
    const auto fault = fault_of([] { example().at("areas").at("V1").at("tau"); });
    CHECK(fault.what == "missing key 'tau'");
    CHECK(place_of(fault) == "model.yaml:2:3");
    CHECK(fault.key_path == "areas.V1.tau");
    CHECK(fault.got == "a map with tau_ms, at_deg");
    CHECK(fault.hint == "did you mean 'tau_ms'?");
}

TEST_CASE("find gives nothing for a missing key and refuses to look into a scalar") {
    CHECK_FALSE(example().find("nothing_here"));
    CHECK_FALSE(example().has("nothing_here"));
    const auto fault =
        fault_of([] { (void)example().at("areas").at("V1").at("tau_ms").find("x"); });
    CHECK(fault.what == "expected a map, got a number");
    CHECK(fault.got == "10");
}

TEST_CASE("An element beyond the end of a list is refused with the indices there are") {
    const auto fault = fault_of([] { (void)example().at("names").element(2); });
    CHECK(fault.what == "there is no element 2");
    CHECK(fault.allowed == "0 ... 1");
    const auto empty = fault_of([] { (void)load_text("[]", "a").element(0); });
    CHECK(empty.allowed == "the list is empty");
}

TEST_CASE("Another kind than the one asked for is named") {
    CHECK(fault_of([] { (void)load_text("[1]", "a").entries(); }).what ==
          "expected a map, got a list");
    CHECK(fault_of([] { (void)load_text("{a: 1}", "a").elements(); }).what ==
          "expected a list, got a map");
    const auto scalar = fault_of([] { (void)load_text("a: 3", "a").at("a").elements(); });
    CHECK(scalar.what == "expected a list, got a number");
    CHECK(scalar.hint == "a list of one is written [3]");
    const auto empty = fault_of([] { (void)load_text("a:", "a").at("a").keys(); });
    CHECK(empty.what == "expected a map, got nothing");
    CHECK(empty.hint == "write {} for a map without keys");
    const auto colon = fault_of([] { (void)load_text("a:1", "a").keys(); });
    CHECK(colon.what == "expected a map, got text");
    CHECK(colon.hint == "a key needs a space after its colon: 'key: value'");
}

TEST_CASE("A file without content is refused in these words") {
    for (const char* text : {"", "# only a comment\n", "---\n", "\n\n"}) {
        CAPTURE(text);
        const auto fault = fault_of([&] { load_text(text, "empty.yaml").require_map(); });
        CHECK(fault.what == "the file is empty");
        CHECK(fault.file == "empty.yaml");
    }
}

TEST_CASE("fail throws at the value, fail_at at the value under a key or at the map") {
    const Node map = example().at("areas").at("V1");
    const auto at_key = fault_of([&] { map.fail_at("tau_ms", "too short", "20 ms", "wait"); });
    CHECK(place_of(at_key) == "model.yaml:3:13");
    CHECK(at_key.what == "too short");
    CHECK(at_key.got == "10");
    CHECK(at_key.allowed == "20 ms");
    CHECK(at_key.hint == "wait");
    const auto at_map = fault_of([&] { map.fail_at("gain", "needs a gain"); });
    CHECK(place_of(at_map) == "model.yaml:2:3");
    CHECK(at_map.key_path == "areas.V1.gain");
    CHECK(at_map.got.empty());
}

TEST_CASE("A value is quoted in one line and cut when it is long") {
    const Node node = load_text("a: {b: [1, 2], c: 'x y'}\nd: |\n  two\n  lines\n", "a");
    CHECK(node.at("a").summary() == "{b: [1, 2], c: x y}");
    CHECK(node.at("d").summary() == "\"two\\nlines\\n\"");
    CHECK(node.at("a").summary(7) == "{b: [1,...");
    CHECK(load_text("ééé", "a").summary(3) == "é...");
}

TEST_CASE("Nodes are equal by value, wherever they are written") {
    CHECK(load_text("{a: [1, x], b: null}", "1") == load_text("a:\n- 1\n- x\nb: ~\n", "2"));
    CHECK_FALSE(load_text("a: 1", "1") == load_text("a: '1'", "1"));
    CHECK(load_text("a: x", "1") == load_text("a: 'x'", "1"));
    CHECK_FALSE(load_text("a: 1", "1") == load_text("a: 2", "1"));
    CHECK_FALSE(load_text("a: 1", "1") == load_text("b: 1", "1"));
    CHECK_FALSE(load_text("[1]", "1") == load_text("[1, 1]", "1"));
    CHECK_FALSE(load_text("[]", "1") == load_text("{}", "1"));
}

TEST_CASE("A dangling name is refused with the nearest name and the list") {
    const std::vector<std::string> names = {"V1.simple", "V1.complex", "V2.contour"};
    const Node node = load_text("source: V1.complx\n", "model.yaml").at("source");
    const auto fault = fault_of([&] { config::index_of_name(node, names, "population"); });
    CHECK(fault.what == "unknown population 'V1.complx'");
    CHECK(place_of(fault) == "model.yaml:1:9");
    CHECK(fault.key_path == "source");
    CHECK(fault.got == "V1.complx");
    CHECK(fault.allowed == "V1.simple, V1.complex, V2.contour");
    CHECK(fault.hint == "did you mean 'V1.complex'?");
    CHECK(config::index_of_name("V2.contour", node, names, "population") == 2);
    CHECK(fault_of([&] { config::index_of_name(node, {}, "area"); }).allowed == "there is no area");
}
