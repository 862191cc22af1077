#include "sim/io/csv_read.h"
#include "sim/base/errors.h"
#include "sim/io/csv.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

using namespace ventral;

namespace {

using Row = std::vector<std::string>;

io::CsvText read(const std::string& text) {
    const test::TemporaryFolder folder;
    std::ofstream(folder.file("a.csv"), std::ios::binary) << text;
    return io::read_csv(folder.file("a.csv"));
}

}  // namespace

TEST_CASE("a table is read with quotes, line breaks in fields, blank lines and any line ends") {
    const auto table = read(
        "\xEF\xBB\xBF"
        "a, b ,c\r\n1,\"x, \"\"y\"\"\n2\",\n\n 3 ,4,5");
    CHECK(table.header == Row{"a", "b", "c"});
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0] == Row{"1", "x, \"y\"\n2", ""});
    CHECK(table.rows[1] == Row{"3", "4", "5"});
    CHECK(table.lines == std::vector<int>{2, 5});
}

TEST_CASE("what was written is read back") {
    const test::TemporaryFolder folder;
    io::write_csv(folder.file("a.csv"), {{"name", "value"}, {{"a,\"b\"", 0.1}, {"c\nd", 2.0}}},
                  false);
    const auto table = io::read_csv(folder.file("a.csv"));
    CHECK(table.rows[0] == Row{"a,\"b\"", "0.1"});
    CHECK(table.rows[1] == Row{"c\nd", "2"});
}

TEST_CASE("a table that is none says where") {
    CHECK_THROWS_WITH_AS(read(""), doctest::Contains("it is empty"), base::IoError);
    CHECK_THROWS_WITH_AS(read("a,a\n1,2\n"), doctest::Contains("the column 'a' stands twice"),
                         base::IoError);
    CHECK_THROWS_WITH_AS(read("a,b\n1,\"2\n"), doctest::Contains("line 2: a quote is not closed"),
                         base::IoError);
    CHECK_THROWS_WITH_AS(io::read_csv("/no/such.csv"), doctest::Contains("/no/such.csv"),
                         base::IoError);
}
