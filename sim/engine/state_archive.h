#pragma once

/// A run's state on its way to bytes and back. One description of what is kept, archive(), serves
/// both directions, so that what is written is what is read.

#include "sim/base/errors.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace ventral::engine {

class StateArchive {
public:
    /// Collects bytes.
    StateArchive() = default;
    /// Gives back what the bytes hold; they must outlive it. Bytes of another network, or broken
    /// ones, are a base::ConfigError.
    explicit StateArchive(std::string_view bytes) : rest_(bytes), is_reading_(true) {}

    template <class T>
    void item(T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        pass(&value, sizeof value);
    }

    /// A vector whose length both sides know.
    template <class Vector>
    void array(Vector& values) {
        std::uint64_t size = values.size();
        item(size);
        if (size != values.size()) {
            refuse();
        }
        pass(values.data(), values.size() * sizeof(values[0]));
    }

    /// A vector of any length.
    template <class Vector>
    void growing(Vector& values) {
        std::uint64_t size = values.size();
        item(size);
        if (is_reading_ && size > rest_.size() / sizeof(values[0])) {
            refuse();
        }
        values.resize(size);
        pass(values.data(), values.size() * sizeof(values[0]));
    }

    /// Refuses bytes that are left over.
    void finish() const {
        if (!rest_.empty()) {
            refuse();
        }
    }

    std::string take() { return std::move(bytes_); }

private:
    void pass(void* data, std::size_t size) {
        if (size == 0) {
            return;
        }
        if (!is_reading_) {
            bytes_.append(static_cast<const char*>(data), size);
            return;
        }
        if (size > rest_.size()) {
            refuse();
        }
        std::memcpy(data, rest_.data(), size);
        rest_.remove_prefix(size);
    }

    [[noreturn]] static void refuse() {
        throw base::ConfigError({.what = "a kept state does not fit the network",
                                 .allowed = "a state of the same network, solver and recording"});
    }

    std::string bytes_;
    std::string_view rest_;
    bool is_reading_ = false;
};

}  // namespace ventral::engine
