#pragma once

#include <cstddef>

namespace ventral::base {

/// A count or index, which is not negative, as the standard library wants it.
inline std::size_t index_of(int i) {
    return static_cast<std::size_t>(i);
}

}  // namespace ventral::base
