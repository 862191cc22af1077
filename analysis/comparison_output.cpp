#include "analysis/comparison_output.h"

#include "sim/base/text.h"
#include "sim/io/array_dataset.h"
#include "sim/io/atomic_file.h"
#include "sim/io/csv.h"
#include "sim/io/hdf5.h"

#include <algorithm>
#include <functional>

namespace ventral::analysis {

namespace {

bool is_csv(const std::string& path) {
    return path.size() > 4 && path.ends_with(".csv");
}

base::Axis seconds_axis(const std::vector<double>& times_ms) {
    base::Axis axis{"time", "s", "time from stimulus onset", {}, {}};
    for (const double time : times_ms) {
        axis.values.push_back(time / 1000);
    }
    return axis;
}

/// One number per variant, or one row of numbers per variant.
template <class Row, class Values>
base::LabelledArray collect(const std::string& name,
                            const std::string& unit,
                            const std::string& long_name,
                            std::vector<base::Axis> axes,
                            const std::vector<const Row*>& rows,
                            const Values& values_of) {
    base::LabelledArray array{name, unit, long_name, std::move(axes), {}};
    for (const Row* row : rows) {
        for (const auto value : values_of(*row)) {
            array.values.push_back(static_cast<float>(value));
        }
    }
    return array;
}

using Numbers = std::vector<double>;

std::vector<base::LabelledArray> view_arrays(const std::vector<const VariantComparison*>& rows) {
    const io::View& view = rows.front()->view;
    const std::string& unit = view.variables.front().unit;
    base::Axis variant{"variant", "", "variant against the reference", {}, {}};
    for (const VariantComparison* row : rows) {
        variant.labels.push_back(row->variant);
    }
    const base::Axis time = seconds_axis(rows.front()->divergence.times_ms);
    std::vector<base::Axis> frame{variant};
    frame.insert(frame.end(), view.axes.begin(), view.axes.end());
    using Row = VariantComparison;
    const auto number = [&](const char* name, const std::string& u, const char* text,
                            const std::function<double(const Divergence&)>& value) {
        return collect<Row>(name, u, text, {variant}, rows,
                            [&](const Row& row) { return Numbers{value(row.divergence)}; });
    };
    return {
        collect<Row>("size", unit, "root mean square difference, resting difference removed",
                     {variant, time}, rows, [](const Row& row) { return row.divergence.size; }),
        collect<Row>("mean_change", unit, "mean difference", {variant, time}, rows,
                     [](const Row& row) { return row.divergence.mean_change; }),
        collect<Row>("largest", unit, "largest difference of each unit", frame, rows,
                     [](const Row& row) { return row.divergence.largest; }),
        number("onset", "s", "onset of divergence; NaN: none",
               [](const Divergence& d) { return d.onset_ms / 1000; }),
        number("criterion", unit, "size at which a difference counts",
               [](const Divergence& d) { return d.criterion; }),
        number("resting_difference", unit, "root mean square difference before onset",
               [](const Divergence& d) { return d.resting_difference; }),
        number("agreeing_units", "1", "share of units whose difference stays below the criterion",
               [](const Divergence& d) { return d.agreeing_units; }),
    };
}

std::vector<base::LabelledArray> view_arrays(const std::vector<const FileDifference*>& rows) {
    base::Axis variant{"variant", "", "variant", {}, {}};
    for (const FileDifference* row : rows) {
        variant.labels.push_back(row->variant);
    }
    using Row = FileDifference;
    return {
        collect<Row>("size", "", "root mean square difference",
                     {variant, seconds_axis(rows.front()->times_ms)}, rows,
                     [](const Row& row) { return row.size; }),
        collect<Row>("largest", "", "largest difference", {variant}, rows,
                     [](const Row& row) { return Numbers{row.largest}; }),
        collect<Row>("relative", "1", "largest difference over largest value", {variant}, rows,
                     [](const Row& row) { return Numbers{row.relative}; }),
        collect<Row>("first_time", "s", "first time beyond the tolerance; NaN: none", {variant},
                     rows, [](const Row& row) { return Numbers{row.first_time_ms / 1000}; }),
    };
}

std::string view_name(const VariantComparison& row) {
    return row.view.short_name();
}
std::string view_name(const FileDifference& row) {
    return row.view;
}

/// Rows of one view stand together.
template <class Row>
void write_views(io::File& file, const std::vector<Row>& rows) {
    for (std::size_t i = 0; i < rows.size();) {
        std::vector<const Row*> group;
        const std::string name = view_name(rows[i]);
        for (; i < rows.size() && view_name(rows[i]) == name; ++i) {
            group.push_back(&rows[i]);
        }
        std::string path = "/comparison/" + name;
        std::replace(path.begin(), path.end(), '.', '/');
        io::write_arrays(file, path, view_arrays(group), name);
    }
}

template <class Fill>
void write_hdf5(const std::string& path, bool force, const Fill& fill) {
    io::AtomicFile target(path, force);
    io::File file = io::File::create(target.temporary_path());
    file.set_text("format", "ventral-comparison/1");
    fill(file);
    file.close();
    target.commit();
}

}  // namespace

void write_comparisons(const std::string& path,
                       const std::vector<VariantComparison>& comparisons,
                       const DivergenceCriterion& criterion,
                       const std::string& source,
                       bool force) {
    if (is_csv(path)) {
        io::CsvTable table{{"view", "variant", "reference", "time_ms", "size", "mean_change"}, {}};
        for (const VariantComparison& row : comparisons) {
            for (std::size_t t = 0; t < row.divergence.times_ms.size(); ++t) {
                table.rows.push_back({row.view.short_name(), row.variant, row.reference,
                                      row.divergence.times_ms[t], row.divergence.size[t],
                                      row.divergence.mean_change[t]});
            }
        }
        io::write_csv(path, table, force);
        return;
    }
    write_hdf5(path, force, [&](io::File& file) {
        file.set_text("source", source);
        file.set_text("criterion", describe(criterion));
        file.set_text("reference", comparisons.empty() ? "" : comparisons.front().reference);
        write_views(file, comparisons);
    });
}

void write_comparisons(const std::string& path, const FileComparison& comparison, bool force) {
    if (is_csv(path)) {
        io::CsvTable table{{"view", "variant", "time_ms", "size"}, {}};
        for (const FileDifference& row : comparison.differences) {
            for (std::size_t t = 0; t < row.times_ms.size(); ++t) {
                table.rows.push_back({row.view, row.variant, row.times_ms[t], row.size[t]});
            }
        }
        io::write_csv(path, table, force);
        return;
    }
    write_hdf5(path, force, [&](io::File& file) { write_views(file, comparison.differences); });
}

}  // namespace ventral::analysis
