#include "app/command/commands.h"
#include "app/command/shared.h"
#include "app/command/show_model.h"
#include "app/command/show_plan.h"
#include "app/command/show_stimulus.h"
#include "app/figure/field_figure.h"
#include "app/figure/wiring_figure.h"
#include "models/read_model.h"
#include "sim/io/atomic_file.h"

#include <filesystem>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

/// -o, or NAME.WHAT.png in the working directory.
std::string figure_path(const CommonOptions& common, const ShowOptions& options) {
    if (!common.output.empty()) {
        return common.output;
    }
    return fs::path(options.subject).stem().string() + "." + options.what + ".png";
}

void tell_path(const std::string& path) {
    print("figure: " + fs::absolute(path).string() + "\n");
}

engine::NetworkDescription read_subject(const CommonOptions& common, const ShowOptions& options) {
    return models::read_model(options.subject, {search_paths(common).models},
                              read_overrides(options.changes).assignments);
}

}  // namespace

base::ExitCode show_command(const CommonOptions& common, const ShowOptions& options, Talk& talk) {
    if (options.what == "model") {
        print(describe_model(read_subject(common, options)));
        return base::ExitCode::Good;
    }
    if (options.what == "plan") {
        print(describe_plan(read_subject(common, options)));
        return base::ExitCode::Good;
    }
    const std::string path = figure_path(common, options);
    io::check_writable(path, common.force);
    talk.detail("drawing " + path);
    if (options.what == "stimulus") {
        show_stimulus(common, options, path, talk);
        tell_path(path);
    } else if (options.what == "wiring") {
        draw_wiring(read_subject(common, options), path, common.force);
        tell_path(path);
    } else {
        draw_fields(kernel_figure(read_subject(common, options), options.item), path, common.force);
        tell_path(path);
    }
    return base::ExitCode::Good;
}

}  // namespace ventral::app
