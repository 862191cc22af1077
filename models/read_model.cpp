#include "models/read_model.h"

#include "models/build_network.h"
#include "models/model_spec.h"
#include "sim/base/text.h"
#include "sim/config/file_path.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

namespace ventral::models {
namespace {

namespace fs = std::filesystem;

bool is_path(const std::string& name) {
    return name.ends_with(".yaml") || name.ends_with(".yml");
}

std::optional<std::string> find_in(const std::string& name,
                                   const std::vector<std::string>& folders) {
    const std::string file = is_path(name) ? name : name + ".yaml";
    for (const std::string& folder : folders) {
        std::error_code ignored;
        const fs::path path = fs::path(folder) / file;
        if (fs::is_regular_file(path, ignored)) {
            return path.string();
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> list_models(const ModelPaths& paths) {
    std::set<std::string> names;
    for (const std::string& folder : paths.folders) {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, ignored)) {
            const std::string name = entry.path().stem().string();
            if (entry.path().extension() == ".yaml" && name.find('.') == std::string::npos) {
                names.insert(name);
            }
        }
    }
    return {names.begin(), names.end()};
}

std::string find_model(const std::string& name_or_path, const ModelPaths& paths) {
    std::vector<std::string> folders = paths.folders;
    if (is_path(name_or_path)) {
        folders.insert(folders.begin(), "");
    }
    if (const auto found = find_in(name_or_path, folders)) {
        return *found;
    }
    const std::vector<std::string> names = list_models(paths);
    base::ConfigFault fault;
    fault.what = "no such model";
    fault.got = name_or_path;
    fault.allowed =
        names.empty() ? "the path of a model file" : base::str(base::join(names), ", or a path");
    fault.hint = base::did_you_mean(name_or_path, names);
    throw base::ConfigError(fault);
}

config::Document load_model(const std::string& name_or_path,
                            const ModelPaths& paths,
                            const std::vector<config::Assignment>& overrides) {
    for (const std::string& folder : paths.folders) {
        config::allow_folder(folder);
    }
    config::LoadOptions options;
    options.find_base = [&paths](const std::string& name, const std::string& folder) {
        ModelPaths near = paths;
        near.folders.insert(near.folders.begin(), folder);
        return find_model(name, near);
    };
    config::Document document = config::load_document(find_model(name_or_path, paths), options);
    for (const config::Assignment& assignment : overrides) {
        document.root =
            config::with_override(document.root, assignment.path, assignment.value_text);
    }
    return document;
}

engine::NetworkDescription read_network(const config::Node& root) {
    return build_network(model_spec().read(root), root);
}

engine::NetworkDescription read_model(const std::string& name_or_path,
                                      const ModelPaths& paths,
                                      const std::vector<config::Assignment>& overrides) {
    return read_network(load_model(name_or_path, paths, overrides).root);
}

}  // namespace ventral::models
