#include "sim/config/load.h"
#include "tests/sim/config/fault.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <string>

using namespace ventral;
using config::Limits;
using config::load_text;
using test::fault_of;
using test::place_of;

namespace {

base::ConfigFault fault_in(const std::string& text, const Limits& limits = {}) {
    return fault_of([&] { (void)load_text(text, "f.yaml", limits); });
}

std::string repeated(const std::string& part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) {
        text += part;
    }
    return text;
}

}  // namespace

TEST_CASE("A duplicate key is refused with both lines") {
    const auto fault = fault_in("areas:\n  V1:\n    tau_ms: 1\n    gain: 2\n    tau_ms: 3\n");
    CHECK(fault.what == "duplicate key 'tau_ms', first given in line 3");
    CHECK(place_of(fault) == "f.yaml:5:5");
    CHECK(fault.key_path == "areas.V1.tau_ms");
    CHECK(fault.allowed == "each key once");
}

TEST_CASE("A duplicate key is found in flow maps and however it is quoted") {
    CHECK(fault_in("{a: 1, a: 2}").what == "duplicate key 'a', first given in line 1");
    CHECK(fault_in("a: 1\n'a': 2\n").what == "duplicate key 'a', first given in line 1");
    CHECK(fault_in("- {b: 1}\n- {c: 1, \"c\": 1}\n").key_path == "1.c");
}

TEST_CASE("The same key may stand in two maps") {
    CHECK(load_text("a: {x: 1}\nb: {x: 2}\n", "f").at("b").at("x").integer() == 2);
}

TEST_CASE("Broken syntax is refused with its place and a hint") {
    struct Row {
        const char* text;
        const char* place;
        const char* what;
        const char* hint;
    };
    const Row rows[] = {
        {"a: b: c\n", "f.yaml:1:5", "this is no YAML: illegal map value",
         "check the indentation, and quote a text that holds ': '"},
        {"a: 1\n b: 2\n", "f.yaml:2:3", "this is no YAML: illegal map value",
         "check the indentation, and quote a text that holds ': '"},
        {"a:\n\t b: 1\n", "f.yaml:2:4", "this is no YAML: illegal map value",
         "indent with spaces, not with tabs"},
        {"a: [1, 2\nb: 3\n", "f.yaml:2:2", "this is no YAML: end of sequence flow not found",
         "a list that begins with '[' ends with ']'"},
        {"a: {b: 1\n", "f.yaml:2:1", "this is no YAML: end of map flow not found",
         "a map that begins with '{' ends with '}'"},
        {"a: @x\n", "f.yaml:1:4", "this is no YAML: unknown token",
         "quote a text that begins with @, `, % or a similar sign"},
        {"a: *nope\n", "f.yaml:1:4", "this is no YAML: the referenced anchor is not defined", ""},
        {"a: \"\\z\"\n", "f.yaml:1:7", "this is no YAML: unknown escape character: z", ""},
        {"a: é: c\n", "f.yaml:1:5", "this is no YAML: illegal map value",
         "check the indentation, and quote a text that holds ': '"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto fault = fault_in(row.text);
        CHECK(place_of(fault) == row.place);
        CHECK(fault.what == row.what);
        CHECK(fault.hint == row.hint);
    }
}

TEST_CASE("A quoted text that is never closed is refused") {
    CHECK(fault_in("a: 'x\nb: 2\n").what == "a quoted text is never closed");
    CHECK(fault_in("a: \"x\\\"\n").what == "a quoted text is never closed");
    CHECK(fault_in("a: [1, 'it''s\n").what.find("closed") != std::string::npos);
    CHECK(fault_in("b: 1\na: &x 'open\n").key_path == "a");
    CHECK(load_text("a: 'it''s'\nb: \"\\\"\"\nc: 'x'", "f").at("a").text() == "it's");
    CHECK(load_text("a: |\n  it's open\n", "f").at("a").text() == "it's open\n");
}

TEST_CASE("What a strict file must not hold is refused") {
    CHECK(fault_in("a: !!int 3\n").what == "tags are not supported");
    CHECK(fault_in("a: !point {x: 1}\n").got == "!point");
    CHECK(fault_in("a: !list [1]\n").what == "tags are not supported");
    const auto merge_key = fault_in("a: &x {b: 1}\nc:\n  <<: *x\n");
    CHECK(merge_key.what == "merge keys are not supported");
    CHECK(merge_key.hint == "write the keys out, or derive a file with 'extends:'");
    CHECK(fault_in("? [1, 2]\n: 3\n").what == "a key must be a text");
    CHECK(fault_in("{a: 1}: 3\n").got == "a map");
    CHECK(fault_in(": 3\n").what == "a key must be a text");
    CHECK(fault_in("'': 3\n").what == "a key must not be empty");
    CHECK(fault_in("null: 3\n").what == "a key must be a text");
    CHECK(fault_in("a: &x b\n*x : 3\n").got == "an alias");
    CHECK(fault_in("[1, 2\n").hint ==
          "[ needs its ] and { its }; quote a key that begins with one");
    const auto documents = fault_in("a: 1\n---\nb: 2\n");
    CHECK(documents.what == "a file must hold one document");
    CHECK(place_of(documents) == "f.yaml:2:1");
    const auto rest = fault_in("- a\n-b\n");
    CHECK(rest.what == "there is text after the end of the document");
    CHECK(place_of(rest) == "f.yaml:2:1");
}

TEST_CASE("A byte that is not text in UTF-8 is refused with its place") {
    const auto latin = fault_in("a: 1\nname: caf\xe9\n");
    CHECK(latin.what == "the byte 0xe9 is not text in UTF-8");
    CHECK(place_of(latin) == "f.yaml:2:10");
    CHECK(fault_in(std::string("a: 1\0b", 6)).what == "the byte 0x00 is not text in UTF-8");
    CHECK(fault_in("a: \xc0\xaf\n").what == "the byte 0xc0 is not text in UTF-8");
    CHECK(fault_in("a: \xed\xa0\x80\n").what == "the byte 0xed is not text in UTF-8");
    CHECK(fault_in("a: \xf5\x80\x80\x80\n").what == "the byte 0xf5 is not text in UTF-8");
    CHECK(fault_in("a: \xe2\x82").what == "the byte 0xe2 is not text in UTF-8");
    CHECK(fault_in("\x89PNG\r\n").what == "the byte 0x89 is not text in UTF-8");
    CHECK(load_text("a: °µ€𝄞\n", "f").at("a").text() == "°µ€𝄞");
}

TEST_CASE("Escapes stand for letters in UTF-8") {
    CHECK(load_text("a: \"\\N\\_\\xe9\\u20ac\"\n", "f").at("a").text() == "\xc2\x85\xc2\xa0é€");
}

TEST_CASE("A byte order mark and the line ends of Windows are read") {
    const auto node = load_text(
        "\xef\xbb\xbf"
        "a: 1\r\nb:\r\n  c: 'x'\r\n",
        "f");
    CHECK(node.at("b").at("c").text() == "x");
    CHECK(node.at("b").at("c").place().line == 3);
    CHECK(node.at("b").at("c").place().column == 6);
}

TEST_CASE("An alias is the value it names, at its own key path") {
    const auto node = load_text("a: &x {tau_ms: 1}\nb: *x\n", "f.yaml");
    const auto tau = node.at("b").at("tau_ms");
    CHECK(tau.integer() == 1);
    CHECK(tau.key_path() == "b.tau_ms");
    CHECK(tau.place().line == 1);
}

TEST_CASE("An alias inside its own anchor is refused") {
    const auto fault = fault_in("a: &x [1, *x]\n");
    CHECK(fault.what == "an alias stands inside the value it names");
    CHECK(place_of(fault) == "f.yaml:1:11");
    CHECK(fault.key_path == "a.1");
}

TEST_CASE("Aliases of aliases are refused before they fill the memory") {
    std::string text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        const std::string name = "a" + std::to_string(i);
        text += name + ": &" + name + " [" + before + repeated(", " + before, 9) + "]\n";
    }
    const auto fault = fault_in(text);
    CHECK(fault.what == "aliases make the file too large");
    CHECK(fault.allowed == "at most 200000 values, those behind aliases each time");
}

TEST_CASE("Aliases cannot nest more deeply than maps and lists may") {
    std::string text = "a0: &a0 [1]\n";
    for (int i = 1; i < 80; ++i) {
        const std::string name = "a" + std::to_string(i);
        text += name + ": &" + name + " [*a" + std::to_string(i - 1) + "]\n";
    }
    CHECK(fault_in(text).what == "maps and lists are nested too deeply");
}

TEST_CASE("Nesting is bounded from both sides") {
    Limits limits;
    limits.max_depth = 4;
    CHECK_NOTHROW((void)load_text("a: {b: {c: 1}}\n", "f", limits));
    const auto fault = fault_in("a: {b: {c: {d: 1}}}\n", limits);
    CHECK(fault.what == "maps and lists are nested too deeply");
    CHECK(fault.allowed == "at most 4 levels");
    CHECK(fault_in(repeated("[", 100000) + repeated("]", 100000)).what ==
          "maps and lists are nested too deeply");
    CHECK(fault_in(repeated("- ", 100000)).what == "maps and lists are nested too deeply");
}

TEST_CASE("The sizes of a file, a text, a key and the number of values are bounded") {
    Limits limits;
    limits.max_bytes = 20;
    CHECK_NOTHROW((void)load_text("a: " + repeated("x", 17), "f", limits));
    CHECK(fault_in("a: " + repeated("x", 18), limits).what == "the file is longer than 20 bytes");
    limits = {};
    limits.max_text_length = 5;
    CHECK_NOTHROW((void)load_text("a: 12345", "f", limits));
    CHECK(fault_in("a: 123456", limits).what == "a text is too long");
    limits = {};
    limits.max_key_length = 3;
    CHECK_NOTHROW((void)load_text("abc: 1", "f", limits));
    CHECK(fault_in("abcd: 1", limits).what == "a key is too long");
    limits = {};
    limits.max_nodes = 4;
    CHECK_NOTHROW((void)load_text("[1, 2, 3]", "f", limits));
    CHECK(fault_in("[1, 2, 3, 4]", limits).what == "the file holds too many values");
}

TEST_CASE("Columns in one long line are found in linear time") {
    const auto node = load_text("a: [" + repeated("1.25, ", 50000) + "x]\n", "f");
    CHECK(node.at("a").element(50000).place().column == 300005);
}
