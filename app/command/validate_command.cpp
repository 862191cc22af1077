#include "app/command/commands.h"
#include "app/command/shared.h"
#include "app/command/warn_about_displays.h"
#include "app/fit/fit_problem.h"
#include "app/provenance/provenance.h"
#include "app/run/runner.h"
#include "models/read_model.h"
#include "sim/base/text.h"
#include "sim/config/load.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace ventral::app {

namespace {

/// What `format:` says in a file; empty for what is none.
std::string format_of(const std::string& name) {
    if (!std::filesystem::is_regular_file(name)) {
        return "";
    }
    std::ifstream file(name);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const config::Node root = config::load_text(text, name);  // without what it extends
    const auto format = root.is_map() ? root.find("format") : std::nullopt;
    return format ? format->scalar_text() : "";
}

/// True if the argument is a model: a file that says so, or the name of one and of no experiment.
/// @param format that of the file
bool is_model(const std::string& name, const std::string& format, const SearchPaths& paths) {
    if (std::filesystem::is_regular_file(name)) {
        return format.starts_with("ventral-model/");
    }
    const auto has = [&](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    return has(models::list_models({paths.models})) && !has(list_experiments(paths));
}

std::string validate_model(const std::string& name,
                           const SearchPaths& paths,
                           const Overrides& overrides) {
    const auto network = models::read_model(name, {paths.models}, overrides.assignments);
    const engine::CompiledNetwork compiled(network, engine::SolverSettings{});
    return base::str("model ", network.name, ", ", network.populations.size(), " populations, ",
                     network.projections.size(), " projections, ", compiled.report().num_units,
                     " units");
}

std::string validate_fit(const std::string& name, const SearchPaths& paths) {
    const FitProblem problem = load_fit(name, paths);
    return base::str("calibration of model ", problem.model, ", ", problem.axes.size(),
                     " free values, ", target_names(problem).size(), " targets of ",
                     problem.experiments.size(), " experiments");
}

std::string validate_experiment(const std::string& name,
                                const SearchPaths& paths,
                                const Overrides& overrides,
                                Talk& talk) {
    const PreparedRun run =
        prepare_run(load_experiment(name, paths, overrides), repeat_command(name, overrides));
    warn_about_displays(run, talk);
    return base::str("experiment on model ", run.loaded.experiment.model, ", ",
                     run.layout.conditions.size(), " conditions, ", run.layout.variants.size(),
                     " variants, ", run.layout.cells(), " cells");
}

}  // namespace

base::ExitCode validate_command(const CommonOptions& common,
                                const ValidateOptions& options,
                                Talk& talk) {
    const SearchPaths paths = search_paths(common);
    const Overrides overrides = read_overrides(options.changes);
    base::ExitCode worst = base::ExitCode::Good;
    nlohmann::json results = nlohmann::json::array();
    for (const std::string& name : options.files) {
        try {
            const std::string format = format_of(name);
            const std::string facts = format.starts_with("ventral-fit/") ? validate_fit(name, paths)
                                      : is_model(name, format, paths)
                                          ? validate_model(name, paths, overrides)
                                          : validate_experiment(name, paths, overrides, talk);
            results.push_back({{"file", name}, {"valid", true}, {"facts", facts}});
            if (!common.json) {
                print(name + ": valid; " + facts + "\n");
            }
        } catch (const base::Error& error) {
            // The other files are checked all the same.
            worst = worst == base::ExitCode::Good ? error.exit_code() : worst;
            results.push_back({{"file", name}, {"valid", false}, {"error", error.what()}});
            talk.tell_error(error.what());
        }
    }
    if (common.json) {
        print_json(results);
    }
    return worst;
}

}  // namespace ventral::app
