#include "sim/config/write.h"
#include "sim/config/load.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>

using namespace ventral;
using config::load_text;
using config::make_map;
using config::make_number;
using config::make_sequence;
using config::make_text;
using config::Node;

TEST_CASE("A written tree reads back as an equal tree") {
    const char* texts[] = {
        "a: 1\nb: {c: [1, 2.5, x], d: {}}\ne: []\n",
        "- 1\n- {a: 1, b: [{c: 1}, {d: [[1, 2], [3]]}]}\n- []\n- x\n",
        "3\n",
        "[[{a: 1}]]",
        "{}",
        "a: null\nb: [~, {c: ~}]\n",
        "'key with: colon': 'value: 1'\n'e': ''\n'12': '12'\n'- x': '# no comment'\n",
        "a: \"tab\\t, quote \\\" and \\\\ and \\n line\"\n",
        "a: 'yes'\nb: 'null'\nc: '~'\nd: ' padded '\ne: '[x]'\nf: '*x'\ng: '&x'\nh: '!x'\n",
        "a: µ°é\nµ: 1\n",
        "a: \"\\x01\\x7f\"\n",
        "a: \"\\N\\_\\L\\P\\xe9\"\n'\\N': \"\\N\"\n",
    };
    for (const char* text : texts) {
        CAPTURE(text);
        const Node node = load_text(text, "in");
        CAPTURE(to_yaml_text(node));
        CHECK(load_text(to_yaml_text(node), "block") == node);
        CHECK(load_text(to_flow_text(node), "flow") == node);
    }
}

TEST_CASE("Block text indents maps and keeps lists of scalars in one line") {
    const Node node = load_text("{a: {b: 1, c: [1, 2]}, d: [{e: 1, f: {g: 2}}, {h: 3}]}", "in");
    CHECK(to_yaml_text(node) ==
          "a:\n"
          "  b: 1\n"
          "  c: [1, 2]\n"
          "d:\n"
          "  - e: 1\n"
          "    f:\n"
          "      g: 2\n"
          "  - h: 3\n");
    CHECK(to_flow_text(node) == "{a: {b: 1, c: [1, 2]}, d: [{e: 1, f: {g: 2}}, {h: 3}]}");
}

TEST_CASE("Numbers are written as their shortest text and read back to the last bit") {
    for (const double value :
         {0.1, -0.0, 1.0 / 3.0, 1e-7, 1e22, 16.0, 5e-324, std::numeric_limits<double>::max()}) {
        const Node node = load_text(to_flow_text(make_number(value)), "number");
        CHECK(node.number() == value);
        CHECK(std::signbit(node.number()) == std::signbit(value));
    }
    CHECK(to_flow_text(make_number(16)) == "16");
    CHECK(to_flow_text(make_number(1e-7)) == "1.0e-07");
    CHECK(to_flow_text(make_number(HUGE_VAL)) == ".inf");
    CHECK(to_flow_text(make_number(-HUGE_VAL)) == "-.inf");
}

TEST_CASE("The built values are what the strict reader gives back") {
    CHECK(config::make_integer(-3).integer() == -3);
    CHECK(config::make_unsigned(std::numeric_limits<std::uint64_t>::max()).unsigned_integer() ==
          std::numeric_limits<std::uint64_t>::max());
    CHECK(config::make_boolean(true).boolean());
    for (const char* text : {"", "12", "true", "yes", "a b", "x: y", " x", "1e3", "null"}) {
        CAPTURE(text);
        CHECK(make_text(text).text() == text);
        CHECK(load_text(to_flow_text(make_text(text)), "text").text() == text);
    }
    const Node tree = make_map({{"a", make_sequence({make_number(1), make_text("x")})}});
    CHECK(tree.at("a").element(1).text() == "x");
    CHECK(tree.at("a").element(1).key_path() == "a.1");
}

TEST_CASE("Words that readers of YAML 1.1 take for booleans are written in quotes") {
    CHECK(to_flow_text(make_text("on")) == "\"on\"");
    CHECK(to_flow_text(make_text("No")) == "\"No\"");
    CHECK(to_flow_text(make_text("one")) == "one");
}
