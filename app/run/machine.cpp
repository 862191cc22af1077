#include "app/run/machine.h"

#include "app/run/control_groups.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace ventral::app {

namespace {

/// The number after "MemAvailable:" in /proc/meminfo, in bytes.
std::optional<double> memory_of_machine() {
    std::ifstream file("/proc/meminfo");
    std::string key;
    double kilobytes = 0;
    std::string rest;
    while (file >> key >> kilobytes) {
        std::getline(file, rest);
        if (key == "MemAvailable:") {
            return 1024 * kilobytes;
        }
    }
    return std::nullopt;
}

}  // namespace

int available_processors() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    const double granted = read_control_limits().processors.value_or(CPU_COUNT(&set));
    return std::max(1, std::min(CPU_COUNT(&set), static_cast<int>(std::ceil(granted))));
}

int chosen_threads(int jobs) {
    return jobs > 0 ? jobs : available_processors();
}

std::optional<double> available_memory_bytes() {
    std::optional<double> available = memory_of_machine();
    const auto granted = read_control_limits().free_memory_bytes;
    if (granted) {
        available = std::min(available.value_or(*granted), *granted);
    }
    return available;
}

std::optional<double> available_disk_bytes(const std::string& path) {
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
    const auto space = std::filesystem::space(folder, error);
    return error ? std::nullopt : std::optional(static_cast<double>(space.available));
}

}  // namespace ventral::app
