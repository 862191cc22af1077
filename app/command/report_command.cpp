#include "app/command/commands.h"
#include "app/command/shared.h"
#include "app/command/write_report.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

std::string output_path(const CommonOptions& common, const std::vector<std::string>& files) {
    if (common.output.empty()) {
        return files.size() == 1 ? with_suffix(files.front(), ".html") : "report.html";
    }
    if (fs::path(common.output).extension() != ".html") {
        throw base::ConfigError({.what = "a report is an HTML file",
                                 .file = "-o " + common.output,
                                 .got = common.output,
                                 .allowed = "a name that ends in .html"});
    }
    return common.output;
}

}  // namespace

base::ExitCode report_command(const CommonOptions& common,
                              const ReportCommandOptions& options,
                              Talk& talk) {
    const std::string path = output_path(common, options.files);
    io::check_writable(path, common.force);
    talk.detail("reading " + base::join(options.files, ", "));
    const std::size_t bytes = write_report(options.files, options.conditions, path, common.force);
    const std::string absolute = fs::absolute(path).string();
    if (common.json) {
        print_json({{"files", options.files}, {"report", absolute}, {"bytes", bytes}});
    } else {
        print("report: " + absolute + "\n");
    }
    return base::ExitCode::Good;
}

}  // namespace ventral::app
