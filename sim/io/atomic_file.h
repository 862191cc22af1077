#pragma once

/// Files that appear under their name only when they are whole.

#include <cstddef>
#include <string>
#include <string_view>

namespace ventral::io {

/// Throws IoError if the file exists and not `force` (hint: --force), or if its folder is missing
/// or cannot be written. To be called before work begins that would be lost.
void check_writable(const std::string& path, bool force);

/// A temporary name beside the final one. Written by whoever likes, then committed: synced to
/// the disk and renamed. Without commit() the temporary file is removed.
class AtomicFile {
public:
    /// Throws IoError if the final name exists and not `force` (hint: --force).
    /// @param has_rivals others may be at work on the same file, such as a rank whose job was
    /// killed and that has not heard of it: the temporary name is this process's own.
    AtomicFile(const std::string& final_path, bool force, bool has_rivals = false);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    const std::string& temporary_path() const { return temporary_path_; }
    void commit();

private:
    std::string final_path_;
    std::string temporary_path_;
    bool committed_ = false;
};

/// Writes a whole file at once, atomically.
void write_file(const std::string& path, std::string_view content, bool force);

/// Reads a whole file; IoError if it is missing or larger than `limit` bytes.
std::string read_file(const std::string& path, std::size_t limit = std::size_t{1} << 30);

}  // namespace ventral::io
