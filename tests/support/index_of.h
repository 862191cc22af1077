#pragma once

#include <cstddef>

namespace ventral::test {

/// A count or index as the standard library wants it.
inline std::size_t index_of(int i) {
    return static_cast<std::size_t>(i);
}

}  // namespace ventral::test
