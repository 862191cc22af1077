#include "app/run/control_groups.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace ventral::app {

namespace {

namespace fs = std::filesystem;

/// The number in a file; none for "max" and where there is no file.
std::optional<double> read_number(const fs::path& path) {
    std::ifstream file(path);
    double value = 0;
    return file >> value ? std::optional(value) : std::nullopt;
}

void tighten(std::optional<double>& limit, std::optional<double> other) {
    if (other) {
        limit = std::min(limit.value_or(*other), *other);
    }
}

/// "150000 100000": microseconds of time in each period; "max 100000": no limit.
std::optional<double> quota(const fs::path& group) {
    std::ifstream file(group / "cpu.max");
    double time = 0;
    double period = 0;
    return file >> time >> period && period > 0 ? std::optional(time / period) : std::nullopt;
}

std::optional<double> quota_of_version_1(const fs::path& group) {
    const auto time = read_number(group / "cpu.cfs_quota_us");
    const auto period = read_number(group / "cpu.cfs_period_us");
    return time && period && *time > 0 && *period > 0 ? std::optional(*time / *period)
                                                      : std::nullopt;
}

std::optional<double> free_bytes(const fs::path& limit, const fs::path& used) {
    const auto most = read_number(limit);
    const auto now = read_number(used);
    return most && now ? std::optional(std::max(*most - *now, 0.0)) : std::nullopt;
}

void read_group(const fs::path& group, ControlLimits& limits) {
    tighten(limits.processors, quota(group));
    tighten(limits.processors, quota_of_version_1(group));
    tighten(limits.free_memory_bytes, free_bytes(group / "memory.max", group / "memory.current"));
    tighten(limits.free_memory_bytes,
            free_bytes(group / "memory.limit_in_bytes", group / "memory.usage_in_bytes"));
}

/// The group and all above it, up to where its hierarchy is mounted. What a container does not see
/// is missing, and its own group is mounted in its place.
void read_upward(const fs::path& mount, fs::path group, ControlLimits& limits) {
    group = group.relative_path();
    while (!group.empty()) {
        read_group(mount / group, limits);
        group = group.parent_path();
    }
    read_group(mount, limits);
}

}  // namespace

ControlLimits read_control_limits(const std::string& root, const std::string& membership) {
    ControlLimits limits;
    read_group(root, limits);
    std::ifstream file(membership);
    for (std::string line; std::getline(file, line);) {
        // "0::/user.slice" of version 2, "4:cpu,cpuacct:/docker/1f" of version 1.
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (first != std::string::npos && second != std::string::npos) {
            const std::string controllers = line.substr(first + 1, second - first - 1);
            read_upward(fs::path(root) / controllers, line.substr(second + 1), limits);
        }
    }
    return limits;
}

}  // namespace ventral::app
