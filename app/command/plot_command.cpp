#include "analysis/measures/measure_input.h"
#include "analysis/measures/plots.h"
#include "analysis/variant_comparison.h"
#include "app/command/commands.h"
#include "app/command/shared.h"
#include "app/experiment/measures_codec.h"
#include "app/figure/measure_figure.h"
#include "app/figure/result_figure.h"
#include "app/figure/wiring_figure.h"
#include "app/report/map_figure.h"
#include "app/report/recorded_run.h"
#include "app/report/sampling.h"
#include "app/report/trace_figure.h"
#include "sim/base/index_of.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const PlotOptions& options,
                         const std::string& what,
                         const std::string& allowed) {
    throw base::ConfigError(
        {.what = what, .file = options.file, .got = options.what, .allowed = allowed});
}

/// Index of the named variant, or of `fallback`.
std::size_t variant_index(const io::ResultLayout& layout,
                          const std::string& name,
                          std::size_t fallback) {
    if (name.empty()) {
        return fallback;
    }
    const std::size_t index = base::index_of(layout.variants, name);
    if (index == layout.variants.size()) {
        throw base::ConfigError({.what = "the file has no such variant",
                                 .got = name,
                                 .allowed = base::join(layout.variants),
                                 .hint = base::did_you_mean(name, layout.variants)});
    }
    return index;
}

void plot_overview(const io::ResultFile& file, const std::string& path, bool force) {
    ResultFigure figure;
    figure.title = file.layout().title;
    figure.subtitle = "mean over conditions and units; triangles: onset of divergence";
    figure.reference = analysis::default_reference(file.layout());
    figure.rows = analysis::summarize_file(file);
    draw_result(figure, path, force);
}

void plot_traces(const io::ResultFile& file,
                 const PlotOptions& options,
                 const std::string& path,
                 bool force) {
    TraceLimits limits;
    std::size_t condition = 0;
    if (!options.condition.empty()) {
        limits.wanted = find_conditions(file.layout().conditions, {options.condition});
        limits.most_conditions = 1;
        condition = file.layout().conditions.size() > 1 ? 1 : 0;
    }
    draw_traces(file.layout().title, read_traces(sources_of(file), limits), file.layout().variants,
                condition, path, force);
}

void plot_maps(const io::ResultFile& file,
               const PlotOptions& options,
               const std::string& path,
               bool force) {
    const io::ResultLayout& layout = file.layout();
    MapLimits limits;
    limits.most_conditions = 1;
    limits.most_pixels = 512;
    if (!options.condition.empty()) {
        limits.wanted = find_conditions(layout.conditions, {options.condition});
    }
    const Maps maps = read_maps(sources_of(file), limits);
    if (maps.views.empty()) {
        refuse(options, "the file has no maps", "a file with `maps` or `cubes`, or --what traces");
    }
    MapFigure figure;
    figure.title = layout.title;
    figure.subtitle = layout.conditions[maps.conditions.front()];
    figure.variants = layout.variants;
    const std::string reference =
        options.reference.empty() ? analysis::default_reference(layout) : options.reference;
    figure.second = variant_index(layout, reference, 0);
    figure.first = variant_index(layout, options.variant,
                                 figure.second == 0 && layout.variants.size() > 1 ? 1 : 0);
    figure.times_ms = options.times_ms;
    draw_maps(figure, maps, path, force);
}

void plot_measures(const io::ResultFile& file,
                   const PlotOptions& options,
                   const std::string& path,
                   bool force) {
    const auto measured = analysis::read_measure_rows(file.path());
    const auto plots = analysis::plots_of(recorded_measures(file), file,
                                          measured.value_or(analysis::MeasureTable{}));
    if (plots.empty()) {
        refuse(options, "the experiment measures nothing that has curves",
               "an experiment with `measure:`, or --what traces");
    }
    draw_measures(file.layout().title, plots, file.layout().variants, path, force);
}

void plot_wiring(const io::ResultFile& file,
                 const PlotOptions& options,
                 const std::string& path,
                 bool force) {
    const RecordedRun run = read_recorded_run(file.layout());
    if (!run.network) {
        refuse(options, "the network cannot be drawn: " + run.network_fault, "another --what");
    }
    draw_wiring(*run.network, path, force);
}

}  // namespace

base::ExitCode plot_command(const CommonOptions& common, const PlotOptions& options, Talk& talk) {
    const std::string path =
        common.output.empty() ? fs::path(options.file).stem().string() + "." + options.what + ".png"
                              : common.output;
    io::check_writable(path, common.force);
    talk.detail("drawing " + path);
    const io::ResultFile file(options.file);
    if (options.what == "overview") {
        plot_overview(file, path, common.force);
    } else if (options.what == "traces") {
        plot_traces(file, options, path, common.force);
    } else if (options.what == "maps") {
        plot_maps(file, options, path, common.force);
    } else if (options.what == "measures") {
        plot_measures(file, options, path, common.force);
    } else {
        plot_wiring(file, options, path, common.force);
    }
    print("figure: " + fs::absolute(path).string() + "\n");
    return base::ExitCode::Good;
}

}  // namespace ventral::app
