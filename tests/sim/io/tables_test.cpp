#include "sim/base/errors.h"
#include "sim/io/atomic_file.h"
#include "sim/io/csv.h"
#include "sim/io/npy.h"
#include "tests/support/same_bytes.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <limits>

using namespace ventral;

TEST_CASE("fields are quoted only where a reader would misread them") {
    CHECK(io::csv_field(std::string("plain text")) == "plain text");
    CHECK(io::csv_field(std::string("a,b")) == "\"a,b\"");
    CHECK(io::csv_field(std::string("say \"x\"")) == "\"say \"\"x\"\"\"");
    CHECK(io::csv_field(std::string("two\nlines")) == "\"two\nlines\"");
    CHECK(io::csv_line({std::string("a"), 1.0, 2.5F}) == "a,1,2.5\r\n");
}

TEST_CASE("numbers are written by the shortest text that reads back the same") {
    CHECK(io::csv_field(0.1) == "0.1");
    CHECK(io::csv_field(0.1F) == "0.1");
    CHECK(io::csv_field(std::numeric_limits<double>::quiet_NaN()) == "nan");
    for (const double value : {1.0 / 3.0, 1e-300, 123456789.123456789, -0.0}) {
        CHECK(std::strtod(io::csv_field(value).c_str(), nullptr) == value);
    }
    const float third = 1.0F / 3.0F;
    CHECK(std::strtof(io::csv_field(third).c_str(), nullptr) == third);
}

TEST_CASE("a table is written whole or not at all") {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("a.csv");
    CHECK_THROWS_WITH_AS(io::write_csv(path, {{"a", "b"}, {{1.0}}}, false),
                         doctest::Contains("a row has 1 fields, the header has 2"), base::IoError);
    CHECK_FALSE(std::filesystem::exists(path));
    io::write_csv(path, {{"a", "b"}, {{1.0, 2.0}}}, false);
    CHECK(io::read_file(path) == "a,b\r\n1,2\r\n");
    CHECK_THROWS_WITH_AS(io::write_csv(path, {{"c"}, {}}, false),
                         doctest::Contains("--force replaces it"), base::IoError);
    io::write_csv(path, {{"c"}, {}}, true);
    CHECK(io::read_file(path) == "c\r\n");
}

TEST_CASE("an array's header names type and shape and ends at a multiple of 64") {
    const std::string bytes = io::npy_bytes({"a", {2, 3}, std::vector<float>(6, 1.0F)});
    CHECK(bytes.substr(1, 5) == "NUMPY");
    CHECK(bytes.find("{'descr': '<f4', 'fortran_order': False, 'shape': (2,3,), }") == 10);
    CHECK(bytes.size() == 128 + 6 * 4);
    const std::string text = io::npy_bytes({"a", {2}, std::vector<std::string>{"ab", "é"}});
    CHECK(text.find("'<U2'") != std::string::npos);
    CHECK(text.size() == 128 + 2 * 2 * 4);
    CHECK_THROWS_AS(io::npy_bytes({"a", {2, 3}, std::vector<float>(5)}), base::IoError);
}

TEST_CASE("equal bundles have equal bytes, and names in a bundle differ") {
    const test::TemporaryFolder folder;
    const io::NpyArray array{"a", {3}, std::vector<double>{1, 2, 3}};
    io::write_npz(folder.file("1.npz"), {array}, false);
    io::write_npz(folder.file("2.npz"), {array}, false);
    CHECK(test::same_bytes(folder.file("1.npz"), folder.file("2.npz")));
    CHECK_THROWS_WITH_AS(io::write_npz(folder.file("3.npz"), {array, array}, false),
                         doctest::Contains("two arrays of the bundle are named 'a'"),
                         base::IoError);
    CHECK_FALSE(std::filesystem::exists(folder.file("3.npz")));
    CHECK_FALSE(std::filesystem::exists(folder.file("3.npz.tmp")));
}
