#include "sim/io/file_lock.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"
#include "sim/io/host_name.h"
#include "sim/io/result_parts.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace ventral::io {
namespace {

/// "process 4711 on node17"
std::string own_name() {
    const std::string host = host_name();
    return base::str("process ", ::getpid(), host.empty() ? "" : " on ", host);
}

std::string read_all(int descriptor) {
    std::array<char, 512> text{};
    const ssize_t count = ::pread(descriptor, text.data(), text.size() - 1, 0);
    return count > 0 ? std::string(text.data(), static_cast<std::size_t>(count)) : "a process";
}

/// False if the file was removed, or removed and made anew, since it was opened.
bool is_still(int descriptor, const std::string& path) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

}  // namespace

FileLock::FileLock(const std::string& final_path) : path_(lock_path(final_path)) {
    check_writable(path_, true);
    while (descriptor_ < 0) {
        const int opened = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (opened < 0) {
            throw base::IoError("cannot lock", path_, std::strerror(errno));
        }
        if (::flock(opened, LOCK_EX | LOCK_NB) != 0) {
            const int reason = errno;
            const std::string holder = read_all(opened);
            ::close(opened);
            if (reason == EWOULDBLOCK) {
                throw base::IoError("cannot begin the run", final_path,
                                    "another run is writing it: " + holder,
                                    "wait until it ends, or name another file with -o");
            }
            if (reason != ENOTSUP && reason != ENOLCK && reason != EINTR) {
                throw base::IoError("cannot lock", path_, std::strerror(reason));
            }
            if (reason != EINTR) {
                return;  // this file system knows no locks
            }
        } else if (is_still(opened, path_)) {
            descriptor_ = opened;
        } else {
            ::close(opened);  // its holder removed it meanwhile
        }
    }
    const std::string name = own_name();
    if (::ftruncate(descriptor_, 0) != 0 ||
        ::pwrite(descriptor_, name.data(), name.size(), 0) < 0) {
        // The lock holds all the same; its file says nothing.
    }
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) {
        ::unlink(path_.c_str());
        ::close(descriptor_);
    }
}

}  // namespace ventral::io
