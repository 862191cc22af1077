#pragma once

/// Names of other files, as YAML files write them. A file from elsewhere must not make the program
/// read what it has no business with: what it names lies in its own folder, in the working folder,
/// or in one that was allowed, or below; links are followed.

#include "sim/config/node.h"

#include <string>

namespace ventral::config {

/// Files in this folder and below may be named by any file, for the rest of the process.
void allow_folder(const std::string& folder);

/// A file name as the node writes it: relative ones count from the folder of the YAML file, those
/// of the command line from the working folder. ConfigError if the node's file may not name it;
/// the command line may name any.
std::string resolved_path(const Node& node);

/// The check alone, for a path that was found otherwise. @param node what asked for it
void require_allowed(const Node& node, const std::string& path);

}  // namespace ventral::config
