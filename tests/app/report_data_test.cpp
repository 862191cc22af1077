#include "app/report/maps.h"
#include "app/report/packed.h"
#include "app/report/sampling.h"
#include "app/report/traces.h"
#include "sim/base/errors.h"
#include "tests/analysis/measures/synthetic_result.h"
#include "tests/support/close.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace ventral;
using test::close;

namespace {

std::vector<double> ramp(int from, int to) {
    std::vector<double> times;
    for (int t = from; t <= to; ++t) {
        times.push_back(t);
    }
    return times;
}

/// The synthetic result with one map of 5 x 3 pixels, whose rate is 10 y + x + frame.
io::ResultLayout layout_with_map() {
    io::ResultLayout layout = test::measured_layout();
    io::View map;
    map.area = "V1";
    map.population = "cells";
    map.kind = "map";
    map.time = {"time", "s", "time", {-0.01, 0, 0.01, 0.02}, {}};
    map.axes = {{"y", "degree", "y", {0, 1, 2}, {}}, {"x", "degree", "x", {0, 1, 2, 3, 4}, {}}};
    layout.views = {map};
    return layout;
}

std::string write_map(const test::TemporaryFolder& folder) {
    const io::ResultLayout layout = layout_with_map();
    const std::string path = folder.file("map.h5");
    const std::string parts = io::parts_folder(path);
    io::begin_parts(parts, layout, io::Existing::Discard);
    for (std::size_t i = 0; i < layout.cells(); ++i) {
        io::PartWriter writer(parts, layout, layout.cell(i));
        std::vector<float> values;
        for (int frame = 0; frame < 4; ++frame) {
            for (int y = 0; y < 3; ++y) {
                for (int x = 0; x < 5; ++x) {
                    values.push_back(static_cast<float>(10 * y + x + frame));
                }
            }
        }
        writer.append(0, 0, values);
        writer.commit();
    }
    io::join_parts(parts, path, true);
    return path;
}

}  // namespace

TEST_CASE("thinned samples are evenly spaced, no more than asked for, and keep stimulus onset") {
    for (const std::size_t most : {7U, 20U, 50U, 100U, 601U}) {
        const auto times = ramp(-200, 400);
        const app::Samples samples = app::thin_out(times, most);
        const auto kept = app::pick(times, samples);
        CAPTURE(most);
        CHECK(kept.size() <= most);
        CHECK(kept.size() * samples.every + samples.every > 600);
        CHECK(std::find(kept.begin(), kept.end(), 0.0) != kept.end());
    }
    CHECK(app::thin_out(ramp(5, 9), 10).count == 5);
}

TEST_CASE("conditions that are asked for are among those chosen, the others evenly spread") {
    CHECK(app::spread(10, 10, {}) == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(app::spread(100, 4, {}) == std::vector<std::size_t>{0, 25, 50, 75});
    CHECK(app::spread(100, 3, {99, 50}) == std::vector<std::size_t>{0, 50, 99});
    CHECK(app::spread(3, 8, {}) == std::vector<std::size_t>{0, 1, 2});
    CHECK(app::spread(100, 2, {7, 8, 9}) == std::vector<std::size_t>{7, 8});
    CHECK_THROWS_WITH_AS(app::find_conditions({"left", "right"}, {"lift"}),
                         doctest::Contains("did you mean 'left'?"), base::ConfigError);
}

TEST_CASE("packed numbers are base 64 of their planes, the same for the same numbers") {
    const std::vector<float> values{1, 2, std::nanf("")};
    const std::string text = app::pack(values);
    CHECK(text == app::pack(values));
    CHECK(text.size() % 4 == 0);
    CHECK(text.find_first_not_of(
              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") ==
          std::string::npos);
    // Frames that stand still take hardly any room.
    std::vector<std::uint16_t> frames(100 * 1000);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        frames[i] = static_cast<std::uint16_t>(i % 1000 * 61);
    }
    CHECK(app::pack_frames(frames, 1000).size() < 4000);
}

TEST_CASE("traces are the file's means, with bands where something was averaged") {
    const test::TemporaryFolder folder;
    const io::ResultFile file(test::write_result(folder));
    const app::Traces traces = app::read_traces(app::sources_of(file));
    CHECK(traces.conditions.front() == "mean of 4 conditions");
    CHECK(traces.conditions.size() == 5);
    const app::TraceView& v2 = traces.views.front();
    CHECK(v2.units.size() == 3);
    CHECK(v2.units[0].note == "side left");
    CHECK(v2.units[2].label == "mean of 2 sites");
    // The unit that prefers the left, figure on the left at the high contrast: 30 Hz from 40 ms.
    const app::Curve& left = v2.at(0, 2, 0);
    CHECK(close(static_cast<double>(left.mean.front()), 2, 1e-6, 0));
    CHECK(close(static_cast<double>(left.mean.back()), 30, 1e-6, 0));
    CHECK(close(left.half_peak_ms, 39, 0, 1));
    CHECK(left.low.size() == left.mean.size());  // two trials
    CHECK(close(static_cast<double>(left.high.back() - left.low.back()), 2, 1e-6, 0));
    const app::Curve& both = v2.at(0, 0, 2);
    CHECK(close(static_cast<double>(both.mean.back()), 0.5 * (15 + 11.25), 1e-6, 0));
    CHECK(both.low.back() < both.mean.back());
    // Fewer numbers: fewer samples first, then fewer conditions, and the file's first is kept.
    const app::Traces few =
        app::read_traces(app::sources_of(file), {.wanted = {2}, .most_values = 3000});
    CHECK(few.views.front().every == 2);
    CHECK(few.num_left_out == 3);
    CHECK(few.conditions[1] == "right/0.2");
}

TEST_CASE("cells that were not finished are left out of means, and are NaN on their own") {
    const test::TemporaryFolder folder;
    const io::ResultFile file(test::write_result(folder, test::border_ownership, 12));
    const app::Traces traces = app::read_traces(app::sources_of(file));
    const app::TraceView& v1 = traces.views.back();
    // Feedforward: 8 cells of the other variant first, then two conditions.
    CHECK(std::isnan(v1.at(1, 4, 0).mean.back()));
    CHECK(close(static_cast<double>(v1.at(1, 0, 0).mean.back()), 7.5, 1e-6, 0));
}

TEST_CASE("reduced maps are means of whole blocks on one scale for all variants") {
    const test::TemporaryFolder folder;
    const io::ResultFile file(write_map(folder));
    const app::Maps whole = app::read_maps(app::sources_of(file));
    const app::MapView& map = whole.views.front();
    REQUIRE(map.codes.size() == 8);
    CHECK(map.block == 1);
    CHECK(close(map.value(map.codes[0][3 * 15 + 14]), 27, 1e-4, 0));
    CHECK(close(map.value(map.codes[5][7]), 12, 1e-3, 0));
    CHECK(close(map.high, 27, 0, 0));
    const app::Maps reduced = app::read_maps(
        app::sources_of(file), {.most_conditions = 2, .most_pixels = 3, .most_frames = 2});
    const app::MapView& small = reduced.views.front();
    CHECK(reduced.conditions == std::vector<std::size_t>{0, 2});
    CHECK(small.block == 2);
    CHECK(small.times_ms.size() == 2);
    CHECK(std::find(small.times_ms.begin(), small.times_ms.end(), 0.0) != small.times_ms.end());
    CHECK(small.x_deg == std::vector<double>{0.5, 2.5, 4});
    CHECK(small.y_deg == std::vector<double>{0.5, 2});
    const std::size_t onset = small.times_ms[0] == 0 ? 0 : 1;
    // Rows 0 and 1, columns 2 and 3, one frame after the first; the last row is alone.
    CHECK(close(small.value(small.codes[0][onset * 6 + 1]), 5 + 2.5 + 1, 1e-3, 0));
    CHECK(close(small.value(small.codes[0][onset * 6 + 5]), 20 + 4 + 1, 1e-3, 0));
    CHECK(std::isnan(small.value(app::kNoCode)));
}
