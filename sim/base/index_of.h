#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace ventral::base {

/// A count or index, which is not negative, as the standard library wants it.
inline std::size_t index_of(int i) {
    return static_cast<std::size_t>(i);
}

/// Place of the first equal name; how many names there are if it is none of them.
inline std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace ventral::base
