#pragma once

/// The header of a NumPy array file: what its values are and where they begin.

#include <cstddef>
#include <string>
#include <vector>

namespace ventral::io {

struct NpyHeader {
    std::vector<std::size_t> shape;
    bool is_double = false;  ///< float64, else float32
    std::size_t bytes = 0;   ///< of the header: the values follow
};

/// Formats 1.0 to 3.0 with little-endian float32 or float64 values in C order; anything else is a
/// base::IoError that says how NumPy writes it so.
NpyHeader read_npy_header(const std::string& path);

}  // namespace ventral::io
