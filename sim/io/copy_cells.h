#pragma once

/// Moving finished cells from file to file.

#include "sim/io/hdf5.h"
#include "sim/io/result_layout.h"

namespace ventral::io {

/// Copies all variables of a cell as they are stored, compressed, one chunk at a time. Both files
/// must have the cubes of the layout with equal chunks and filters; base::IoError if not.
/// @param from where the cell lies in the source, {0, 0, 0} in a part
void copy_cell(
    const File& source, const Cell& from, File& target, const Cell& to, const ResultLayout& layout);

}  // namespace ventral::io
