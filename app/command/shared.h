#pragma once

/// What several commands share.

#include "app/command/options.h"
#include "app/experiment/load_experiment.h"
#include "sim/io/shard_file.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace ventral::app {

/// Folders of models and experiments: --model-path, the sources that this program was built from,
/// and share/ventral beside an installed program.
SearchPaths search_paths(const CommonOptions& common);

/// Reads "a.b=c" texts and the rest.
Overrides read_overrides(const ExperimentOptions& options);

/// Reads "K/N", 1 <= K <= N; anything else is a base::ConfigError.
io::Shard read_shard(const std::string& text);

/// "dir/NAME.png" of "dir/NAME.h5".
std::string with_suffix(const std::string& path, const std::string& suffix);

/// "border_ownership-isolated_square" of "border_ownership/isolated_square".
std::string file_stem(const std::string& name);

/// Prints text on stdout; a failure (a closed pipe, a full disk) is a base::IoError.
void print(const std::string& text);

/// Prints JSON on stdout, indented.
void print_json(const nlohmann::json& value);

/// A number, or null where it is not finite.
nlohmann::json json_number(double value);

}  // namespace ventral::app
