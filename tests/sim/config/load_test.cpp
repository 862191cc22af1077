#include "sim/config/load.h"
#include "tests/sim/config/fault.h"
#include "tests/support/messages.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace ventral;
using config::load_document;
using config::load_file;
using config::load_text;
using config::Node;
using test::fault_of;
using test::holds;
using test::place_of;
using test::TemporaryFolder;

namespace {

std::string write_file(const TemporaryFolder& folder,
                       const std::string& name,
                       const std::string& text) {
    std::ofstream(folder.file(name), std::ios::binary) << text;
    return folder.file(name);
}

}  // namespace

TEST_CASE("A file that cannot be read is an error of input") {
    const TemporaryFolder folder;
    try {
        (void)load_file(folder.file("absent.yaml"));
        FAIL_CHECK("no error");
    } catch (const base::IoError& error) {
        CHECK(error.exit_code() == base::ExitCode::InputOutput);
        CHECK(error.path() == folder.file("absent.yaml"));
        CHECK(holds(error.what(), "cannot read the file"));
        CHECK(holds(error.what(), "No such file"));
    }
    CHECK(holds(test::message_of<base::IoError>([&] { (void)load_file(folder.path()); }),
                "it is a folder"));
}

TEST_CASE("A file that is too long is refused without reading all of it") {
    const TemporaryFolder folder;
    config::LoadOptions options;
    options.limits.max_bytes = 10;
    const std::string path = write_file(folder, "long.yaml", "a: 123456789\n");
    const auto fault = fault_of([&] { (void)load_file(path, options); });
    CHECK(fault.what == "the file is longer than 10 bytes");
    CHECK(fault.file == path);
}

TEST_CASE("A derived file merges maps, replaces lists and scalars and adds keys behind") {
    const TemporaryFolder folder;
    write_file(folder, "base.yaml",
               "a: 1\nmap: {x: 1, inner: {p: 1, q: 2}}\nlist: [1, 2, 3]\nkind: {disk: {}}\n");
    const std::string path = write_file(
        folder, "derived.yaml",
        "extends: base.yaml\nnew: 5\nmap: {inner: {q: 3}, y: 2}\nlist: [9]\nkind: none\n");
    const Node node = load_file(path);
    CHECK(node ==
          load_text("{a: 1, map: {x: 1, inner: {p: 1, q: 3}, y: 2}, list: [9], kind: none, new: 5}",
                    "expected"));
}

TEST_CASE("Merged values keep the places of their own files") {
    const TemporaryFolder folder;
    const std::string base = write_file(folder, "base.yaml", "map:\n  x: 1\n  y: 2\n");
    const std::string path =
        write_file(folder, "derived.yaml", "extends: base.yaml\nmap:\n  y: 3\n");
    const Node map = load_file(path).at("map");
    CHECK(map.at("x").place() == config::Place{base, 2, 6, "map.x"});
    CHECK(map.at("y").place() == config::Place{path, 3, 6, "map.y"});
    CHECK(map.at("y").key_place().column == 3);
    CHECK(map.key_place() == config::Place{path, 2, 1, "map"});
}

TEST_CASE("An explicit null takes a key of the base away, a blank one does not") {
    const TemporaryFolder folder;
    write_file(folder, "base.yaml", "areas: {V1: {a: 1}, V2: {a: 2}, V4: {a: 4}}\n");
    const std::string path = write_file(folder, "derived.yaml",
                                        "extends: base.yaml\nareas:\n  V2: null\n  V4: ~\n  V1:\n");
    const Node areas = load_file(path).at("areas");
    CHECK(areas.keys() == std::vector<std::string>{"V1"});
    CHECK(areas.at("V1").is_null());
}

TEST_CASE("The chain of bases is followed, each path relative to the file that writes it") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.file("lib"));
    write_file(folder, "lib/root.yaml", "v: {a: root, b: root, c: root}\n");
    write_file(folder, "lib/middle.yaml", "extends: root.yaml\nv: {b: middle, c: middle}\n");
    const std::string path =
        write_file(folder, "leaf.yaml", "extends: lib/middle.yaml\nv: {c: leaf}\n");
    const config::Document document = load_document(path);
    CHECK(document.root == load_text("v: {a: root, b: middle, c: leaf}", "expected"));
    REQUIRE(document.files.size() == 3);
    CHECK(document.files[0].path == path);
    CHECK(document.files[1].path == folder.file("lib/middle.yaml"));
    CHECK(document.files[2].text == "v: {a: root, b: root, c: root}\n");
}

TEST_CASE("A base can be found by a rule of the caller") {
    const TemporaryFolder folder;
    write_file(folder, "shipped.yaml", "a: 1\n");
    const std::string path = write_file(folder, "own.yaml", "extends: macaque\nb: 2\n");
    config::LoadOptions options;
    options.find_base = [&](const std::string& name, const std::string& from) {
        CHECK(name == "macaque");
        CHECK(from == folder.path());
        return folder.file("shipped.yaml");
    };
    CHECK(load_file(path, options) == load_text("{a: 1, b: 2}", "expected"));
}

TEST_CASE("A cycle of bases is refused with its files") {
    const TemporaryFolder folder;
    write_file(folder, "a.yaml", "extends: b.yaml\n");
    write_file(folder, "b.yaml", "x: 1\nextends: ./a.yaml\n");
    const auto fault = fault_of([&] { (void)load_file(folder.file("a.yaml")); });
    CHECK(fault.what == "'extends' leads back to a file that it began with");
    CHECK(place_of(fault) == folder.file("b.yaml") + ":2:10");
    CHECK(fault.key_path == "extends");
    CHECK(holds(fault.hint, "a.yaml -> " + folder.file("b.yaml") + " -> "));
    write_file(folder, "self.yaml", "extends: self.yaml\n");
    CHECK(fault_of([&] { (void)load_file(folder.file("self.yaml")); }).what == fault.what);
}

TEST_CASE("A chain of bases that is too long is refused") {
    const TemporaryFolder folder;
    for (int i = 0; i < 5; ++i) {
        write_file(folder, "f" + std::to_string(i) + ".yaml",
                   i == 4 ? "a: 1\n" : "extends: f" + std::to_string(i + 1) + ".yaml\n");
    }
    config::LoadOptions options;
    options.limits.max_extends = 5;
    CHECK(load_file(folder.file("f0.yaml"), options).at("a").integer() == 1);
    options.limits.max_extends = 4;
    const auto fault = fault_of([&] { (void)load_file(folder.file("f0.yaml"), options); });
    CHECK(fault.what == "the chain of 'extends' is too long");
    CHECK(fault.allowed == "at most 4 files");
}

TEST_CASE("A base that is missing, nameless or no map is refused at the key that names it") {
    const TemporaryFolder folder;
    const std::string path = write_file(folder, "d.yaml", "a: 1\nextends: absent.yaml\n");
    const auto missing = fault_of([&] { (void)load_file(path); });
    CHECK(missing.what == "the file to extend cannot be read");
    CHECK(place_of(missing) == path + ":2:10");
    CHECK(missing.got == "absent.yaml");
    CHECK(holds(missing.hint, "No such file"));
    CHECK(fault_of([&] { (void)load_file(write_file(folder, "n.yaml", "extends: ''\n")); }).what ==
          "the name of the base is empty");
    CHECK(fault_of([&] {
              (void)load_file(write_file(folder, "i.yaml", "extends: [a, b]\n"));
          }).what == "expected text, got a list");
    write_file(folder, "list.yaml", "[1]\n");
    const auto list =
        fault_of([&] { (void)load_file(write_file(folder, "l.yaml", "extends: list.yaml\n")); });
    CHECK(list.what == "expected a map, got a list");
    CHECK(list.file == folder.file("list.yaml"));
}

TEST_CASE("A fault inside a base is reported in the base") {
    const TemporaryFolder folder;
    const std::string base = write_file(folder, "base.yaml", "a: 1\na: 2\n");
    const std::string path = write_file(folder, "d.yaml", "extends: base.yaml\n");
    const auto fault = fault_of([&] { (void)load_file(path); });
    CHECK(place_of(fault) == base + ":2:1");
}

TEST_CASE("A base of another format is refused") {
    const TemporaryFolder folder;
    write_file(folder, "base.yaml", "format: ventral-model/1\n");
    const std::string path =
        write_file(folder, "d.yaml", "format: ventral-experiment/1\nextends: base.yaml\n");
    const auto fault = fault_of([&] { (void)load_file(path); });
    CHECK(fault.what == "the base is a file of another format");
    CHECK(fault.allowed == "ventral-experiment/1");
    CHECK(holds(fault.hint, "base.yaml is ventral-model/1"));
}

TEST_CASE("Another version of a format, another kind and no format get a word each") {
    const auto check = [](const char* text) {
        return fault_of(
            [&] { config::check_format(load_text(text, "m.yaml"), "ventral-model/1"); });
    };
    CHECK_NOTHROW(
        config::check_format(load_text("format: ventral-model/1", "m"), "ventral-model/1"));
    const auto version = check("a: 1\nformat: ventral-model/2\n");
    CHECK(version.what == "the file has another version of its format than this program reads");
    CHECK(place_of(version) == "m.yaml:2:9");
    CHECK(version.key_path == "format");
    CHECK(version.got == "ventral-model/2");
    CHECK(version.allowed == "ventral-model/1");
    CHECK_FALSE(version.hint.empty());
    CHECK(check("format: ventral-experiment/1\n").what == "this is another kind of file");
    CHECK(check("format: ventral-model\n").what == "this is another kind of file");
    CHECK(check("format: ventral-model\n").hint == "did you mean 'ventral-model/1'?");
    const auto missing = check("a: 1\n");
    CHECK(missing.what == "missing key 'format'");
    CHECK(missing.hint == "begin the file with 'format: ventral-model/1'");
    CHECK(check("format: 1\n").what == "expected text, got a number");
    CHECK(check("").what == "the file is empty");
    CHECK(check("[1]").what == "expected a map, got a list");
}
