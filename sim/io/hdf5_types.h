#pragma once

/// Types and texts of HDF5, shared by the .cpp files of the layer.

#include "sim/io/hdf5.h"

#include <functional>
#include <string>
#include <vector>

namespace ventral::io {

/// Type of an element in the file: little-endian IEEE numbers, variable-length UTF-8.
Handle file_type(Element element);

/// A variable-length UTF-8 string.
Handle text_type();

/// A dataspace of these extents; empty: a scalar.
Handle make_space(const Shape& shape);

/// Extents of a dataspace.
Shape space_shape(std::int64_t space);

/// Product of the extents, 1 for a scalar.
std::size_t element_count(const Shape& shape);

/// Reads `count` strings of a type in a file, of fixed or variable length.
/// @param read fills a buffer given the memory type; returns a negative number on failure.
std::vector<std::string> read_strings(
    std::int64_t stored_type,
    std::size_t count,
    const std::function<std::int64_t(std::int64_t type, void* buffer)>& read,
    const std::string& operation,
    const std::string& file);

/// Pointers to the strings' characters, as HDF5 wants them.
std::vector<const char*> pointers(const std::vector<std::string>& values);

}  // namespace ventral::io
