#pragma once

/// NumPy's own files: one array (.npy, format 1.0) and bundles of named arrays (.npz). Equal
/// content gives equal bytes.

#include "sim/base/labelled_array.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace ventral::io {

/// An array for NumPy. Texts become a fixed-width Unicode array.
struct NpyArray {
    std::string name;  ///< member name in a bundle
    std::vector<std::size_t> shape;
    std::variant<std::vector<float>,
                 std::vector<double>,
                 std::vector<std::int64_t>,
                 std::vector<std::string>>
        values;
};

/// The bytes of a .npy file. Throws IoError if shape and values disagree.
std::string npy_bytes(const NpyArray& array);

void write_npy(const std::string& path, const NpyArray& array, bool force);

/// @param compress deflate the members, as numpy.savez_compressed does.
void write_npz(const std::string& path,
               const std::vector<NpyArray>& arrays,
               bool force,
               bool compress = true);

/// A labelled array and its axes as members "NAME", and one per axis.
std::vector<NpyArray> npy_arrays(const base::LabelledArray& array);

}  // namespace ventral::io
