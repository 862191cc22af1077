#pragma once

/// Files compared byte by byte, without printing them when they differ.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace ventral::test {

/// True if both files can be read and hold the same bytes.
inline bool same_bytes(const std::string& one, const std::string& other) {
    std::ifstream a(one, std::ios::binary);
    std::ifstream b(other, std::ios::binary);
    using Bytes = std::istreambuf_iterator<char>;
    return a && b && std::equal(Bytes(a), Bytes(), Bytes(b), Bytes());
}

}  // namespace ventral::test
