#include "app/sweep/point_measures.h"
#include "app/sweep/sensitivity.h"
#include "app/sweep/sweep_table.h"
#include "sim/base/text.h"
#include "sim/io/array_dataset.h"
#include "sim/io/atomic_file.h"
#include "sim/io/csv.h"

#include <algorithm>
#include <filesystem>
#include <span>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

std::vector<io::CsvCell> leading_cells(const SweepTable& table, std::size_t point) {
    std::vector<io::CsvCell> cells{base::str(point)};
    for (const SweepColumn& column : table.columns) {
        cells.emplace_back(column.texts[point]);
    }
    cells.emplace_back(table.rows[point].status);
    return cells;
}

std::vector<std::string> leading_header(const SweepTable& table) {
    std::vector<std::string> header{"point"};
    for (const SweepColumn& column : table.columns) {
        header.push_back(column.path);
    }
    header.emplace_back("status");
    return header;
}

void write_points_csv(const SweepTable& table, const std::string& path) {
    io::CsvTable csv{leading_header(table), {}};
    csv.header.insert(csv.header.end(), {"reason", "file"});
    for (std::size_t point = 0; point < table.rows.size(); ++point) {
        std::vector<io::CsvCell> cells = leading_cells(table, point);
        cells.emplace_back(table.rows[point].reason);
        cells.emplace_back(table.rows[point].file);
        csv.rows.push_back(std::move(cells));
    }
    io::write_csv(path, csv, true);
}

void write_measures_csv(const SweepTable& table, const PointFiles& files, const std::string& path) {
    io::CsvTable csv{leading_header(table), {}};
    csv.header.insert(csv.header.end(), kMeasuredColumns.begin(), kMeasuredColumns.end());
    for (std::size_t point = 0; point < table.rows.size(); ++point) {
        const std::vector<io::CsvCell> leading = leading_cells(table, point);
        if (table.rows[point].file.empty()) {
            std::vector<io::CsvCell> cells = leading;
            cells.resize(csv.header.size() - 1, std::string());
            cells.emplace_back(table.rows[point].reason);
            csv.rows.push_back(std::move(cells));
            continue;
        }
        const PointMeasures measures(files.measures(point));
        for (std::size_t row = 0; row < measures.size(); ++row) {
            std::vector<io::CsvCell> cells = leading;
            for (std::size_t column = 0; column < kMeasuredColumns.size(); ++column) {
                cells.emplace_back(measures.text(row, column));
            }
            csv.rows.push_back(std::move(cells));
        }
    }
    io::write_csv(path, csv, true);
}

void write_sensitivity_csv(const std::vector<Sensitivity>& rows, const std::string& path) {
    io::CsvTable csv{{"parameter", "quantity", "variant", "count", "rank_correlation", "slope",
                      "elasticity", "explained", "by_chance"},
                     {}};
    for (const Sensitivity& row : rows) {
        csv.rows.push_back({row.parameter, row.quantity, row.variant,
                            static_cast<double>(row.count), row.rank_correlation, row.slope,
                            row.elasticity, row.explained, row.by_chance});
    }
    io::write_csv(path, csv, true);
}

base::Axis text_axis(const std::string& name, std::vector<std::string> labels) {
    return {name, "", "", {}, std::move(labels)};
}

base::Axis count_axis(const std::string& name, std::size_t count) {
    base::Axis axis{name, "", "", {}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        axis.values.push_back(static_cast<double>(i));
    }
    return axis;
}

/// A name that can stand in an HDF5 group.
std::string link_name(std::string path) {
    std::replace(path.begin(), path.end(), '/', '_');
    return path;
}

void write_points(io::File& file, const SweepTable& table) {
    io::Group group = file.require_group("/sweep");
    group.set_text("title", table.title);
    const std::vector<base::Axis> axes{text_axis("variant", table.variants),
                                       count_axis("point", table.rows.size())};
    for (const base::Axis& axis : axes) {
        io::require_scale(group, axis);
    }
    for (const SweepColumn& column : table.columns) {
        base::Axis axis{link_name(column.path),
                        column.numbers.empty() ? "" : "1",
                        column.path,
                        column.numbers,
                        {}};
        axis.labels = column.numbers.empty() ? column.texts : std::vector<std::string>();
        io::write_coordinate(group, axis, "point");
    }
    std::vector<std::string> status;
    std::vector<std::string> reasons;
    std::vector<std::string> results;
    for (const SweepRow& row : table.rows) {
        status.push_back(row.status);
        reasons.push_back(row.reason);
        results.push_back(row.file);
    }
    io::write_coordinate(group, text_axis("status", status), "point");
    io::write_coordinate(group, text_axis("reason", reasons), "point");
    io::write_coordinate(group, text_axis("file", results), "point");
    std::vector<std::string> names;
    std::vector<std::string> plotted;
    for (const SweepQuantity& quantity : table.quantities) {
        io::Dataset values = group.create_dataset(link_name(quantity.name), io::Element::Float64,
                                                  {axes[0].size(), axes[1].size()});
        values.write(std::span<const double>(quantity.values));
        io::describe(values, quantity.unit, quantity.name);
        plotted = io::attach_axes(group, values, axes);
        names.push_back(link_name(quantity.name));
    }
    if (!names.empty()) {
        io::mark_as_plot(group, names.front(), {names.begin() + 1, names.end()}, plotted);
    }
}

void write_sensitivity(io::File& file, const std::vector<Sensitivity>& rows) {
    io::Group group = file.require_group("/sensitivity");
    group.set_text("title", "how much each parameter moves each quantity");
    if (rows.empty()) {
        return;
    }
    io::require_scale(group, count_axis("row", rows.size()));
    const auto texts = [&](const char* name, auto member) {
        std::vector<std::string> labels;
        for (const Sensitivity& row : rows) {
            labels.push_back(row.*member);
        }
        io::write_coordinate(group, text_axis(name, std::move(labels)), "row");
    };
    const auto numbers = [&](const char* name, auto get) {
        base::Axis axis{name, "1", "", {}, {}};
        for (const Sensitivity& row : rows) {
            axis.values.push_back(static_cast<double>(get(row)));
        }
        io::write_coordinate(group, axis, "row");
    };
    texts("parameter", &Sensitivity::parameter);
    texts("quantity", &Sensitivity::quantity);
    texts("variant", &Sensitivity::variant);
    numbers("count", [](const Sensitivity& row) { return row.count; });
    numbers("rank_correlation", [](const Sensitivity& row) { return row.rank_correlation; });
    numbers("slope", [](const Sensitivity& row) { return row.slope; });
    numbers("elasticity", [](const Sensitivity& row) { return row.elasticity; });
    numbers("explained", [](const Sensitivity& row) { return row.explained; });
    numbers("by_chance", [](const Sensitivity& row) { return row.by_chance; });
}

}  // namespace

void write_sweep(const SweepTable& table, const PointFiles& files) {
    const fs::path folder = files.folder();
    const std::vector<Sensitivity> sensitivity = compute_sensitivity(table);
    write_points_csv(table, (folder / "points.csv").string());
    write_measures_csv(table, files, (folder / "measures.csv").string());
    write_sensitivity_csv(sensitivity, (folder / "sensitivity.csv").string());
    io::AtomicFile target((folder / "sweep.h5").string(), true);
    io::File file = io::File::create(target.temporary_path());
    write_points(file, table);
    write_sensitivity(file, sensitivity);
    file.close();
    target.commit();
}

}  // namespace ventral::app
