#pragma once

/// What this machine has left: processors, memory, disk.

#include <cstddef>
#include <optional>
#include <string>

namespace ventral::app {

/// Processors that this process may use: its affinity, and what the time that a container grants
/// is worth, rounded up. At least 1.
int available_processors();

/// Threads to work on: `jobs`, or where that is 0 one for each of those processors.
int chosen_threads(int jobs);

/// Bytes of memory that can still be had, the limits of a container included; none if unknown.
std::optional<double> available_memory_bytes();

/// Bytes free on the file system that holds the path; none if unknown.
std::optional<double> available_disk_bytes(const std::string& path);

}  // namespace ventral::app
