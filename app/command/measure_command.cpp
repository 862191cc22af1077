#include "analysis/measures/measure_output.h"
#include "analysis/measures/plots.h"
#include "app/command/commands.h"
#include "app/command/measure_result.h"
#include "app/command/measure_text.h"
#include "app/command/shared.h"
#include "app/experiment/measures_codec.h"
#include "app/figure/measure_figure.h"
#include "sim/base/text.h"
#include "sim/config/load.h"
#include "sim/io/atomic_file.h"
#include "sim/io/copy_file.h"

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;
using analysis::Measure;

std::vector<Measure> measures_of(const std::string& experiment, const SearchPaths& paths) {
    const config::Node root = config::load_file(find_experiment(experiment, paths));
    if (const auto node = root.find("measure")) {
        return read_measures(*node);
    }
    root.fail("the experiment measures nothing", "a key `measure:`");
}

std::vector<Measure> chosen_measures(const CommonOptions& common, const MeasureOptions& options) {
    std::vector<Measure> measures;
    if (!options.from.empty()) {
        measures = measures_of(options.from, search_paths(common));
    } else if (options.measures.empty()) {
        measures = recorded_measures(io::ResultFile(options.file));
    }
    for (const std::string& text : options.measures) {
        for (Measure& measure : read_measures(config::load_text(text, "--measure"))) {
            measures.push_back(std::move(measure));
        }
    }
    if (measures.empty()) {
        throw base::ConfigError(
            {.what = "nothing is to be measured",
             .file = options.file,
             .allowed =
                 "an experiment with `measure:`, --from EXPERIMENT or --measure 'NAME: {...}'",
             .hint = "--measure 'rate: {response: {response: {window_ms: [50, 300]}}}'"});
    }
    return measures;
}

analysis::MeasureTable evaluate_told(const std::string& path,
                                     const std::vector<Measure>& measures,
                                     Talk& talk) {
    const io::ResultFile file(path);
    analysis::MeasureTable table =
        analysis::evaluate(measures, file, [&](const analysis::MeasureStep& step) {
            talk.set_status(base::str("measuring ", step.measure, ", ", step.variant, ": ",
                                      step.done, " of ", step.all));
        });
    talk.set_status("");
    return table;
}

void copy_file(const std::string& from, const std::string& to) {
    if (::access(from.c_str(), W_OK) != 0) {
        throw base::IoError("cannot write", from, std::strerror(errno));
    }
    io::copy_file(from, to, to);
}

/// A table named by the user is not replaced unless asked to.
std::string csv_path(const CommonOptions& common, const std::string& result) {
    if (common.output.empty()) {
        return with_suffix(result, ".measures.csv");
    }
    if (fs::path(common.output).extension() != ".csv") {
        throw base::ConfigError({.what = "a table of measures is a CSV file",
                                 .file = "-o " + common.output,
                                 .got = common.output,
                                 .allowed = "a name that ends in .csv"});
    }
    io::check_writable(common.output, common.force);
    return common.output;
}

}  // namespace

analysis::MeasureTable measure_unnamed(const std::string& path,
                                       const std::vector<Measure>& measures,
                                       Talk& talk) {
    analysis::MeasureTable table = evaluate_told(path, measures, talk);
    analysis::write_measures(path, table);
    return table;
}

void write_measured(const std::string& result_path,
                    const std::vector<Measure>& measures,
                    const analysis::MeasureTable& table,
                    const std::string& csv_path) {
    const io::ResultFile file(result_path);
    const auto plots = analysis::plots_of(measures, file, table);
    if (!plots.empty()) {
        draw_measures(file.layout().title, plots, file.layout().variants,
                      with_suffix(result_path, ".measures.png"), true);
    }
    analysis::write_measures_csv(
        csv_path.empty() ? with_suffix(result_path, ".measures.csv") : csv_path, table, true);
}

analysis::MeasureTable measure_result(const std::string& result_path,
                                      const std::vector<Measure>& measures,
                                      Talk& talk,
                                      const std::string& csv_path) {
    analysis::MeasureTable table = evaluate_told(result_path, measures, talk);
    try {
        // A copy that takes the result's place when it is whole: a kill leaves the result as it
        // was.
        io::AtomicFile copy(result_path, true);
        copy_file(result_path, copy.temporary_path());
        analysis::write_measures(copy.temporary_path(), table);
        copy.commit();
    } catch (const base::IoError& error) {
        talk.warn(base::str("the table is not in the result file: ", error.what()));
    }
    write_measured(result_path, measures, table, csv_path);
    return table;
}

base::ExitCode measure_command(const CommonOptions& common,
                               const MeasureOptions& options,
                               Talk& talk) {
    const std::vector<Measure> measures = chosen_measures(common, options);
    const std::string path = csv_path(common, options.file);
    const analysis::MeasureTable table = measure_result(options.file, measures, talk, path);
    const HardTargets hard = count_hard(table);
    if (common.json) {
        print_json({{"file", fs::absolute(options.file).string()},
                    {"table", fs::absolute(path).string()},
                    {"hard_targets", hard.count},
                    {"hard_targets_in_band", hard.passed},
                    {"rows", measure_json(table)}});
    } else {
        print(base::str(measure_text(table), "\ntable: ", fs::absolute(path).string(), "\n"));
    }
    return hard.passed == hard.count ? base::ExitCode::Good : base::ExitCode::Differs;
}

}  // namespace ventral::app
