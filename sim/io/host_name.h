#pragma once

/// The machine that a process runs on, for what several machines write on one disk.

#include <string>

namespace ventral::io {

/// As the system gives it; empty where it gives none.
std::string host_name();

}  // namespace ventral::io
