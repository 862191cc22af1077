#pragma once

/// How this program was built.

#include <string>
#include <utility>
#include <vector>

namespace ventral::app {

/// "0.1.0"
std::string program_version();

/// Full hash of the git revision, "... with changes" if files differed from it, or "unknown".
std::string git_revision();

/// "GNU 12.2.0, Release"
std::string compiler();

/// Name and version of each library that was built against.
std::vector<std::pair<std::string, std::string>> library_versions();

/// The folder of the project's sources at build time.
std::string source_folder();

}  // namespace ventral::app
