#pragma once

/// Ownership of HDF5 identifiers and checked calls. The C header stays in the .cpp files: an
/// identifier is the 64-bit integer that HDF5 1.10 makes it.

#include <cstdint>
#include <string>

namespace ventral::io {

/// Owns one HDF5 identifier of any kind and gives it back on destruction.
class Handle {
public:
    Handle() = default;
    explicit Handle(std::int64_t id) : id_(id) {}
    Handle(Handle&& other) noexcept;
    Handle& operator=(Handle&& other) noexcept;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle();

    std::int64_t id() const { return id_; }
    explicit operator bool() const { return id_ >= 0; }
    /// Gives the identifier back now. False if HDF5 could not.
    bool close() noexcept;

private:
    std::int64_t id_ = -1;
};

/// While alive, HDF5 keeps its error stack to itself on this thread instead of printing it.
class QuietErrors {
public:
    QuietErrors();
    ~QuietErrors();
    QuietErrors(const QuietErrors&) = delete;
    QuietErrors& operator=(const QuietErrors&) = delete;

private:
    using Printer = void (*)();
    Printer function_ = nullptr;
    void* data_ = nullptr;
};

/// Returns `result`, or throws base::IoError with HDF5's own reason if it is negative.
/// @param operation e.g. "cannot create dataset '/conditions/label'"; @param file the file's path.
std::int64_t checked(std::int64_t result,
                     const std::string& operation,
                     const std::string& file,
                     const std::string& hint = "");

}  // namespace ventral::io
