#pragma once

/// Reports as files.

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::app {

/// Writes one page on all result files and returns its size in bytes.
/// @param conditions those whose maps are shown; empty: the report's choice.
std::size_t write_report(const std::vector<std::string>& files,
                         const std::vector<std::string>& conditions,
                         const std::string& path,
                         bool force);

}  // namespace ventral::app
