#include "app/command/commands.h"
#include "app/command/shared.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/csv.h"
#include "sim/io/npy.h"
#include "sim/io/result_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

namespace ventral::app {

namespace {

using Names = std::vector<std::string>;

bool is_wanted(const Names& wanted, const std::string& name) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

void require_known(const Names& wanted, const Names& known, const std::string& what) {
    for (const std::string& name : wanted) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw base::ConfigError({.what = "the file has no such " + what,
                                     .file = base::str("--", what, " ", name),
                                     .key_path = "",
                                     .got = name,
                                     .allowed = base::join(known),
                                     .hint = base::did_you_mean(name, known)});
        }
    }
}

std::vector<io::View> wanted_views(const io::ResultFile& file, const ExportOptions& options) {
    std::vector<io::View> views;
    Names populations;
    for (const io::View& view : file.layout().views) {
        if (view.kind == options.view) {
            populations.push_back(view.area + "." + view.population);
            if (is_wanted(options.populations, populations.back())) {
                views.push_back(view);
            }
        }
    }
    if (populations.empty()) {
        throw base::ConfigError({.what = "the file holds no view of this kind",
                                 .file = file.path(),
                                 .got = options.view,
                                 .allowed = "a kind that was recorded",
                                 .hint = "--view map exports maps"});
    }
    require_known(options.populations, populations, "population");
    return views;
}

/// Labels of the unit's place on each axis of the view.
std::vector<io::CsvCell> unit_labels(const io::View& view, std::size_t unit) {
    std::vector<io::CsvCell> labels(view.axes.size());
    for (std::size_t a = view.axes.size(); a-- > 0;) {
        const base::Axis& axis = view.axes[a];
        const std::size_t i = unit % axis.size();
        unit /= axis.size();
        if (axis.labels.empty()) {
            labels[a] = axis.values[i];
        } else {
            labels[a] = axis.labels[i];
        }
    }
    return labels;
}

/// One cell's rows: (time, unit) in file order.
void append_cell(const io::ResultFile& file,
                 const io::View& view,
                 const io::Selection& selection,
                 std::size_t condition,
                 io::CsvTable& table) {
    std::vector<base::LabelledArray> variables;
    for (const io::Variable& variable : view.variables) {
        variables.push_back(file.read(view, variable.name, selection));
    }
    const std::size_t frame_size = view.frame_size();
    for (std::size_t i = 0; i < view.cell_size(); ++i) {
        std::vector<io::CsvCell> row{view.area + "." + view.population, selection.variant,
                                     selection.condition};
        for (const base::Axis& factor : file.layout().factors) {
            if (factor.labels.empty()) {
                row.emplace_back(factor.values[condition]);
            } else {
                row.emplace_back(factor.labels[condition]);
            }
        }
        row.emplace_back(static_cast<double>(*selection.trial));
        const auto labels = unit_labels(view, i % frame_size);
        row.insert(row.end(), labels.begin(), labels.end());
        row.emplace_back(1000 * view.time.values[i / frame_size]);
        for (const base::LabelledArray& variable : variables) {
            row.emplace_back(variable.values[i]);
        }
        table.rows.push_back(std::move(row));
    }
}

void export_csv(const io::ResultFile& file,
                const std::vector<io::View>& views,
                const ExportOptions& options,
                const std::string& path,
                bool force) {
    const io::View& first = views.front();
    io::CsvTable table{{"population", "variant", "condition"}, {}};
    for (const base::Axis& factor : file.layout().factors) {
        table.header.push_back(factor.name);
    }
    table.header.emplace_back("trial");
    for (const base::Axis& axis : first.axes) {
        table.header.push_back(axis.name);
    }
    table.header.emplace_back("time_ms");
    for (const io::Variable& variable : first.variables) {
        table.header.push_back(variable.name);
    }
    const io::ResultLayout& layout = file.layout();
    for (const io::View& view : views) {
        if (view.axes.size() != first.axes.size() || view.variables != first.variables) {
            throw base::ConfigError({.what = "these populations have different columns",
                                     .file = file.path(),
                                     .got = first.short_name() + ", " + view.short_name(),
                                     .allowed = "populations with the same axes and variables",
                                     .hint = "one --population at a time, or export to .npz"});
        }
        for (const std::string& variant : layout.variants) {
            for (std::size_t c = 0; c < layout.conditions.size(); ++c) {
                for (std::size_t trial = 0; trial < layout.trials; ++trial) {
                    if (is_wanted(options.variants, variant) &&
                        is_wanted(options.conditions, layout.conditions[c])) {
                        append_cell(file, view, {variant, layout.conditions[c], trial}, c, table);
                    }
                }
            }
        }
    }
    io::write_csv(path, table, force);
}

/// The array with only these labels of one axis, in the order of the file; all if none is wanted.
base::LabelledArray keep_labels(base::LabelledArray array, std::size_t axis, const Names& wanted) {
    if (wanted.empty()) {
        return array;
    }
    std::size_t block = 1;
    for (std::size_t i = axis + 1; i < array.axes.size(); ++i) {
        block *= array.axes[i].size();
    }
    const Names labels = std::exchange(array.axes[axis].labels, {});
    std::vector<float> kept;
    for (std::size_t begin = 0; begin < array.values.size(); begin += block) {
        if (is_wanted(wanted, labels[begin / block % labels.size()])) {
            const auto first = array.values.begin() + static_cast<std::ptrdiff_t>(begin);
            kept.insert(kept.end(), first, first + static_cast<std::ptrdiff_t>(block));
        }
    }
    std::copy_if(labels.begin(), labels.end(), std::back_inserter(array.axes[axis].labels),
                 [&](const std::string& label) { return is_wanted(wanted, label); });
    array.values = std::move(kept);
    return array;
}

/// Variables with their axes, named "V2.border_ownership/rate", ".../time", ...
void export_npz(const io::ResultFile& file,
                const std::vector<io::View>& views,
                const ExportOptions& options,
                const std::string& path,
                bool force) {
    std::vector<io::NpyArray> arrays;
    for (const io::View& view : views) {
        Names present;
        for (const io::Variable& variable : view.variables) {
            const base::LabelledArray chosen =
                keep_labels(keep_labels(file.read(view, variable.name), 0, options.variants), 1,
                            options.conditions);
            for (io::NpyArray& array : io::npy_arrays(chosen)) {
                if (std::find(present.begin(), present.end(), array.name) == present.end()) {
                    present.push_back(array.name);
                    array.name = view.area + "." + view.population + "/" + array.name;
                    arrays.push_back(std::move(array));
                }
            }
        }
    }
    io::write_npz(path, arrays, force);
}

}  // namespace

base::ExitCode export_command(const CommonOptions& common, const ExportOptions& options, Talk&) {
    const std::string path =
        common.output.empty() ? with_suffix(options.file, ".csv") : common.output;
    const std::string suffix = std::filesystem::path(path).extension().string();
    if (suffix != ".csv" && suffix != ".npz") {
        throw base::ConfigError({.what = "time courses are exported as CSV or NPZ",
                                 .file = "-o " + path,
                                 .key_path = "",
                                 .got = path,
                                 .allowed = "a name that ends in .csv or .npz"});
    }
    io::check_writable(path, common.force);
    const io::ResultFile file(options.file);
    require_known(options.variants, file.layout().variants, "variant");
    require_known(options.conditions, file.layout().conditions, "condition");
    const std::vector<io::View> views = wanted_views(file, options);
    if (suffix == ".csv") {
        export_csv(file, views, options, path, common.force);
    } else {
        export_npz(file, views, options, path, common.force);
    }
    const std::string written = std::filesystem::absolute(path).string();
    if (common.json) {
        print_json({{"file", options.file}, {"output", written}});
    } else {
        print("wrote: " + written + "\n");
    }
    return base::ExitCode::Good;
}

}  // namespace ventral::app
