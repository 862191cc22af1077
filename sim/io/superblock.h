#pragma once

/// The first bytes of an HDF5 file (superblock, versions 0 to 3), looked at before the library is:
/// it runs for minutes where they point nowhere.

#include <string>

namespace ventral::io {

/// What is wrong with the superblock at the beginning of the file; empty if nothing is, or if the
/// file begins with something else.
std::string superblock_fault(const std::string& path);

}  // namespace ventral::io
