#include "sim/config/override.h"
#include "sim/config/load.h"
#include "tests/sim/config/example.h"
#include "tests/sim/config/fault.h"

#include <doctest/doctest.h>

using namespace ventral;
using config::load_text;
using config::NewKeys;
using config::Node;
using config::with_override;
using test::fault_of;

namespace {

Node example() {
    return load_text(
        "a: {b: {c: 1, d: 2}}\nlist: [{x: 1}, {x: 2}]\nV2.bo: {tau_ms: 3}\nV2: {bo: {gain: 1}}\n",
        "f.yaml");
}

}  // namespace

TEST_CASE("An assignment splits at its first equals sign") {
    CHECK(config::parse_assignment("a.b=c") == config::Assignment{"a.b", "c"});
    CHECK(config::parse_assignment("a=b=c") == config::Assignment{"a", "b=c"});
    CHECK(config::parse_assignment("a=") == config::Assignment{"a", ""});
    for (const char* text : {"a.b", "=c", ""}) {
        CAPTURE(text);
        const auto fault = fault_of([&] { (void)config::parse_assignment(text); });
        CHECK(fault.what == "an override needs a key and a value");
        CHECK(fault.got == text);
        CHECK(fault.allowed == "a.b.c=value");
    }
}

TEST_CASE("An override replaces one value and leaves the rest and the original alone") {
    const Node root = example();
    const Node changed = with_override(root, "a.b.c", "5");
    CHECK(changed.at("a").at("b").at("c").integer() == 5);
    CHECK(changed.at("a").at("b").at("d").place().line == 1);
    CHECK(root.at("a").at("b").at("c").integer() == 1);
    CHECK(changed.keys() == root.keys());
}

TEST_CASE("The place of an override is the option that made it") {
    const Node value = with_override(example(), "a.b.c", "{e: [1]}").at("a").at("b").at("c");
    const Node inner = value.at("e").element(0);
    CHECK(inner.place() == config::Place{"--set a.b.c={e: [1]}", 0, 0, "a.b.c.e.0"});
    CHECK(value.at("e").key_place().file == "--set a.b.c={e: [1]}");
}

TEST_CASE("The text of an override is YAML") {
    CHECK(with_override(example(), "a", "[1, x]").at("a") == load_text("[1, x]", ""));
    CHECK(with_override(example(), "a", "'12'").at("a").text() == "12");
    CHECK(with_override(example(), "a", "").at("a").is_null());
    const auto fault = fault_of([] { (void)with_override(example(), "a", "{b: 1]"); });
    CHECK(fault.file == "--set a={b: 1]");
    CHECK(fault.what == "this is no YAML: illegal flow end");
}

TEST_CASE("Elements of a list are named by index") {
    const Node changed = with_override(example(), "list.1.x", "7");
    CHECK(changed.at("list") == load_text("[{x: 1}, {x: 7}]", ""));
    CHECK(with_override(example(), "list.0", "3").at("list").element(0).integer() == 3);
    for (const char* path : {"list.2.x", "list.-1", "list.x", "list.1x"}) {
        CAPTURE(path);
        const auto fault = fault_of([&] { (void)with_override(example(), path, "1"); });
        CHECK(fault.what.find("is no element of the list 'list'") != std::string::npos);
        CHECK(fault.allowed == "0 ... 1");
        CHECK(fault.key_path == path);
    }
}

TEST_CASE("A key that holds dots is found by its longest match") {
    const Node changed = with_override(example(), "V2.bo.tau_ms", "9");
    CHECK(changed.at("V2.bo").at("tau_ms").integer() == 9);
    CHECK(changed.at("V2") == example().at("V2"));
}

TEST_CASE("The last key may be new, one on the way may not") {
    CHECK(with_override(example(), "a.b.e", "3").at("a").at("b").at("e").integer() == 3);
    CHECK(with_override(example(), "f", "3").at("f").integer() == 3);
    const auto fault = fault_of([] { (void)with_override(example(), "a.bb.c", "3"); });
    CHECK(fault.what == "unknown key 'bb'");
    CHECK(fault.file == "--set a.bb.c=3");
    CHECK(fault.key_path == "a.bb.c");
    CHECK(fault.got == "3");
    CHECK(fault.allowed == "b");
    CHECK(fault.hint == "did you mean 'b'?");
}

TEST_CASE("The maps on the way may be new where the caller lets a Spec judge them") {
    const Node changed = with_override(example(), "time.solver.step_ms", "0.5", NewKeys::Any);
    CHECK(changed.at("time").at("solver").at("step_ms").number() == 0.5);
}

TEST_CASE("A path through a scalar or with empty parts is refused") {
    const auto scalar = fault_of([] { (void)with_override(example(), "a.b.c.d", "1"); });
    CHECK(scalar.what == "'a.b.c' is a number and holds no key 'd'");
    for (const char* path : {"a..b", ".a", "a.", ""}) {
        CAPTURE(path);
        CHECK(fault_of([&] { (void)with_override(example(), path, "1"); }).what ==
              "the path is not of the form a.b.c");
    }
    std::string deep = "a";
    for (int i = 0; i < 100; ++i) {
        deep += ".a";
    }
    CHECK(fault_of([&] { (void)with_override(example(), deep, "1", NewKeys::Any); }).what ==
          "the path is not of the form a.b.c");
}

TEST_CASE("null takes a key away, and only one that is there") {
    const Node changed = with_override(example(), "a.b.c", "null");
    CHECK(changed.at("a") == load_text("{b: {d: 2}}", ""));
    const auto fault = fault_of([] { (void)with_override(example(), "a.b.cc", "null"); });
    CHECK(fault.what == "unknown key 'cc'");
    CHECK(fault.hint == "did you mean 'c'?");
}

TEST_CASE("A value from another file keeps its place, the path is blamed on its own") {
    const Node factors = load_text("side:\n  left: {a.b.c: -2}\n", "e.yaml");
    const Node value = factors.at("side").at("left").at("a.b.c");
    const Node changed = with_override(example(), value.name(), value, value.key_place());
    CHECK(changed.at("a").at("b").at("c").place().file == "e.yaml");
    CHECK(changed.at("a").at("b").at("c").key_path() == "a.b.c");
    const auto fault =
        fault_of([&] { (void)with_override(example(), "q.c", value, value.key_place()); });
    CHECK(test::place_of(fault) == "e.yaml:2:10");
    CHECK(fault.what == "unknown key 'q'");
}

TEST_CASE("A Spec adds the keys it knows and refuses the others with the option as place") {
    const auto spec = test::example_spec();
    const Node root = load_text("format: ventral-example/1\ntitle: x\n", "f.yaml");
    CHECK(spec.read(with_override(root, "trials", "7")).trials == 7);
    CHECK(spec.read(with_override(root, "pacemaker.tau_ms", "5", NewKeys::Any)).pacemaker.tau_ms ==
          5);
    const auto fault = fault_of([&] { (void)spec.read(with_override(root, "trails", "7")); });
    CHECK(fault.what == "unknown key 'trails'");
    CHECK(fault.file == "--set trails=7");
    CHECK(fault.hint == "did you mean 'trials'?");
    const auto range = fault_of([&] { (void)spec.read(with_override(root, "trials", "0")); });
    CHECK(range.file == "--set trials=0");
    CHECK(range.allowed == "1 <= trials <= 100");
}
