#include "sim/io/hdf5_handle.h"

#include "sim/base/errors.h"

#include <hdf5.h>

#include <utility>

namespace ventral::io {
namespace {

/// The deepest record of the stack is where the trouble began; it carries the system's own text.
herr_t keep_deepest(unsigned depth, const H5E_error2_t* record, void* text) {
    if (depth == 0 && record->desc != nullptr) {
        *static_cast<std::string*>(text) = record->desc;
    }
    return 0;
}

std::string stack_text() {
    std::string text;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_deepest, &text);
    H5Eclear2(H5E_DEFAULT);
    return text.empty() ? "HDF5 gave no reason" : text;
}

}  // namespace

Handle::Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)) {}

Handle& Handle::operator=(Handle&& other) noexcept {
    if (this != &other) {
        close();
        id_ = std::exchange(other.id_, -1);
    }
    return *this;
}

Handle::~Handle() {
    close();
}

bool Handle::close() noexcept {
    if (id_ < 0) {
        return true;
    }
    const QuietErrors quiet;
    const int left = H5Idec_ref(std::exchange(id_, -1));
    return left >= 0;
}

QuietErrors::QuietErrors() {
    // After a write that the disk refused, HDF5 1.10 frees the file but keeps its identifier, and
    // crashes on it in its own clean-up at exit. All is closed here by its owners: no clean-up.
    H5dont_atexit();
    H5E_auto2_t function = nullptr;
    H5Eget_auto2(H5E_DEFAULT, &function, &data_);
    function_ = reinterpret_cast<Printer>(function);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

QuietErrors::~QuietErrors() {
    H5Eset_auto2(H5E_DEFAULT, reinterpret_cast<H5E_auto2_t>(function_), data_);
}

std::int64_t checked(std::int64_t result,
                     const std::string& operation,
                     const std::string& file,
                     const std::string& hint) {
    if (result < 0) {
        throw base::IoError(operation, file, stack_text(), hint);
    }
    return result;
}

}  // namespace ventral::io
