#pragma once

/// Names and checks inside the folder of finished parts.

#include "sim/io/hdf5.h"
#include "sim/io/result_layout.h"

#include <cstddef>
#include <string>

namespace ventral::io {

/// The format of a part.
inline constexpr const char* kPartFormat = "ventral-part/1";

/// "FOLDER/layout.h5"
std::string layout_path(const std::string& folder);

/// "FOLDER/000012.h5"
std::string part_path(const std::string& folder, std::size_t index);

/// "FOLDER/000012.checkpoint"
std::string checkpoint_path(const std::string& folder, std::size_t index);

/// Opens a part and gives its cell. IoError, with a hint, if it is broken or of another run.
File open_part(const std::string& path, const ResultLayout& layout, Cell& cell);

/// Removes the layout, all parts, unfinished ones too, and the folder if nothing else is in it.
void remove_parts(const std::string& folder);

}  // namespace ventral::io
