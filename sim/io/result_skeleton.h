#pragma once

/// The empty result file, and the description of the run read back from one.

#include "sim/io/hdf5.h"
#include "sim/io/result_layout.h"

namespace ventral::io {

/// Axes of a cube before those of a cell: variant, condition, trial.
inline constexpr std::size_t kCellAxes = 3;

/// Extents of a chunk of the view's cubes: one cell, whole maps, 8 or more time samples where they
/// fit, about 512 kB.
Shape chunk_extents(const View& view);

/// Creates one variable of a view.
/// @param cells extents of (variant, condition, trial): all in a result, 1 each in a part.
Dataset create_cube(
    Group& group, const View& view, const Variable& variable, const Shape& cells, bool compress);

/// Another file of the same layout, and the cells whose values lie there.
struct CubeSource {
    std::string file;  ///< relative to the folder of the one that refers to it
    std::vector<Cell> cells;
};

/// Lays out the whole file, its cubes empty (NaN), attribute complete = 0.
/// @param sources where the values of the cubes lie; empty: in this file
void write_skeleton(File& file,
                    const ResultLayout& layout,
                    const std::vector<CubeSource>& sources = {});

/// Adds texts to /provenance; a key that is there is replaced.
void add_provenance(File& file, const TextTable& texts);

/// Reads the layout back. IoError if the file is none of ours or of another format version.
ResultLayout read_layout(const File& file);

}  // namespace ventral::io
