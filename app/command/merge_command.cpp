#include "app/command/commands.h"
#include "app/command/measure_result.h"
#include "app/command/measure_text.h"
#include "app/command/shared.h"
#include "app/command/write_report.h"
#include "app/experiment/measures_codec.h"
#include "app/run/recorded_spikes.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/file_lock.h"
#include "sim/io/shard_file.h"

#include <nlohmann/json.hpp>

#include <exception>
#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

/// "dir/NAME.h5" of "dir/NAME.shard-2-of-3.h5", or what -o says.
std::string merged_path(const CommonOptions& common, const std::string& first) {
    if (!common.output.empty()) {
        return common.output;
    }
    const fs::path path(first);
    const std::string stem = path.stem().string();
    const std::size_t mark = stem.rfind(".shard-");
    if (mark == std::string::npos) {
        throw base::ConfigError({.what = "the merged file needs a name",
                                 .file = first,
                                 .allowed = "shards named NAME.shard-K-of-N.h5, or -o FILE"});
    }
    return (path.parent_path() / (stem.substr(0, mark) + path.extension().string())).string();
}

struct Merged {
    std::vector<analysis::Measure> measures;
    analysis::MeasureTable measured;
};

/// Joins the shards and adds what only the whole result tells: spikes and measures.
Merged merge(const MergeOptions& options, const std::string& output, bool force, Talk& talk) {
    Merged merged;
    std::exception_ptr fault;
    io::merge_shards(options.files, output,
                     options.refer ? io::Merging::Virtual : io::Merging::Copy, force,
                     [&](const std::string& path) {
                         try {
                             add_recorded_spikes(path, talk);
                             merged.measures = recorded_measures(io::ResultFile(path));
                             if (!merged.measures.empty()) {
                                 merged.measured = measure_unnamed(path, merged.measures, talk);
                             }
                         } catch (const base::Error&) {
                             fault = std::current_exception();
                         }
                     });
    if (fault) {
        std::rethrow_exception(fault);
    }
    return merged;
}

}  // namespace

base::ExitCode merge_command(const CommonOptions& common, const MergeOptions& options, Talk& talk) {
    const std::string output = merged_path(common, options.files.front());
    const std::string report = options.no_report ? "" : with_suffix(output, ".html");
    for (const std::string& path : {output, report}) {
        if (!path.empty()) {
            io::check_writable(path, common.force);
        }
    }
    const io::FileLock lock(output);
    const Merged merged = merge(options, output, common.force, talk);
    if (!merged.measured.rows.empty()) {
        write_measured(output, merged.measures, merged.measured);
    }
    if (!report.empty()) {
        write_report({output}, {}, report, true);
    }
    if (common.json) {
        nlohmann::json result{{"file", fs::absolute(output).string()},
                              {"shards", options.files.size()}};
        if (!merged.measured.rows.empty()) {
            result["measures"] = measure_json(merged.measured);
        }
        print_json(result);
        return base::ExitCode::Good;
    }
    print(base::str(options.files.size(), options.files.size() == 1 ? " shard" : " shards",
                    " merged\n",
                    merged.measured.rows.empty() ? "" : "\n" + measure_text(merged.measured),
                    "\nresult: ", fs::absolute(output).string(), "\n",
                    report.empty() ? "" : "report: " + fs::absolute(report).string() + "\n"));
    return base::ExitCode::Good;
}

}  // namespace ventral::app
