#include "sim/io/atomic_file.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/host_name.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace ventral::io {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& path) {
    const fs::path folder = fs::path(path).parent_path();
    return folder.empty() ? "." : folder.string();
}

/// Asks the disk to keep what was written to a file or a folder.
void sync_path(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        throw base::IoError("cannot sync", path, std::strerror(errno));
    }
    const int failed = ::fsync(descriptor);
    const int reason = errno;
    ::close(descriptor);
    // Some file systems know no sync of folders; that is no loss of data.
    if (failed != 0 && reason != EINVAL && reason != ENOTSUP) {
        throw base::IoError("cannot sync", path, std::strerror(reason));
    }
}

/// ".4711-node17"
std::string own_suffix() {
    return base::str(".", ::getpid(), "-", host_name());
}

}  // namespace

void check_writable(const std::string& path, bool force) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        throw base::IoError("cannot write", path, "it is a folder", "name a file");
    }
    if (!force && fs::exists(fs::symlink_status(path, ignored))) {
        throw base::IoError("cannot write", path, "it exists already", "--force replaces it");
    }
    const std::string folder = folder_of(path);
    if (!fs::is_directory(folder, ignored)) {
        throw base::IoError("cannot write", path, "there is no folder '" + folder + "'",
                            "make it with: mkdir -p '" + folder + "'");
    }
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        throw base::IoError("cannot write", path,
                            "folder '" + folder + "': " + std::strerror(errno));
    }
}

AtomicFile::AtomicFile(const std::string& final_path, bool force, bool has_rivals)
    : final_path_(final_path),
      temporary_path_(final_path + (has_rivals ? own_suffix() : "") + ".tmp") {
    check_writable(final_path, force);
    std::error_code ignored;
    fs::remove(temporary_path_, ignored);
}

AtomicFile::~AtomicFile() {
    if (!committed_) {
        std::error_code ignored;
        fs::remove(temporary_path_, ignored);
    }
}

void AtomicFile::commit() {
    sync_path(temporary_path_);
    if (std::rename(temporary_path_.c_str(), final_path_.c_str()) != 0) {
        throw base::IoError("cannot write", final_path_, std::strerror(errno));
    }
    committed_ = true;
    sync_path(folder_of(final_path_));
}

void write_file(const std::string& path, std::string_view content, bool force) {
    AtomicFile target(path, force);
    std::ofstream out(target.temporary_path(), std::ios::binary);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    if (!out) {
        throw base::IoError("cannot write", path, std::strerror(errno));
    }
    target.commit();
}

std::string read_file(const std::string& path, std::size_t limit) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        throw base::IoError("cannot read", path, "there is no such file");
    }
    if (!fs::is_regular_file(path, ignored)) {
        throw base::IoError("cannot read", path, "it is not a file");
    }
    const auto bytes = fs::file_size(path, ignored);
    if (bytes > limit) {
        throw base::IoError("cannot read", path,
                            base::str("it has ", bytes, " bytes, more than ", limit));
    }
    std::ifstream in(path, std::ios::binary);
    std::string content(static_cast<std::size_t>(bytes), '\0');
    if (!in.read(content.data(), static_cast<std::streamsize>(content.size()))) {
        throw base::IoError("cannot read", path, std::strerror(errno));
    }
    return content;
}

}  // namespace ventral::io
