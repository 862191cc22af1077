#include "app/experiment/load_experiment.h"

#include "app/experiment/element_path.h"
#include "app/experiment/experiment_spec.h"
#include "app/experiment/units.h"
#include "models/read_model.h"
#include "sim/base/text.h"
#include "sim/config/file_path.h"
#include "sim/config/write.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;
using config::Node;

constexpr const char* kModelPrefix = "model.";

bool is_file(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// A path says so by its suffix or a slash; anything else is a name.
bool is_path(const std::string& text) {
    return text.ends_with(".yaml") || text.ends_with(".yml") || text.find('/') != std::string::npos;
}

/// Applies --set to the experiment, and collects what is meant for the model.
Node apply_overrides(Node root,
                     const Overrides& overrides,
                     std::vector<config::Assignment>& for_model) {
    for (const config::Assignment& assignment : overrides.assignments) {
        if (assignment.path.starts_with(kModelPrefix)) {
            for_model.push_back(
                {assignment.path.substr(std::string(kModelPrefix).size()), assignment.value_text});
            continue;
        }
        const config::Place where{base::str("--set ", assignment.path, "=", assignment.value_text),
                                  0, 0, ""};
        root = config::with_override(root, expand_path(root, assignment.path, where),
                                     assignment.value_text);
    }
    if (overrides.seed) {
        root = config::with_override(root, "seed", std::to_string(*overrides.seed));
    }
    return root;
}

/// The file with its own `quick` laid over it.
Node apply_quick(const Node& root) {
    const auto quick = root.find("quick");
    return quick ? config::merge(root, *quick) : root;
}

/// Keeps the named variants.
void choose_variants(const std::vector<std::string>& names, Experiment& experiment) {
    if (names.empty()) {
        return;
    }
    std::vector<std::string> known;
    for (const VariantDefinition& variant : experiment.variants) {
        known.push_back(variant.name);
    }
    for (const std::string& name : names) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw base::ConfigError({.what = "the experiment has no such variant",
                                     .file = "--variant " + name,
                                     .key_path = "",
                                     .got = name,
                                     .allowed = base::join(known),
                                     .hint = base::did_you_mean(name, known)});
        }
    }
    std::erase_if(experiment.variants, [&](const VariantDefinition& variant) {
        return std::find(names.begin(), names.end(), variant.name) == names.end();
    });
}

/// A fault without a place gets that of the value that names the model.
base::ConfigFault locate_fault(base::ConfigFault fault, const Node& node) {
    if (fault.file.empty()) {
        const config::Place place = node.place();
        fault.file = place.file;
        fault.line = place.line;
        fault.column = place.column;
        fault.key_path = place.key_path;
    }
    return fault;
}

config::Document load_model(const LoadedExperiment& loaded,
                            const SearchPaths& paths,
                            const std::vector<config::Assignment>& overrides) {
    models::ModelPaths model_paths{paths.models};
    if (is_path(loaded.experiment.model)) {
        const fs::path folder = fs::path(loaded.document.files.front().path).parent_path();
        model_paths.folders.insert(model_paths.folders.begin(), folder.string());
    }
    config::Document model;
    try {
        config::require_allowed(loaded.document.root.at("model"),
                                models::find_model(loaded.experiment.model, model_paths));
        model = models::load_model(loaded.experiment.model, model_paths);
    } catch (const base::ConfigError& error) {
        throw base::ConfigError(locate_fault(error.fault(), loaded.document.root.at("model")));
    }
    for (const auto& [path, value] : loaded.experiment.model_set) {
        model.root = config::with_override(model.root, path, value, value.key_place());
    }
    for (const config::Assignment& assignment : overrides) {
        model.root = config::with_override(model.root, assignment.path, assignment.value_text);
    }
    return model;
}

}  // namespace

std::string find_experiment(const std::string& name_or_path, const SearchPaths& paths) {
    std::vector<fs::path> candidates;
    if (is_path(name_or_path)) {
        candidates.emplace_back(name_or_path);
        for (const std::string& folder : paths.experiments) {
            // experiments/quickstart.yaml also resolves from another directory.
            candidates.push_back(fs::path(folder) / name_or_path);
            candidates.push_back(fs::path(folder).parent_path() / name_or_path);
        }
    }
    for (const std::string& folder : paths.experiments) {
        candidates.push_back(fs::path(folder) / (name_or_path + ".yaml"));
    }
    const auto found = std::find_if(candidates.begin(), candidates.end(), is_file);
    if (found != candidates.end()) {
        return found->string();
    }
    const std::vector<std::string> names = list_experiments(paths);
    throw base::ConfigError(
        {.what = "there is no such experiment",
         .got = name_or_path,
         .allowed = "a path of a YAML file, or one of: " + base::join(names),
         .hint = base::did_you_mean(fs::path(name_or_path).stem().string(), names)});
}

std::vector<std::string> list_experiments(const SearchPaths& paths) {
    std::set<std::string> names;
    for (const std::string& folder : paths.experiments) {
        std::error_code ignored;
        for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
            if (entry.path().extension() == ".yaml") {
                names.insert(
                    entry.path().lexically_relative(folder).replace_extension().generic_string());
            }
        }
    }
    return {names.begin(), names.end()};
}

LoadedExperiment load_experiment(const std::string& name_or_path,
                                 const SearchPaths& paths,
                                 const Overrides& overrides) {
    LoadedExperiment loaded;
    for (const auto* folders : {&paths.models, &paths.experiments}) {
        std::for_each(folders->begin(), folders->end(), config::allow_folder);
    }
    const std::string path = find_experiment(name_or_path, paths);
    loaded.name = fs::path(path).stem().string();
    loaded.document = config::load_document(path);
    config::check_format(loaded.document.root, kExperimentFormat);
    if (overrides.quick) {
        loaded.document.root = apply_quick(loaded.document.root);
    }
    std::vector<config::Assignment> for_model;
    loaded.document.root = apply_overrides(loaded.document.root, overrides, for_model);
    loaded.experiment = experiment_spec().read(loaded.document.root);
    choose_variants(overrides.variants, loaded.experiment);
    loaded.experiment.quantities = measured_names(loaded.experiment.steps);
    expand_units(loaded.experiment, loaded.document.root);
    loaded.conditions = expand_conditions(loaded.experiment, loaded.document.root);
    loaded.model = load_model(loaded, paths, for_model);
    return loaded;
}

}  // namespace ventral::app
