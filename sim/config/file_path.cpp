#include "sim/config/file_path.h"

#include <filesystem>

namespace ventral::config {

std::string resolved_path(const Node& node) {
    const std::filesystem::path name = node.text();
    const std::string& file = node.place().file;
    if (name.is_absolute() || file.starts_with("--")) {
        return name.lexically_normal().string();
    }
    return (std::filesystem::path(file).parent_path() / name).lexically_normal().string();
}

}  // namespace ventral::config
