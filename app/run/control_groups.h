#pragma once

/// The limits that control groups (cgroups) set: those of containers and of batch systems.

#include <optional>
#include <string>

namespace ventral::app {

struct ControlLimits {
    std::optional<double> processors{};         ///< as many as a quota of time is worth
    std::optional<double> free_memory_bytes{};  ///< below the limit
};

/// The tightest limits of this process's group and all above it, in version 1 and 2; none where
/// nothing is set.
/// @param root where groups are mounted @param membership the groups of this process
ControlLimits read_control_limits(const std::string& root = "/sys/fs/cgroup",
                                  const std::string& membership = "/proc/self/cgroup");

}  // namespace ventral::app
