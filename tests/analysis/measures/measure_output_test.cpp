#include "analysis/measures/measure_output.h"
#include "analysis/measures/measure_input.h"
#include "sim/io/csv_read.h"
#include "sim/io/hdf5.h"
#include "tests/analysis/measures/synthetic_result.h"
#include "tests/support/close.h"
#include "tests/support/messages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace ventral;
using test::close;

namespace {

const std::string kSide = R"(
side: {at: owner, index: {of: {side: own}, against: {side: other}},
  expect: [{value: 0.4, spread: "SD 0.1", n: 12 cells, source: "Zhou, 2000", band: [0.4, .inf], hard: true}]}
late: {at: owner, response: {response: {window_ms: [300, 900]}}})";

std::vector<std::string> texts(const io::File& file, const std::string& path) {
    return file.dataset(path).read_texts();
}

std::vector<double> numbers(const io::File& file, const std::string& path) {
    return file.dataset(path).read_doubles();
}

}  // namespace

TEST_CASE("the measured tables stand in the result file, one dataset for each column") {
    const test::TemporaryFolder folder;
    const std::string path = test::write_result(folder);
    analysis::write_measures(path, test::evaluate(path, kSide));
    const io::File file = io::File::open(path);
    CHECK(texts(file, "measures/rows/measure") ==
          std::vector<std::string>{"side", "side", "late", "late"});
    CHECK(texts(file, "measures/rows/variant") ==
          std::vector<std::string>{"recurrent", "feedforward", "recurrent", "feedforward"});
    CHECK(texts(file, "measures/rows/verdict") == std::vector<std::string>{"in band", "", "", ""});
    CHECK(texts(file, "measures/rows/hard") == std::vector<std::string>{"hard", "", "", ""});
    const std::vector<double> value = numbers(file, "measures/rows/value");
    CHECK(close(value[0], (0.5 + 1.0 / 3) / 2, 1e-6, 0));
    CHECK(std::isnan(value[2]));
    CHECK(numbers(file, "measures/rows/count") == std::vector<double>{2, 2, 0, 0});
    CHECK(numbers(file, "measures/rows/row") == std::vector<double>{0, 1, 2, 3});
    CHECK(std::isinf(numbers(file, "measures/rows/band_high")[0]));
    CHECK(texts(file, "measures/values/instance")[1] == "owner/side=right");
    CHECK(close(numbers(file, "measures/values/value")[1], 1.0 / 3, 1e-6, 0));
}

TEST_CASE("the rows come back from the result file as they were written") {
    const test::TemporaryFolder folder;
    const std::string path = test::write_result(folder);
    CHECK_FALSE(analysis::read_measure_rows(path).has_value());
    const analysis::MeasureTable written = test::evaluate(path, kSide);
    analysis::write_measures(path, written);
    const auto read = analysis::read_measure_rows(path);
    REQUIRE(read.has_value());
    REQUIRE(read->rows.size() == written.rows.size());
    for (std::size_t i = 0; i < written.rows.size(); ++i) {
        const analysis::MeasureRow& a = written.rows[i];
        const analysis::MeasureRow& b = read->rows[i];
        CAPTURE(i);
        CHECK(b.measure == a.measure);
        CHECK(b.quantity == a.quantity);
        CHECK(b.variant == a.variant);
        CHECK(b.summary == a.summary);
        CHECK(b.verdict == a.verdict);
        CHECK(b.count == a.count);
        CHECK(b.estimator == a.estimator);
        CHECK(b.reason == a.reason);
        CHECK((b.value == a.value || (std::isnan(a.value) && std::isnan(b.value))));
        REQUIRE(b.target.has_value() == a.target.has_value());
        if (a.target) {
            CHECK(b.target->value == a.target->value);
            CHECK(b.target->band == a.target->band);
            CHECK(b.target->hard == a.target->hard);
            CHECK(b.target->source == a.target->source);
        }
    }
    analysis::write_measures(path, {});
    CHECK(analysis::read_measure_rows(path).value().rows.empty());
}

TEST_CASE("a second table takes the first one's place, and the recordings stay") {
    const test::TemporaryFolder folder;
    const std::string path = test::write_result(folder);
    analysis::write_measures(path, test::evaluate(path, kSide));
    analysis::write_measures(path, test::evaluate(path, "rate: {at: edge, response: {}}"));
    {
        const io::File file = io::File::open(path);
        CHECK(texts(file, "measures/rows/measure") == std::vector<std::string>{"rate", "rate"});
        CHECK(texts(file, "measures/values/instance") == std::vector<std::string>{"edge", "edge"});
    }
    const auto again = test::evaluate(path, kSide);
    CHECK(close(test::find_row(again, "side", "index").value, (0.5 + 1.0 / 3) / 2, 1e-6, 0));
    CHECK(io::ResultFile(path).layout() == [] {
        io::ResultLayout layout = test::measured_layout();
        return layout;
    }());
    analysis::write_measures(path, {});
    CHECK(io::File::open(path).has_group("measures/rows"));
}

TEST_CASE("the table of measures is a CSV file with every column") {
    const test::TemporaryFolder folder;
    const std::string path = test::write_result(folder);
    const std::string csv = folder.file("run.measures.csv");
    analysis::write_measures_csv(csv, test::evaluate(path, kSide), false);
    const io::CsvText table = io::read_csv(csv);
    CHECK(table.header ==
          std::vector<std::string>{
              "measure",   "quantity",    "variant",   "summary",   "value",  "unit",   "low",
              "high",      "count",       "estimator", "published", "spread", "n",      "band_low",
              "band_high", "relative_to", "compared",  "verdict",   "hard",   "source", "reason"});
    REQUIRE(table.rows.size() == 4);
    const auto field = [&](std::size_t row, const std::string& column) {
        const auto found = std::find(table.header.begin(), table.header.end(), column);
        return table.rows[row][static_cast<std::size_t>(found - table.header.begin())];
    };
    CHECK(close(std::stod(field(0, "value")), (0.5 + 1.0 / 3) / 2, 1e-6, 0));
    CHECK(field(0, "published") == "0.4");
    CHECK(field(0, "spread") == "SD 0.1");
    CHECK(field(0, "n") == "12 cells");
    CHECK(field(0, "source") == "Zhou, 2000");
    CHECK(field(0, "verdict") == "in band");
    CHECK(field(1, "published") == field(2, "value"));  // both missing
    CHECK(test::holds(field(2, "reason"), "does not lie within"));
    CHECK_THROWS_AS(analysis::write_measures_csv(csv, {}, false), base::IoError);
}
