#include "sim/config/load.h"
#include "tests/sim/config/example.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

using namespace ventral;
using config::load_text;
using test::Example;
using test::Solver;

namespace {

Example read(const std::string& text) {
    return test::example_spec().read(
        load_text("format: ventral-example/1\ntitle: x\n" + text, "f.yaml"));
}

Example full_example() {
    Example example;
    example.title = "A: title # with signs";
    example.comment = "two\nlines";
    example.seed = std::numeric_limits<std::uint64_t>::max();
    example.trials = 3;
    example.is_noisy = true;
    example.solver = Solver::RungeKutta;
    example.solvers = {Solver::RungeKutta, Solver::Euler};
    example.at_deg = {-2.5, 1.0 / 3.0};
    example.times_ms = {0, 1e-7, 1e22};
    example.variants = {"yes", "12", "no_feedback"};
    example.weight_limit = HUGE_VAL;
    example.spot = test::Disk{3};
    example.pacemaker = {"", 7, 0.25, test::Blank{}};
    example.cells = {{"b", 1, {}, test::Ring{1, 2}}, {"a.x", 2, 0.5, test::Disk{4}}};
    example.elements = {{test::Ring{0.5, 3}, -20}, {test::Blank{}, 0}};
    example.gains = {{"V1", {{"on", 1}, {"off", 0.5}}}, {"V2", {}}};
    example.factors = {{"side", load_text("{left: {square.x_deg: -2}, right: [1, x]}", "f")}};
    example.ratio = 0.1;
    return example;
}

}  // namespace

TEST_CASE("Keys that are left out keep the defaults of the struct") {
    Example expected;
    expected.title = "x";
    CHECK(read("") == expected);
}

TEST_CASE("Every kind of field is read") {
    const Example example = read(
        "comment: ''\n"
        "seed: 18446744073709551615\n"
        "trials: 7\n"
        "is_noisy: true\n"
        "solver: runge_kutta\n"
        "solvers: [runge_kutta]\n"
        "at_deg: [1, -2]\n"
        "times_ms: [1, 2.5]\n"
        "variants: [recurrent, feedforward]\n"
        "weight_limit: .inf\n"
        "spot: {diameter_deg: 2}\n"
        "cells: {b: {tau_ms: 1}, a: {noise_sd: 0.5, field: {ring: {outer_deg: 4}}}}\n"
        "elements: [{disk: {diameter_deg: 1}, onset_ms: 5}]\n"
        "gains: {V1: {on: 1}}\n"
        "factors: {side: {left: -2}}\n"
        "ratio: [1, 4]\n");
    CHECK(example.seed == std::numeric_limits<std::uint64_t>::max());
    CHECK(example.trials == 7);
    CHECK(example.is_noisy);
    CHECK(example.solver == Solver::RungeKutta);
    CHECK(example.solvers == std::vector<Solver>{Solver::RungeKutta});
    CHECK(example.at_deg == std::array<double, 2>{1, -2});
    CHECK(example.times_ms == std::vector<double>{1, 2.5});
    CHECK(example.variants == std::vector<std::string>{"recurrent", "feedforward"});
    CHECK(example.weight_limit == HUGE_VAL);
    CHECK(example.spot == test::Disk{2});
    REQUIRE(example.cells.size() == 2);
    CHECK(example.cells[0] == test::Cell{"b", 1, {}, test::Disk{}});
    CHECK(example.cells[1] == test::Cell{"a", 10, 0.5, test::Ring{1, 4}});
    CHECK(example.elements[0] == test::Element{test::Disk{1}, 5});
    CHECK(example.gains[0].second[0] == std::pair<std::string, double>{"on", 1});
    CHECK(example.factors[0].second.at("left").key_path() == "factors.side.left");
    CHECK(example.ratio == 0.25);
}

TEST_CASE("A bare name stands for an alternative without keys") {
    CHECK(read("cells: {a: {field: blank}}\n").cells[0].field == test::Shape{test::Blank{}});
    CHECK(read("cells: {a: {field: ring}}\n").cells[0].field == test::Shape{test::Ring{}});
}

TEST_CASE("A record that is given in part keeps the defaults its owner has for the rest") {
    const Example example = read("pacemaker: {field: blank}\n");
    CHECK(example.pacemaker.tau_ms == 20);
    CHECK(read("cells: {a: {}}\n").cells[0].tau_ms == 10);
}

TEST_CASE("What is dumped reads back as the same value") {
    const auto spec = test::example_spec();
    for (const Example& example : {full_example(), read("")}) {
        const std::string text = spec.dump(example);
        CAPTURE(text);
        CHECK(spec.read(load_text(text, "dump.yaml")) == example);
        CHECK(spec.read(spec.to_node(example)) == example);
        CHECK(spec.dump(spec.read(load_text(text, "dump.yaml"))) == text);
    }
}

TEST_CASE("A dump holds every default, in the order of the spec") {
    const auto node = test::example_spec().to_node(read(""));
    CHECK(node.keys().front() == "format");
    CHECK(node.at("trials").integer() == 1);
    CHECK(node.at("pacemaker").at("tau_ms").number() == 20);
    CHECK_FALSE(node.has("spot"));
    CHECK(node.keys()[1] == "title");
}

TEST_CASE("Attributes are flat, dotted and carry units") {
    const auto attributes = test::example_spec().attributes(full_example());
    const auto find = [&](const std::string& key) {
        for (const config::Attribute& attribute : attributes) {
            if (attribute.key == key) {
                return attribute;
            }
        }
        FAIL_CHECK("no attribute " << key);
        return config::Attribute{};
    };
    CHECK(find("at_deg").unit == "deg");
    CHECK(find("at_deg").value.element(0).number() == -2.5);
    CHECK(find("pacemaker.tau_ms").value.number() == 7);
    CHECK(find("pacemaker.tau_ms").unit == "ms");
    CHECK(find("cells.a.x.field.disk.diameter_deg").unit == "deg");
    CHECK(find("elements.0.ring.inner_deg").value.number() == 0.5);
    CHECK(find("elements.0.onset_ms").unit == "ms");
    CHECK(find("gains.V1.off").value.number() == 0.5);
    CHECK(find("factors.side.left.square.x_deg").value.integer() == -2);
    CHECK(find("solver").value.text() == "runge_kutta");
    CHECK(find("title").unit.empty());
}

TEST_CASE("A spec can be copied and grown without changing the original") {
    const auto spec = test::disk_spec();
    auto grown = spec;
    grown.check([](const test::Disk&, const config::Node& node) { node.fail("never"); });
    CHECK(spec.read(load_text("diameter_deg: 1", "f")).diameter_deg == 1);
    CHECK_THROWS_AS((void)grown.read(load_text("diameter_deg: 1", "f")), base::ConfigError);
}

TEST_CASE("Integers are narrowed to what the member can hold") {
    struct Small {
        std::int8_t i = 0;
        std::uint16_t u = 0;
        std::optional<int> o;
        std::size_t n = 0;
    };
    const auto spec = config::Spec<Small>("small", "")
                          .integer("i", &Small::i, {})
                          .integer("u", &Small::u, {})
                          .integer("o", &Small::o, {.min = 2})
                          .integer("n", &Small::n, {.max = 10});
    const Small small = spec.read(load_text("{i: -128, u: 65535, o: 2, n: 10}", "f"));
    CHECK(small.i == -128);
    CHECK(small.u == 65535);
    CHECK(small.o == 2);
    CHECK(small.n == 10);
    for (const char* text : {"i: 128", "i: -129", "u: 65536", "u: -1", "o: 1", "n: 11", "n: -1"}) {
        CAPTURE(text);
        CHECK_THROWS_AS((void)spec.read(load_text(text, "f")), base::ConfigError);
    }
}

TEST_CASE("Defaults can be given by value, choices in braces") {
    const auto spec =
        config::Spec<Example>("e", "", full_example())
            .choice("solver", &Example::solver,
                    {{"euler", Solver::Euler}, {"rk4", Solver::RungeKutta, "4th"}}, "Method.");
    CHECK(spec.read(load_text("{}", "f")) == full_example());
    CHECK(spec.dump(full_example()) == "solver: rk4\n");
}
