#pragma once

/// A lock that keeps two programs from writing one result.

#include <string>

namespace ventral::io {

/// Holds NAME.lock beside a final path. The operating system frees it when the program ends,
/// however it ends, also on another machine of a shared file system; the file says who holds it.
class FileLock {
public:
    /// @param final_path "dir/NAME.h5". base::IoError at once if somebody else holds the lock, with
    /// the process and its machine.
    explicit FileLock(const std::string& final_path);
    ~FileLock();  ///< frees the lock and removes the file
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    std::string path_;
    int descriptor_ = -1;
};

}  // namespace ventral::io
