#include "sim/config/file_path.h"

#include "sim/base/text.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <vector>

namespace ventral::config {
namespace {

namespace fs = std::filesystem;

struct AllowedFolders {
    std::mutex mutex;
    std::vector<fs::path> folders;
};

AllowedFolders& allowed_folders() {
    static AllowedFolders allowed;
    return allowed;
}

/// Absolute, without links and dots.
fs::path real_path(const fs::path& path) {
    std::error_code error;
    const fs::path full = fs::absolute(path.empty() ? "." : path, error);
    const fs::path real = fs::weakly_canonical(full, error);
    return error ? full.lexically_normal() : real;
}

bool lies_in(const fs::path& path, const fs::path& folder) {
    const auto ends = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return ends.first == folder.end();
}

bool is_command_line(const std::string& file) {
    return file.starts_with("--");
}

}  // namespace

void allow_folder(const std::string& folder) {
    AllowedFolders& allowed = allowed_folders();
    const std::lock_guard<std::mutex> lock(allowed.mutex);
    const fs::path real = real_path(folder);
    if (std::find(allowed.folders.begin(), allowed.folders.end(), real) == allowed.folders.end()) {
        allowed.folders.push_back(real);
    }
}

void require_allowed(const Node& node, const std::string& path) {
    const std::string& file = node.place().file;
    if (is_command_line(file)) {
        return;
    }
    AllowedFolders& allowed = allowed_folders();
    const std::lock_guard<std::mutex> lock(allowed.mutex);
    std::vector<fs::path> folders{real_path(fs::path(file).parent_path()), real_path("")};
    folders.insert(folders.end(), allowed.folders.begin(), allowed.folders.end());
    const fs::path real = real_path(path);
    if (std::none_of(folders.begin(), folders.end(),
                     [&](const fs::path& folder) { return lies_in(real, folder); })) {
        node.fail("a file may not name what lies outside its own folder and the working folder",
                  base::str("--allow-path ", real.parent_path().string(), ", if it is to"),
                  real.string());
    }
}

std::string resolved_path(const Node& node) {
    const fs::path name = node.text();
    const std::string& file = node.place().file;
    const bool is_whole = name.is_absolute() || is_command_line(file);
    const fs::path path = is_whole ? name : fs::path(file).parent_path() / name;
    std::string normal = path.lexically_normal().string();
    require_allowed(node, normal);
    return normal;
}

}  // namespace ventral::config
