#pragma once

/// Throwing at a place, for the sources of this folder.

#include "sim/config/node.h"

#include <string>

namespace ventral::config {

/// Throws base::ConfigError with all its facts.
[[noreturn]] void raise_at(const Place& place,
                           const std::string& what,
                           const std::string& got,
                           const std::string& allowed,
                           const std::string& hint);

/// `key` below the path of a parent.
std::string join_path(const std::string& parent, std::string_view key);

}  // namespace ventral::config
