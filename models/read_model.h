#pragma once

/// From the name of a model, or the path of a model file, to the description of a network.

#include "models/model_file.h"
#include "sim/config/load.h"
#include "sim/config/node.h"
#include "sim/config/override.h"
#include "sim/engine/network_description.h"

#include <string>
#include <vector>

namespace ventral::models {

/// Where shipped models live, in the order in which they are searched; set by the caller, for a
/// library reads no environment.
struct ModelPaths {
    std::vector<std::string> folders;
};

/// Path of the model file: `name_or_path` itself if it ends in .yaml or .yml (relative to the
/// first folder of `paths` in which it exists, the folder "" being the working directory), else
/// FOLDER/NAME.yaml. Throws base::ConfigError naming the models that exist.
std::string find_model(const std::string& name_or_path, const ModelPaths& paths);

/// The names of all models in the folders, sorted. A name holds no dot: macaque.fit.yaml is none.
std::vector<std::string> list_models(const ModelPaths& paths);

/// A model file with its bases merged and the overrides applied, in order.
config::Document load_model(const std::string& name_or_path,
                            const ModelPaths& paths,
                            const std::vector<config::Assignment>& overrides = {});

/// The description of the network that the file describes. Every fault is a base::ConfigError
/// with its place. The root may come from load_model() or, in tests, from config::load_text().
engine::NetworkDescription read_network(const config::Node& root);

/// load_model() and read_network() in one call.
engine::NetworkDescription read_model(const std::string& name_or_path,
                                      const ModelPaths& paths,
                                      const std::vector<config::Assignment>& overrides = {});

}  // namespace ventral::models
