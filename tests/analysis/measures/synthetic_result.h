#pragma once

/// A small result file: two border-ownership units that prefer the left and the right side, and an
/// edge unit without a side; two variants, two sides by two contrasts, two trials.

#include "analysis/measures/evaluate.h"
#include "sim/config/load.h"
#include "sim/config/spec.h"
#include "sim/io/result_parts.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

namespace ventral::test {

/// Which unit was shown what. Side and contrast as indices: left 0, right 1; 0.2 0, 0.8 1.
struct Shown {
    bool recurrent = true;
    std::size_t side = 0;
    std::size_t contrast = 0;
    std::size_t trial = 0;
    std::string unit{};
};

/// A rate in Hz at a time in ms.
using UnitRate = std::function<double(const Shown&, double)>;

/// The preferred side with recurrence: 30 Hz of the left unit, 20 Hz of the right one; all else 10
/// Hz; half of it at the low contrast. The trials lie 1 Hz about it. 2 Hz before 40 ms.
inline double border_ownership(const Shown& shown, double t) {
    if (t < 40) {
        return 2;
    }
    double rate = 10;
    if (shown.recurrent && shown.unit == "owner/side=left" && shown.side == 0) {
        rate = 30;
    }
    if (shown.recurrent && shown.unit == "owner/side=right" && shown.side == 1) {
        rate = 20;
    }
    return rate / (shown.contrast == 0 ? 2 : 1) + (shown.trial == 0 ? 1 : -1);
}

inline io::View site_view(const std::string& area, const std::vector<std::string>& sites) {
    io::View view;
    view.area = area;
    view.population = "cells";
    view.kind = "site";
    view.long_name = "recorded units";
    view.time = {"time", "s", "time", {}, {}};
    for (int i = 0; i <= 250; ++i) {
        view.time.values.push_back((-100 + 2 * i) / 1000.0);
    }
    view.axes = {{"site", "", "recorded unit", {}, sites}};
    return view;
}

inline io::ResultLayout measured_layout() {
    io::ResultLayout layout;
    layout.title = "A test";
    layout.key = "key";
    layout.variants = {"recurrent", "feedforward"};
    layout.conditions = {"left/0.2", "left/0.8", "right/0.2", "right/0.8"};
    layout.factors = {{"side", "", "side", {}, {"left", "left", "right", "right"}},
                      {"contrast", "1", "contrast", {0.2, 0.8, 0.2, 0.8}, {}}};
    layout.trials = 2;
    layout.views = {site_view("V2", {"owner/side=left", "owner/side=right"}),
                    site_view("V1", {"edge"})};
    layout.views.front().coordinates = {
        {"site", {"preferred_side", "", "preferred side", {}, {"left", "right"}}}};
    return layout;
}

/// Writes the file; cells from index `stop` on are not finished: then it is the partial one.
inline std::string write_result(const TemporaryFolder& folder,
                                const UnitRate& rate = border_ownership,
                                std::size_t stop = 1000,
                                const io::ResultLayout& layout = measured_layout()) {
    std::string path = folder.file("run.h5");
    const std::string parts = io::parts_folder(path);
    io::begin_parts(parts, layout, io::Existing::Discard);
    for (std::size_t i = 0; i < std::min(stop, layout.cells()); ++i) {
        const io::Cell cell = layout.cell(i);
        io::PartWriter writer(parts, layout, cell);
        for (std::size_t v = 0; v < layout.views.size(); ++v) {
            std::vector<float> values;
            for (const double seconds : layout.views[v].time.values) {
                for (const std::string& unit : layout.views[v].axes.front().labels) {
                    const Shown shown{cell.variant == 0, cell.condition / 2, cell.condition % 2,
                                      cell.trial, unit};
                    values.push_back(static_cast<float>(rate(shown, 1000 * seconds)));
                }
            }
            writer.append(v, 0, values);
        }
        writer.commit();
    }
    if (stop < layout.cells()) {
        return io::join_partial(parts, path);
    }
    io::join_parts(parts, path, true);
    return path;
}

/// What stands under `measure:`.
inline std::vector<analysis::Measure> measures_of(const std::string& yaml) {
    return config::named_codec(analysis::measure_spec().codec(), &analysis::Measure::name)
        .read(config::load_text(yaml, "test.yaml"));
}

inline analysis::MeasureTable evaluate(const std::string& path, const std::string& yaml) {
    return analysis::evaluate(measures_of(yaml), io::ResultFile(path));
}

/// The row of a quantity under a variant; the test fails without it.
inline analysis::MeasureRow find_row(const analysis::MeasureTable& table,
                                     const std::string& measure,
                                     const std::string& quantity,
                                     const std::string& variant = "recurrent") {
    for (const analysis::MeasureRow& row : table.rows) {
        if (row.measure == measure && row.quantity == quantity && row.variant == variant) {
            return row;
        }
    }
    FAIL("no row " << measure << "." << quantity << " under " << variant);
    return {};
}

}  // namespace ventral::test
