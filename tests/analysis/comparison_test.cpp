#include "analysis/comparison_output.h"
#include "analysis/file_comparison.h"
#include "analysis/overview.h"
#include "analysis/variant_comparison.h"
#include "sim/base/errors.h"
#include "sim/io/array_dataset.h"
#include "sim/io/atomic_file.h"
#include "sim/io/result_parts.h"
#include "tests/support/close.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>

using namespace ventral;
using test::close;

namespace {

constexpr int kUnits = 3;

/// 100 ms before and 200 ms after onset in steps of 2 ms, two conditions, two trials.
io::ResultLayout make_layout() {
    io::ResultLayout layout;
    layout.title = "A test";
    layout.key = "key";
    layout.variants = {"recurrent", "feedforward"};
    layout.conditions = {"a", "b"};
    layout.trials = 2;
    io::View view;
    view.area = "V2";
    view.population = "cells";
    view.kind = "map";
    view.long_name = "cells";
    view.time = {"time", "s", "time", {}, {}};
    for (int i = 0; i <= 150; ++i) {
        view.time.values.push_back((-100 + 2 * i) / 1000.0);
    }
    view.axes = {{"x", "degree", "x", {0, 1, 2}, {}}};
    layout.views = {view};
    return layout;
}

/// Rate of a cell at a time in ms.
using Rate = std::function<double(const io::Cell&, double, int)>;

void write_result(const std::string& path, const Rate& rate) {
    const io::ResultLayout layout = make_layout();
    const std::string parts = io::parts_folder(path);
    io::begin_parts(parts, layout, io::Existing::Refuse);
    for (std::size_t i = 0; i < layout.cells(); ++i) {
        const io::Cell cell = layout.cell(i);
        std::vector<float> values;
        for (const double seconds : layout.views.front().time.values) {
            for (int unit = 0; unit < kUnits; ++unit) {
                values.push_back(static_cast<float>(rate(cell, 1000 * seconds, unit)));
            }
        }
        io::PartWriter writer(parts, layout, cell);
        writer.append(0, 0, values);
        writer.commit();
    }
    io::join_parts(parts, path);
}

double step(double t) {
    return t >= 40 ? 10.0 : 2.0;
}

/// Recurrence adds 4 from 80 ms on in condition b.
double with_effect(const io::Cell& cell, double t, int) {
    return step(t) + (cell.variant == 0 && cell.condition == 1 && t >= 80 ? 4.0 : 0.0);
}

}  // namespace

TEST_CASE("variants of one file are paired by condition and trial") {
    const test::TemporaryFolder folder;
    write_result(folder.file("a.h5"), with_effect);
    const io::ResultFile file(folder.file("a.h5"));
    CHECK(analysis::default_reference(file.layout()) == "feedforward");
    const auto comparisons = analysis::compare_variants(file, "feedforward");
    REQUIRE(comparisons.size() == 1);
    CHECK(comparisons[0].variant == "recurrent");
    CHECK(comparisons[0].num_pairs == 4);
    const analysis::Divergence& divergence = comparisons[0].divergence;
    CHECK(close(divergence.reference_response, 8, 1e-6, 0));
    CHECK(close(divergence.peak_size, std::sqrt(8.0), 1e-6, 0));  // 4 in half of the conditions
    CHECK(close(divergence.onset_ms, 80, 0, 2.0));
}

TEST_CASE("a reference that the file lacks is refused with the variants it has") {
    const test::TemporaryFolder folder;
    write_result(folder.file("a.h5"), with_effect);
    const io::ResultFile file(folder.file("a.h5"));
    CHECK_THROWS_WITH_AS(analysis::compare_variants(file, "feedfoward"),
                         doctest::Contains("did you mean 'feedforward'?"), base::ConfigError);
}

TEST_CASE("the overview averages over conditions, trials and units") {
    const test::TemporaryFolder folder;
    write_result(folder.file("a.h5"), with_effect);
    const auto rows = analysis::summarize_file(io::ResultFile(folder.file("a.h5")));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].variant == "recurrent");
    CHECK(close(rows[0].response.baseline, 2, 1e-6, 0));
    CHECK(close(rows[0].response.sustained, 12, 1e-6, 0));
    CHECK(close(rows[0].response.latency_to_half_peak_ms, 40, 0, 2.0));
    CHECK(rows[0].divergence.has_value());
    CHECK(close(rows[1].response.peak, 10, 1e-6, 0));
    CHECK_FALSE(rows[1].divergence.has_value());
}

TEST_CASE("equal files agree, and a difference is told with its size, place and time") {
    const test::TemporaryFolder folder;
    write_result(folder.file("a.h5"), with_effect);
    write_result(folder.file("b.h5"), [](const io::Cell& cell, double t, int unit) {
        const bool is_other = cell.variant == 1 && cell.trial == 1 && t >= 100 && unit == 2;
        return with_effect(cell, t, unit) + (is_other ? 0.5 : 0.0);
    });
    const io::ResultFile a(folder.file("a.h5"));
    const io::ResultFile b(folder.file("b.h5"));
    CHECK(analysis::compare_files(a, a, 0).agrees());
    const auto comparison = analysis::compare_files(a, b, 1e-6);
    CHECK_FALSE(comparison.agrees());
    REQUIRE(comparison.differences.size() == 2);
    CHECK(comparison.differences[0].agrees);
    const analysis::FileDifference& difference = comparison.differences[1];
    CHECK(difference.variant == "feedforward");
    CHECK(close(difference.largest, 0.5, 1e-6, 0));
    CHECK(close(difference.relative, 0.5 / 10.5, 1e-6, 0));
    CHECK(close(difference.first_time_ms, 100, 0, 1e-6));
    CHECK(difference.where == "condition a, trial 1");
    CHECK(analysis::compare_files(a, b, 0.1).agrees());
}

TEST_CASE("a number that is none differs from a number, and not from another that is none") {
    const test::TemporaryFolder folder;
    write_result(folder.file("a.h5"), with_effect);
    write_result(folder.file("b.h5"), [](const io::Cell&, double, int) {
        return std::numeric_limits<double>::quiet_NaN();
    });
    const io::ResultFile a(folder.file("a.h5"));
    const io::ResultFile b(folder.file("b.h5"));
    CHECK_FALSE(analysis::compare_files(a, b, 1).agrees());
    CHECK(analysis::compare_files(b, b, 0).agrees());
}

TEST_CASE("comparisons are written as HDF5 and as CSV") {
    const test::TemporaryFolder folder;
    write_result(folder.file("a.h5"), with_effect);
    const io::ResultFile file(folder.file("a.h5"));
    const auto comparisons = analysis::compare_variants(file, "feedforward");
    analysis::write_comparisons(folder.file("c.h5"), comparisons, {}, "a.h5", false);
    const io::File written = io::File::open(folder.file("c.h5"));
    CHECK(written.text("reference") == "feedforward");
    const auto size = io::read_array(written, "/comparison/V2/cells/map/size");
    REQUIRE(size.axes.size() == 2);
    CHECK(size.axes[0].labels == std::vector<std::string>{"recurrent"});
    CHECK(size.axes[1].size() == 151);
    analysis::write_comparisons(folder.file("c.csv"), comparisons, {}, "a.h5", false);
    const std::string csv = io::read_file(folder.file("c.csv"));
    CHECK(csv.starts_with("view,variant,reference,time_ms,size,mean_change\r\n"));
    CHECK_THROWS_AS(
        analysis::write_comparisons(folder.file("c.csv"), comparisons, {}, "a.h5", false),
        base::IoError);
}
