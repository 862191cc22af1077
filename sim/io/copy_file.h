#pragma once

/// Copies of whole files.

#include <string>

namespace ventral::io {

/// Copies a file to a path where there is none. A base::IoError has the system's own reason: that
/// of std::filesystem is another one when a disk is full.
/// @param name what messages call the copy
void copy_file(const std::string& from, const std::string& to, const std::string& name);

}  // namespace ventral::io
