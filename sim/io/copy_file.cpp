#include "sim/io/copy_file.h"

#include "sim/base/errors.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace ventral::io {

namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

/// True if all bytes were written.
bool write_all(int file, const char* bytes, std::size_t count) {
    while (count > 0) {
        const ssize_t written = ::write(file, bytes, count);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        const std::size_t done = written < 0 ? 0 : static_cast<std::size_t>(written);
        bytes += done;
        count -= done;
    }
    return true;
}

}  // namespace

void copy_file(const std::string& from, const std::string& to, const std::string& name) {
    const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (source.number() < 0) {
        throw base::IoError("cannot read", from, std::strerror(errno));
    }
    const Descriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (target.number() < 0) {
        throw base::IoError("cannot write", name, std::strerror(errno));
    }
    std::vector<char> bytes(std::size_t{1} << 20U);
    for (;;) {
        const ssize_t count = ::read(source.number(), bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) {
            throw base::IoError("cannot read", from, std::strerror(errno));
        }
        if (count == 0) {
            return;
        }
        if (count > 0 &&
            !write_all(target.number(), bytes.data(), static_cast<std::size_t>(count))) {
            throw base::IoError("cannot write", name, std::strerror(errno));
        }
    }
}

}  // namespace ventral::io
