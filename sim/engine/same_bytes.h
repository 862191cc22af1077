#pragma once

#include <cstddef>
#include <cstring>

namespace ventral::engine {

/// True if all values are the same to the bit: 0 is not -0, and a NaN may be itself.
template <class Real>
bool same_bytes(const Real* one, const Real* other, std::size_t size) {
    return std::memcmp(one, other, size * sizeof(Real)) == 0;
}

}  // namespace ventral::engine
